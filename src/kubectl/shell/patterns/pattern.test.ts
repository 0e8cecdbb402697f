import { expect, test } from 'vitest';
import { expressionPattern, globPattern } from './pattern.ts';

test.each([
  // Pattern, extended, text, the match (undefined: none). Each was asked of GNU grep -o.
  ['b*', false, 'aabb', ''],
  ['a|ab', true, 'xab', 'ab'],
  ['a\\|ab', false, 'xab', 'ab'],
  ['^a.c$', false, 'abc', 'abc'],
  ['a^b', false, 'a^b', 'a^b'],
  ['*a', false, '*a', '*a'],
  ['a\\{2,3\\}', false, 'aaaa', 'aaa'],
  ['a{2}', true, 'aaaa', 'aa'],
  ['a{x', true, 'a{x', 'a{x'],
  ['[]a]*', false, ']a]b', ']a]'],
  ['[^]a]', false, ']ab', 'b'],
  ['[[:digit:]]+', true, 'ab12', '12'],
  ['[a-c]+', true, 'xxabcd', 'abc'],
  ['\\bpod\\b', false, 'a pod b', 'pod'],
  ['\\<pod', false, 'apod pods', 'pod'],
  ['\\w+', true, '-ab_1-', 'ab_1'],
  ['(ab)*\\1', true, 'xababab', 'ababab'],
  ['\\(a\\)\\1', false, 'baa', 'aa'],
  ['x*', false, '', ''],
  ['a.b', false, 'a😀b', 'a😀b'],
  ['(a|b)*c|d', true, 'ababd', 'd'],
  ['webapp-[a-z0-9]{5}', true, 'pod webapp-x1b2c ready', 'webapp-x1b2c'],
  ['nothing', false, 'some', undefined],
] as const)('the expression %j (extended: %j) in %j is %j', (source, isExtended, text, match) => {
  expect(expressionPattern(source, { isExtended }).search(text)?.groups[0]).toBe(match);
});

test.each([
  ['*', 'abc', true],
  ['*.yaml', 'webapp-rc.yaml', true],
  ['*.yaml', 'webapp-rc.yml', false],
  ['?[a-c]?', 'xbx', true],
  ['[!a]b', 'ab', false],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['a[', 'a[', true],
])('the glob %j and %j: %j', (source, text, matches) => {
  expect(globPattern(source).matchesAll(text)).toBe(matches);
});

test('a pattern that ruins backtracking matchers costs no more than its length times the text', () => {
  const pattern = expressionPattern('(a+)+$', { isExtended: true });
  expect(pattern.test(`${'a'.repeat(2000)}!`)).toBe(false);
  expect(pattern.steps).toBeLessThan(2000 * 20);
});

test.each([
  ['(', true, 'Unmatched ( or \\('],
  ['\\(', false, 'Unmatched ( or \\('],
  ['[a', false, 'Unmatched [ or [^'],
  ['a)', true, 'Unmatched ) or \\)'],
  ['[z-a]', false, 'Invalid range end'],
  ['a\\', false, 'Trailing backslash'],
  ['a\\{x\\}', false, 'Invalid content of \\{\\}'],
  ['\\1', false, 'Invalid back reference'],
  ['[[:nope:]]', false, 'Invalid character class name'],
] as const)('the expression %j (extended: %j) is refused: %s', (source, isExtended, message) => {
  expect(() => expressionPattern(source, { isExtended })).toThrow(message);
});
