// A text after edits.

import type { TextEdit } from './problem.ts';

/** Edits do not overlap; their places are those of the text before. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const at = (line: number, column: number) => (starts[line - 1] ?? text.length) + column - 1;
  return edits
    .map(({ range, text: put }) => ({
      start: at(range.startLineNumber, range.startColumn),
      end: at(range.endLineNumber, range.endColumn),
      put,
    }))
    .toSorted((one, other) => other.start - one.start || other.end - one.end)
    .reduce((all, { start, end, put }) => all.slice(0, start) + put + all.slice(end), text);
}
