// What is not even YAML: kubectl's words, on the line that they mean, and the mending that makes it YAML: a tab, a comment of
// another language, lines that slipped to the left or right.

import { readDocuments } from '../../kubectl/documents.ts';
import type { ManifestText } from './manifestText.ts';
import type { Fix, Problem, TextRange } from './problem.ts';
import { schemaProblems } from './schemaProblems.ts';

export function syntaxProblems(
  file: { readonly name: string; readonly text: string },
  { problem, problemLine = 0 }: ManifestText,
  reread: (text: string) => ManifestText,
): Problem[] {
  if (problem === undefined) return [];
  const lines = file.text.split('\n');
  const at = Math.min(lines.length, problemLine + 1 + lineIn(problem));
  return [
    {
      severity: 'error',
      source: 'kubectl',
      rule: 'syntax',
      message: explain(problem),
      range: lineRange(lines, at),
      fixes: [
        ...fixLine(lines, at),
        ...(file.text.length > LONGEST_TRIED ? [] : fixIndent(lines, at, { ...file, reread })),
      ],
    },
  ];
}

/** go-yaml says the line before the one that it means. */
function lineIn(problem: string): number {
  return Number(
    /^yaml: line (\d+)/.exec(problem)?.[1] ?? /^json: line (\d+)/.exec(problem)?.[1] ?? 0,
  );
}

function explain(problem: string): string {
  const meanings: readonly (readonly [RegExp, string])[] = [
    [/did not find expected key/, 'a key stands in the column of the keys beside it'],
    [/did not find expected '-' indicator/, 'what belongs into no list stands left of its dashes'],
    [/mapping values are not allowed/, 'a key stands in the column of the keys beside it'],
    [/cannot start any token|tab character/, 'YAML is indented with blanks, never with tabs'],
  ];
  const meaning = meanings.find(([pattern]) => pattern.test(problem))?.[1];
  return meaning === undefined ? problem : `${problem}: ${meaning}`;
}

/** Tabs and comments that are none. */
function fixLine(lines: readonly string[], at: number): Fix[] {
  const tabs = lines.flatMap((line, index) => {
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    if (!indent.includes('\t')) return [];
    const range = { ...lineRange(lines, index + 1), startColumn: 1, endColumn: indent.length + 1 };
    return [{ range, text: indent.replaceAll('\t', '  ') }];
  });
  if (tabs.length > 0) return [{ title: 'Indent with blanks', edits: tabs }];
  const comments = lines.flatMap((line, index) => {
    const start = /(?:^|\s)\/\//.exec(line);
    if (!start) return [];
    const column = start.index + start[0].length - 1;
    const range = { ...lineRange(lines, index + 1), startColumn: column, endColumn: column + 2 };
    return [{ range, text: '#' }];
  });
  const isMeant = lines.slice(Math.max(0, at - 2), at + 1).some((line) => line.includes('//'));
  return isMeant && comments.length > 0
    ? [{ title: 'Begin comments with #', edits: comments }]
    : [];
}

/** In a longer file a line is not tried at other columns: each try reads it all again. */
const LONGEST_TRIED = 100_000;

/** Moves the line, and what hangs on it, to the column at which the file is YAML with the fewest mistakes. */
function fixIndent(
  lines: readonly string[],
  at: number,
  file: { readonly name: string; readonly reread: (text: string) => ManifestText },
): Fix[] {
  const own = indentOf(lines[at - 1] ?? '');
  let end = at;
  while (end < lines.length && isInside(lines[end] ?? '', own)) end++;
  const columns = [...new Set(lines.slice(0, at).map(indentOf))].sort((a, b) => a - b);
  const tries = columns
    .filter((column) => column !== own)
    .map((column) => {
      const moved = lines.slice(at - 1, end).map((line) => reindent(line, column - own));
      const text = [...lines.slice(0, at - 1), ...moved, ...lines.slice(end)].join('\n');
      return { column, moved, text };
    })
    .filter(({ text }) => readDocuments(text, file.name).problem === undefined)
    .map((each) => {
      const mistakes = file.reread(each.text).objects.flatMap(schemaProblems).length;
      return { ...each, mistakes };
    })
    .sort((one, other) => one.mistakes - other.mistakes);
  const best = tries[0];
  if (!best) return [];
  const range = { ...lineRange(lines, end), startLineNumber: at, startColumn: 1 };
  const name = /[\w.-]+/.exec(best.moved[0] ?? '')?.[0] ?? 'the line';
  return [
    {
      title: `Move ${name} to column ${best.column + 1}`,
      edits: [{ range, text: best.moved.join('\n') }],
    },
  ];
}

function isInside(line: string, indent: number): boolean {
  return line.trim() === '' ? false : indentOf(line) >= indent && !line.startsWith('---');
}

function reindent(line: string, by: number): string {
  return ' '.repeat(Math.max(0, indentOf(line) + by)) + line.trimStart();
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

/** What stands on a line, from 1. */
function lineRange(lines: readonly string[], at: number): TextRange {
  const line = lines[at - 1] ?? '';
  const start = line.search(/\S|$/);
  return {
    startLineNumber: at,
    startColumn: start + 1,
    endLineNumber: at,
    endColumn: Math.max(line.trimEnd().length, start) + 1,
  };
}
