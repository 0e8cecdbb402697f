// What xterm draws behind the output: lines that wait, the prompt, the line being typed, with the cursor in it.

import type { Line, Search } from './lineEditing.ts';
import { colours, furtherLines } from './output.ts';
import type { Tail } from './xtermView.ts';

interface Typing {
  readonly line: Line;
  readonly search: Search | undefined;
  /** Lines that wait until the terminal is free. */
  readonly queued: readonly string[];
  readonly isBusy: boolean;
  /** A here-document or a quote goes on. */
  readonly isContinued: boolean;
  /** The output has ended its last line. */
  readonly isOnNewLine: boolean;
  /** Shown faintly while nothing is typed. */
  readonly hint: string;
}

/** So many waiting lines are shown. */
const SHOWN_QUEUED = 3;

export function tailOf(typing: Typing): Tail {
  const { line, queued, isBusy, isOnNewLine, hint } = typing;
  if (isBusy && line.text === '' && queued.length === 0 && !typing.search) {
    return { all: '', beforeCursor: '' };
  }
  const start = (isOnNewLine ? '' : '\n') + waiting(queued) + signOf(typing);
  const before = furtherLines(line.text.slice(0, line.start));
  const chosen =
    line.start === line.end
      ? ''
      : colours.chosen + furtherLines(line.text.slice(line.start, line.end)) + colours.strong;
  const after = furtherLines(line.text.slice(line.end));
  const faint = line.text === '' && !isBusy && !typing.search ? colours.faint + hint : '';
  return {
    all: start + before + chosen + after + faint,
    beforeCursor: start + before + chosen,
  };
}

function waiting(queued: readonly string[]): string {
  const shown = queued.slice(0, SHOWN_QUEUED).map((line) => line.split('\n', 1)[0] ?? '');
  const more = queued.length - shown.length;
  if (more > 0) shown.push(`${more} more lines wait`);
  return shown.map((line) => `${colours.faint}${line}\n`).join('');
}

function signOf({ search, isBusy, isContinued }: Typing): string {
  if (search) {
    const name = search.hasFailed ? 'failed reverse-i-search' : 'reverse-i-search';
    return `${colours.accent}(${name})\`${search.pattern}': ${colours.strong}`;
  }
  if (isBusy) return colours.strong;
  return `${colours.accent}${isContinued ? '>' : '$'} ${colours.strong}`;
}
