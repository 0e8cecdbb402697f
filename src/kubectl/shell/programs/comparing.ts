// diff and cmp. The shortest edit by the longest common lines, which gives what GNU diff gives for short files.

import { print, printError, type Program } from '../../process.ts';
import { linesOf, LineSource, optionsOf } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

/** Longer files are not compared line by line. */
const MAX_LINES = 2000;

const DIFFERENT = 1;
const TROUBLE = 2;

function* diff(call: ProgramCall): Program {
  const options = yield* optionsOf(
    call,
    {
      short: 'uqsibwBrNyU:c',
      long: { unified: 'u', brief: 'q', 'report-identical-files': 's', 'ignore-case': 'i' },
    },
    TROUBLE,
  );
  if (typeof options === 'number') return options;
  const [one, other] = options.operands;
  if (one === undefined || other === undefined) {
    const text =
      one === undefined ? `missing operand after 'diff'` : `missing operand after '${one}'`;
    yield* printError(`diff: ${text}\ndiff: Try 'diff --help' for more information.\n`);
    return TROUBLE;
  }
  const left = new LineSource(call, [one]);
  const right = new LineSource(call, [other]);
  const texts = [yield* left.rest(), yield* right.rest()] as const;
  if (left.exit + right.exit > 0) return TROUBLE;
  if (texts[0] === texts[1]) {
    if (options.has('s')) yield* print(`Files ${one} and ${other} are identical\n`);
    return 0;
  }
  const [a, b] = [linesOf(texts[0]), linesOf(texts[1])];
  if (options.has('q') || a.length > MAX_LINES || b.length > MAX_LINES) {
    yield* print(`Files ${one} and ${other} differ\n`);
    return DIFFERENT;
  }
  const normal = (line: string) => {
    const text = options.has('i') ? line.toLowerCase() : line;
    return options.has('w')
      ? text.replace(/\s+/g, '')
      : options.has('b')
        ? text.replace(/\s+/g, ' ').trimEnd()
        : text;
  };
  call.state.budget.work(a.length * b.length);
  const edits = editsOf(a.map(normal), b.map(normal));
  if (edits.length === 0) return 0;
  if (options.has('u') || options.has('U')) {
    const context = Number(options.value('U') ?? 3);
    yield* print(`--- ${one}\n+++ ${other}\n${unified(edits, [a, b], context)}`);
  } else yield* print(edits.map((edit) => normalEdit(edit, a, b)).join(''));
  return DIFFERENT;
}

/** Lines from..to (not included) of the first file become those of the second. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const [from, newFrom] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      const takesLeft =
        j >= b.length ||
        (i < a.length && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0));
      if (takesLeft) i++;
      else j++;
    }
    edits.push({ from, to: i, newFrom, newTo: j });
  }
  return edits;
}

function normalEdit(
  { from, to, newFrom, newTo }: Edit,
  a: readonly string[],
  b: readonly string[],
): string {
  const letter = from === to ? 'a' : newFrom === newTo ? 'd' : 'c';
  const range = (start: number, end: number) =>
    start === end ? String(start) : start + 1 === end ? String(end) : `${start + 1},${end}`;
  const removed = a.slice(from, to).map((line) => `< ${line}\n`);
  const added = b.slice(newFrom, newTo).map((line) => `> ${line}\n`);
  return `${range(from, to)}${letter}${range(newFrom, newTo)}\n${removed.join('')}${letter === 'c' ? '---\n' : ''}${added.join('')}`;
}

function unified(
  edits: readonly Edit[],
  [a, b]: readonly [readonly string[], readonly string[]],
  context: number,
): string {
  const hunks: Edit[][] = [];
  for (const edit of edits) {
    const last = hunks.at(-1)?.at(-1);
    if (last && edit.from - last.to <= 2 * context) hunks.at(-1)?.push(edit);
    else hunks.push([edit]);
  }
  return hunks.map((hunk) => unifiedHunk(hunk, [a, b], context)).join('');
}

function unifiedHunk(
  hunk: readonly Edit[],
  [a, b]: readonly [readonly string[], readonly string[]],
  context: number,
): string {
  const first = hunk[0] as Edit;
  const last = hunk.at(-1) as Edit;
  const start = Math.max(0, first.from - context);
  const end = Math.min(a.length, last.to + context);
  const newStart = first.newFrom - (first.from - start);
  const newEnd = last.newTo + (end - last.to);
  const lines: string[] = [];
  let at = start;
  for (const { from, to, newFrom, newTo } of hunk) {
    lines.push(...a.slice(at, from).map((line) => ` ${line}`));
    lines.push(...a.slice(from, to).map((line) => `-${line}`));
    lines.push(...b.slice(newFrom, newTo).map((line) => `+${line}`));
    at = to;
  }
  lines.push(...a.slice(at, end).map((line) => ` ${line}`));
  const range = (from: number, to: number) =>
    to - from === 1 ? String(to) : `${to === from ? from : from + 1},${to - from}`;
  return `@@ -${range(start, end)} +${range(newStart, newEnd)} @@\n${lines.map((line) => `${line}\n`).join('')}`;
}

export const comparingPrograms: Readonly<Record<string, ShellProgram>> = { diff };
