// cut, paste and column.

import { print, printError, type Program } from '../../process.ts';
import { linesOf, LineSource, optionsOf, Printer } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

function* cut(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'd:f:c:b:s',
    long: {
      delimiter: 'd',
      fields: 'f',
      characters: 'c',
      bytes: 'b',
      'only-delimited': 's',
      'output-delimiter': 'o',
    },
  });
  if (typeof options === 'number') return options;
  const hint = "Try 'cut --help' for more information.\n";
  const fields = options.value('f');
  const list = fields ?? options.value('c') ?? options.value('b');
  const delimiter = options.value('d') ?? '\t';
  const problem =
    list === undefined
      ? 'you must specify a list of bytes, characters, or fields'
      : fields !== undefined && delimiter.length !== 1
        ? 'the delimiter must be a single character'
        : undefined;
  const ranges = rangesOf(list ?? '');
  if (problem !== undefined || !ranges) {
    const text =
      problem ??
      (/\b0\b/.test(list ?? '')
        ? 'fields and positions are numbered from 1'
        : 'invalid byte, character or field list');
    yield* printError(`cut: ${text}\n${hint}`);
    return 1;
  }
  const isIn = (position: number) =>
    ranges.some(([low, high]) => position >= low && position <= high);
  const source = new LineSource(call, options.operands);
  const printer = new Printer();
  for (;;) {
    const line = yield* printer.nextOf(source);
    if (!line) break;
    if (fields === undefined) {
      yield* printer.add(`${[...line.text].filter((_, at) => isIn(at + 1)).join('')}\n`);
    } else if (line.text.includes(delimiter)) {
      const kept = line.text.split(delimiter).filter((_, at) => isIn(at + 1));
      yield* printer.add(`${kept.join(delimiter)}\n`);
    } else if (!options.has('s')) yield* printer.add(`${line.text}\n`);
  }
  yield* printer.flush();
  return source.exit;
}

/** 1,3-5,7- as pairs; undefined when it is no such list. */
function rangesOf(list: string): (readonly [number, number])[] | undefined {
  const ranges: (readonly [number, number])[] = [];
  for (const piece of list.split(',')) {
    const [, low, dash, high] = /^(\d*)(-?)(\d*)$/.exec(piece) ?? [];
    if (low === undefined || (low === '' && high === '') || low === '0') return undefined;
    const first = low === '' ? 1 : Number(low);
    ranges.push([first, dash === '' ? first : high === '' ? Infinity : Number(high)]);
  }
  return ranges;
}

function* paste(call: ProgramCall): Program {
  const options = yield* optionsOf(call, { short: 'sd:', long: { serial: 's', delimiters: 'd' } });
  if (typeof options === 'number') return options;
  const delimiter = (options.value('d') ?? '\t').replace(/\\n/g, '\n').replace(/\\t/g, '\t');
  const columns: string[][] = [];
  let exit = 0;
  for (const file of options.operands.length === 0 ? ['-'] : options.operands) {
    const source = new LineSource(call, [file]);
    columns.push(linesOf(yield* source.rest()));
    exit = exit || source.exit;
  }
  if (options.has('s')) {
    for (const column of columns) yield* print(`${column.join(delimiter)}\n`);
    return exit;
  }
  const height = Math.max(0, ...columns.map((column) => column.length));
  for (let row = 0; row < height; row++) {
    yield* print(`${columns.map((column) => column[row] ?? '').join(delimiter)}\n`);
  }
  return exit;
}

/** column -t. */
function* column(call: ProgramCall): Program {
  const options = yield* optionsOf(call, { short: 'ts:' });
  if (typeof options === 'number') return options;
  const source = new LineSource(call, options.operands);
  const separator = options.value('s');
  const rows = linesOf(yield* source.rest())
    .filter((line) => line.trim() !== '')
    .map((line) => (separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator)));
  if (!options.has('t')) {
    for (const row of rows) yield* print(`${row.join(' ')}\n`);
    return source.exit;
  }
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  }
  for (const row of rows) {
    const cells = row.map((cell, at) =>
      at === row.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + 2),
    );
    yield* print(`${cells.join('')}\n`);
  }
  return source.exit;
}

export const columnPrograms: Readonly<Record<string, ShellProgram>> = { cut, paste, column };
