import { expect, test } from 'vitest';
import { formatAge } from './age.ts';

test.each([
  [0, '0s'],
  [59_000, '59s'],
  [60_000, '1m'],
  [3_599_000, '59m'],
  [3_600_000, '1h'],
  [86_400_000, '1d'],
  [-1000, '0s'],
  [-2000, '<invalid>'],
])('an age of %i ms is %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});
