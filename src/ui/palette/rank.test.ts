import { expect, test } from 'vitest';
import { rank } from './rank.ts';

function best(labels: readonly string[], query: string): string[] {
  return labels
    .flatMap((label) => {
      const score = rank(label, query);
      return score === undefined ? [] : [{ label, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ label }) => label);
}

test('what begins with the letters comes before what holds them', () => {
  expect(best(['Pod aweb', 'Web page', 'Pod web-1', 'Pod redis'], 'web')).toEqual([
    'Web page',
    'Pod web-1',
    'Pod aweb',
  ]);
});

test('every word has to be there, in whatever order and case', () => {
  expect(best(['Pod webapp-1', 'Service webapp', 'Pod redis'], 'WEB pod')).toEqual([
    'Pod webapp-1',
  ]);
});

test('letters may stand apart from one another, the first at the beginning of a word', () => {
  expect(best(['webapp-rc.yaml', 'redis.yaml'], 'wrc')).toEqual(['webapp-rc.yaml']);
  expect(rank('Step forward', 'zz')).toBeUndefined();
});

test('the shorter of two equals is nearer', () => {
  expect(best(['webapp-rc', 'webapp'], 'webapp')).toEqual(['webapp', 'webapp-rc']);
});
