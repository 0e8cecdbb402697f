// wc and uniq.

import { print, type Part, type Program } from '../../process.ts';
import { byteLength } from '../../../cluster/api/goJson.ts';
import { linesOf, LineSource, optionsOf, Printer } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import type { Options } from '../options.ts';

function* wc(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'lwcmL',
    long: { lines: 'l', words: 'w', bytes: 'c', chars: 'm', 'max-line-length': 'L' },
  });
  if (typeof options === 'number') return options;
  const { operands: files } = options;
  const rows: { readonly numbers: number[]; readonly file: string }[] = [];
  let exit = 0;
  for (const file of files.length === 0 ? ['-'] : files) {
    const source = new LineSource(call, [file]);
    const text = yield* source.rest();
    exit = exit || source.exit;
    if (source.exit !== 0) continue;
    rows.push({ numbers: countsOf(text, options), file });
  }
  if (files.length > 1) {
    const width = rows[0]?.numbers.length ?? 0;
    const totals = Array.from({ length: width }, (_, at) =>
      rows.reduce((sum, { numbers }) => sum + (numbers[at] ?? 0), 0),
    );
    rows.push({ numbers: totals, file: 'total' });
  }
  // GNU wc makes columns as wide as the size of the files, and of pipes it expects 7 digits.
  const isSingle = (rows[0]?.numbers.length ?? 0) === 1 && rows.length === 1;
  const fromPipe = files.length === 0 || files.includes('-');
  const largest = Math.max(0, ...rows.flatMap(({ numbers }) => numbers));
  const width = isSingle ? 1 : fromPipe ? 7 : String(largest).length;
  for (const { numbers, file } of rows) {
    const shown = numbers.map((number) => String(number).padStart(width)).join(' ');
    yield* print(`${shown}${files.length === 0 ? '' : ` ${file}`}\n`);
  }
  return exit;
}

/** What wc counts, in its order. */
function countsOf(text: string, options: Options): number[] {
  const isPlain = ![...'lwcmL'].some((letter) => options.has(letter));
  return [
    ...(isPlain || options.has('l') ? [text.split('\n').length - 1] : []),
    ...(isPlain || options.has('w') ? [text.split(/\s+/).filter(Boolean).length] : []),
    ...(options.has('m') ? [[...text].length] : []),
    ...(isPlain || options.has('c') ? [byteLength(text)] : []),
    ...(options.has('L') ? [Math.max(0, ...linesOf(text).map((line) => line.length))] : []),
  ];
}

function* uniq(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'cduif:s:w:',
    long: { count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i' },
  });
  if (typeof options === 'number') return options;
  const source = new LineSource(call, options.operands.slice(0, 1));
  const skipped = Number(options.value('f') ?? 0);
  const keyOf = (line: string) => {
    const key = line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${Math.min(skipped, 100)}}`), '');
    return options.has('i') ? key.toLowerCase() : key;
  };
  const printer = new Printer();
  let group: { readonly line: string; readonly key: string; count: number } | undefined;
  const finish = function* (): Part<void> {
    if (!group) return;
    const { line, count } = group;
    if ((options.has('d') && count < 2) || (options.has('u') && count > 1)) return;
    yield* printer.add(`${options.has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`);
  };
  for (;;) {
    const line = yield* printer.nextOf(source);
    const key = line && keyOf(line.text);
    if (group && key === group.key) group.count++;
    else {
      yield* finish();
      if (!line) break;
      group = { line: line.text, key: key ?? '', count: 1 };
    }
  }
  yield* printer.flush();
  return source.exit;
}

export const countingPrograms: Readonly<Record<string, ShellProgram>> = { wc, uniq };
