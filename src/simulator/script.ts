// Reads a script line by line: what one would type in the terminal, here-documents and ^C included.

import { parseDuration } from './controls.ts';

export type Entry =
  /** A terminal line, its here-document joined with newlines, and the ^C that follows it. */
  | { readonly type: 'line'; readonly line: string; readonly interruptAfterMs?: number }
  /** A ^C on its own: interrupts the line before. */
  | { readonly type: 'interrupt'; readonly afterMs: number }
  /** Empty or a comment. */
  | { readonly type: 'blank' }
  /** The here-document has not ended yet. */
  | { readonly type: 'incomplete' };

/** Takes one entry off the front of `lines`. With `looksAhead` a ^C on the next line belongs to it. */
export function readEntry(lines: string[], looksAhead: boolean): Entry {
  const first = lines.shift() ?? '';
  const trimmed = first.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return { type: 'blank' };
  const afterMs = interruptOf(trimmed);
  if (afterMs !== undefined) return { type: 'interrupt', afterMs };

  const body = [first];
  while (body.at(-1)?.endsWith('\\') && lines.length > 0) body.push(lines.shift() ?? '');
  for (const { word, isIndented } of hereDocumentsOf(first)) {
    for (;;) {
      const line = lines.shift();
      if (line === undefined) return { type: 'incomplete' };
      body.push(line);
      if ((isIndented ? line.replace(/^\t+/, '') : line) === word) break;
    }
  }
  const line = body.join('\n');
  const next = looksAhead ? interruptOf(lines[0]?.trim() ?? '') : undefined;
  if (next === undefined) return { type: 'line', line };
  lines.shift();
  return { type: 'line', line, interruptAfterMs: next };
}

/** "^C 90s" is 90000, "^C" alone 0 (at once after the first output), anything else undefined. */
function interruptOf(line: string): number | undefined {
  const match = /^\^C(?:\s+(\S+))?$/.exec(line);
  if (!match) return undefined;
  return match[1] === undefined ? 0 : parseDuration(match[1]);
}

function hereDocumentsOf(line: string): { readonly word: string; readonly isIndented: boolean }[] {
  return [...line.matchAll(/<<(-?)\s*(?:'([^']+)'|"([^"]+)"|([\w.]+))/g)].map(
    ([, dash, single, double, bare]) => ({
      word: single ?? double ?? bare ?? '',
      isIndented: dash === '-',
    }),
  );
}
