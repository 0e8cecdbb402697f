import { expect, test } from 'vitest';
import { highlightLine } from './highlight.ts';

test.each([
  ['kind: Service', ['key', '', 'value']],
  ['  - port: 80 # both', ['', 'key', '', 'number', 'comment']],
  ['- http://127.0.0.1:2379', ['', 'value']],
  ['# a comment', ['comment']],
  ["  name: 'a: b'", ['', 'key', '', 'value']],
  ['', []],
])('%s keeps its text and has its kinds', (line, kinds) => {
  const pieces = highlightLine(line).filter(({ text }) => text !== '');
  expect(pieces.map(({ text }) => text).join('')).toBe(line);
  expect(pieces.map(({ kind = '' }) => kind)).toEqual(kinds);
});
