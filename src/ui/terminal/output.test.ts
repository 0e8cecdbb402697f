import { expect, test } from 'vitest';
import type { Process } from '../../session/index.ts';
import { piecesOf, plainText, terminalText } from './output.ts';

function process(pid: number, line: string, ...texts: readonly string[]): Process {
  const output = texts.map((text, at) => ({ at: pid * 10 + at, stream: 'stdout' as const, text }));
  return { pid, line, startedAt: pid * 10, output, waitingFor: 0 };
}

test('shows lines and output in the order of time', () => {
  const first = process(1, 'kubectl get -w pods', 'a\n', 'b\n');
  const job = { ...process(2, 'sleep 1', 'done\n'), job: 1 };
  const shown = piecesOf([job, first]).map(({ kind, text }) => [kind, text]);
  expect(shown).toEqual([
    ['typed', 'kubectl get -w pods'],
    ['stdout', 'a\n'],
    ['stdout', 'b\n'],
    ['stdout', 'done\n'],
  ]);
});

test('joins what a process prints in one line', () => {
  expect(piecesOf([process(1, 'printf', '1.', '2.\n', '3\n')]).map(({ text }) => text)).toEqual([
    'printf',
    '1.2.\n',
    '3\n',
  ]);
});

test('shows nothing from before the last clear', () => {
  const pieces = piecesOf([process(1, 'ls', 'a\n'), process(2, 'clear', '\x1b[H\x1b[2J')]);
  expect(pieces).toEqual([]);
  const after = piecesOf([process(2, 'clear; ls', '\x1b[H\x1b[2J', 'b\n')]);
  expect(after.map(({ text }) => text)).toEqual(['b\n']);
});

test('only grows at its end while output comes', () => {
  const texts = Array.from({ length: 2_600 }, (_, number) => `${number}\n`);
  const shown = (count: number) =>
    terminalText(piecesOf([process(1, 'seq', ...texts.slice(0, count))]), 0);
  expect(shown(2_400).startsWith(shown(2_390))).toBe(true);
  expect(shown(2_600)).toContain('2599\n');
  expect(shown(2_600)).not.toContain('\n10\n');
});

test('plain text has no escape sequences, and of an overwritten line what is seen', () => {
  expect(plainText('\x1b[31mred\x1b[0m\r\n10 %\r100 %\n')).toBe('red\n100 %');
  expect(plainText('<img src=x>\x07\n')).toBe('<img src=x>');
});

test('a line that a process has not ended is ended before the next one', () => {
  const text = terminalText(piecesOf([process(1, 'printf a', 'a'), process(2, 'ls')]), 0);
  // oxlint-disable-next-line no-control-regex
  expect(text.replace(/\x1b\[[\d;]*m/g, '')).toBe('$ printf a\na\n$ ls\n');
});

test('answers of the playground’s own words stand where they were asked', () => {
  const aside = { line: 'orrery digest', stdout: 'abc\n', stderr: '', at: 11, after: 1 };
  const shown = piecesOf(
    [process(1, 'ls', 'a\n'), { ...process(2, 'pwd'), startedAt: 11 }],
    [aside],
  );
  expect(shown.map(({ text }) => text)).toEqual(['ls', 'a\n', 'orrery digest', 'abc\n', 'pwd']);
});
