import { expect, test } from 'vitest';
import { diffLines } from './lineDiff.ts';

function shown(before: string, after: string): string {
  const signs = { same: ' ', added: '+', removed: '-' };
  return diffLines(before.split(' '), after.split(' '))
    .map(({ text, change }) => signs[change] + text)
    .join('');
}

test('what was removed stands before what came in its place', () => {
  expect(shown('a b c', 'a x c')).toBe(' a-b+x c');
  expect(shown('a b c d e', 'a c d f e')).toBe(' a-b c d+f e');
});

test('equal texts have no changes, texts without a common line only changes', () => {
  expect(shown('a b', 'a b')).toBe(' a b');
  expect(shown('a b', 'c')).toBe('-a-b+c');
});

test('very long texts that differ all over are shown as replaced', () => {
  const many = (prefix: string) => Array.from({ length: 2_000 }, (_, at) => `${prefix}${at}`);
  const diff = diffLines(['x', ...many('a'), 'y'], ['x', ...many('b'), 'y']);
  expect(diff).toHaveLength(4_002);
  expect(diff[0]).toEqual({ text: 'x', change: 'same' });
  expect(diff[1]).toEqual({ text: 'a0', change: 'removed' });
  expect(diff[4_001]).toEqual({ text: 'y', change: 'same' });
});
