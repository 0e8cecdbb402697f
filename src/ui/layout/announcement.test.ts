import { expect, test } from 'vitest';
import { announcementOf } from './announcement.ts';

test('one of a kind is told in its own words, several are counted', () => {
  expect(
    announcementOf([
      { kind: 'created', text: 'Pod web-3 created' },
      { kind: 'ready', text: 'Pod web-1 is ready' },
      { kind: 'ready', text: 'Pod web-2 is ready' },
    ]),
  ).toBe('Pod web-3 created, 2 pods are ready');
  expect(announcementOf([])).toBe('');
});

test('of many warnings the last is told', () => {
  const warnings = ['a', 'b', 'c'].map((text) => ({ kind: 'warning', text }) as const);
  expect(announcementOf(warnings)).toBe('3 warnings, the last: c');
});
