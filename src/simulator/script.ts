// Reads a script line by line: what one would type in the terminal, with the lines that belong to it, and ^C.

import { parseLine } from '../kubectl/shell/syntax/syntax.ts';
import { parseDuration } from './durations.ts';

export type Entry =
  /** A terminal line with the lines that belong to it, joined with newlines, and the ^C that follows it. */
  | { readonly type: 'line'; readonly line: string; readonly interruptAfterMs?: number }
  /** A ^C on its own: interrupts the line before. */
  | { readonly type: 'interrupt'; readonly afterMs: number }
  /** Empty or a comment. */
  | { readonly type: 'blank' }
  /** A here-document, a quote or a loop has not ended yet. */
  | { readonly type: 'incomplete' };

/** Takes one entry off the front of `lines`. With `looksAhead` a ^C on the next line belongs to it. */
export function readEntry(lines: string[], looksAhead: boolean): Entry {
  const first = lines.shift() ?? '';
  const trimmed = first.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return { type: 'blank' };
  const afterMs = interruptOf(trimmed);
  if (afterMs !== undefined) return { type: 'interrupt', afterMs };

  const body = [first];
  while (wantsMore(body)) {
    const line = lines.shift();
    if (line === undefined) return { type: 'incomplete' };
    body.push(line);
  }
  const line = body.join('\n');
  const next = looksAhead ? interruptOf(lines[0]?.trim() ?? '') : undefined;
  if (next === undefined) return { type: 'line', line };
  lines.shift();
  return { type: 'line', line, interruptAfterMs: next };

  /** True when what was typed so far is no whole command. Takes here-documents whole: they may be long. */
  function wantsMore(typed: string[]): boolean {
    if (/(^|[^\\])(\\\\)*\\$/.test(typed.at(-1) ?? '')) return true;
    const parsed = parseLine(typed.join('\n'));
    if (!parsed.unended) return 'problem' in parsed && parsed.isIncomplete;
    const { delimiter, stripsTabs } = parsed.unended;
    for (let line = lines[0]; line !== undefined; line = lines[0]) {
      if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      typed.push(lines.shift() ?? '');
    }
    return true;
  }
}

/** "^C 90s" is 90000, "^C" alone 0 (at once after the first output), anything else undefined. */
function interruptOf(line: string): number | undefined {
  const match = /^\^C(?:\s+(\S+))?$/.exec(line);
  if (!match) return undefined;
  return match[1] === undefined ? 0 : parseDuration(match[1]);
}
