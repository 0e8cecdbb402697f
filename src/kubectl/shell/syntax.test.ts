import { expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

function run(line: string): string {
  const { stdout, stderr } = new Simulation({ files: { 'a.txt': 'one\ntwo\nthree\n' } }).run(line);
  return stdout + stderr;
}

test.each([
  ['echo a  b', 'a b\n'],
  ['echo \'a  b\' "c d" e\\ f', 'a  b c d e f\n'],
  ['cat a.txt | grep t', 'two\nthree\n'],
  ['cat a.txt | grep -v t | wc -l', '1\n'],
  ['echo one > b.txt; cat b.txt', 'one\n'],
  ['echo one > b.txt; echo two >> b.txt; cat b.txt', 'one\ntwo\n'],
  ['false && echo no || echo yes', 'yes\n'],
  ['nosuch', '-bash: nosuch: command not found\n'],
  ["echo 'open", "-bash: unexpected EOF while looking for matching `''\n"],
])('the shell answers %s', (line, text) => {
  expect(run(line)).toBe(text);
});
