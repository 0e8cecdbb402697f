// head and tail.

import { print, printError, type Part, type Program } from '../../process.ts';
import { LineSource, optionsOf, Printer } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

const CANNOT_OPEN = (name: string) => (file: string, problem: string) =>
  problem === 'Is a directory'
    ? `${name}: error reading ‘${file}’: ${problem}\n`
    : `${name}: cannot open ‘${file}’ for reading: ${problem}\n`;

interface Extent {
  readonly count: number;
  /** -n -5 of head, -n +5 of tail. */
  readonly isOpposite: boolean;
  readonly isBytes: boolean;
  readonly files: readonly string[];
  readonly hasHeads: boolean;
}

function* extentOf(call: ProgramCall, opposite: '-' | '+'): Part<Extent | number> {
  const words = call.words.map((word, at) =>
    /^-\d+$/.test(word) && !/^-[nc]$/.test(call.words[at - 1] ?? '') ? `-n${word.slice(1)}` : word,
  );
  const options = yield* optionsOf(
    { name: call.name, words },
    {
      short: 'n:c:qvfF',
      long: { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v', follow: 'f' },
    },
  );
  if (typeof options === 'number') return options;
  const given = options.value('c') ?? options.value('n') ?? '10';
  const found = /^([-+]?)(\d+)([kKmM]?)$/.exec(given);
  if (!found) {
    const what = options.value('c') === undefined ? 'lines' : 'bytes';
    yield* printError(`${call.name}: ${given}: invalid number of ${what}\n`);
    return 1;
  }
  const { operands: files } = options;
  const factor = { '': 1, k: 1024, m: 1_048_576 }[(found[3] ?? '').toLowerCase()] ?? 1;
  return {
    count: Number(found[2]) * factor,
    isOpposite: found[1] === opposite,
    isBytes: options.value('c') !== undefined,
    files,
    hasHeads: options.has('v') || (files.length > 1 && !options.has('q')),
  };
}

/** Runs something for each file, under a title when there are several. */
function* forEachFile(
  call: ProgramCall,
  { files, hasHeads }: Extent,
  show: (source: LineSource) => Part<void>,
): Program {
  let exit = 0;
  let isFirst = true;
  for (const file of files.length === 0 ? ['-'] : files) {
    const source = new LineSource(call, [file], CANNOT_OPEN(call.name));
    const title = file === '-' ? 'standard input' : file;
    const head = hasHeads ? `${isFirst ? '' : '\n'}==> ${title} <==\n` : '';
    if (head !== '' && (yield* source.open())) yield* print(head);
    yield* show(source);
    exit = exit || source.exit;
    isFirst = false;
  }
  return exit;
}

function* head(call: ProgramCall): Program {
  const extent = yield* extentOf(call, '-');
  if (typeof extent === 'number') return extent;
  const { count, isOpposite, isBytes } = extent;
  return yield* forEachFile(call, extent, function* (source) {
    if (isBytes) {
      const text = yield* source.rest();
      yield* print(
        isOpposite ? text.slice(0, Math.max(0, text.length - count)) : text.slice(0, count),
      );
    } else if (isOpposite) {
      const lines = (yield* source.rest()).split(/(?<=\n)/);
      yield* print(lines.slice(0, Math.max(0, lines.length - count)).join(''));
    } else {
      const printer = new Printer();
      for (let number = 0; number < count; number++) {
        const line = yield* printer.nextOf(source);
        if (!line) break;
        yield* printer.add(line.text + (line.hasNewline ? '\n' : ''));
      }
      yield* printer.flush();
    }
  });
}

function* tail(call: ProgramCall): Program {
  const extent = yield* extentOf(call, '+');
  if (typeof extent === 'number') return extent;
  const { count, isOpposite, isBytes } = extent;
  return yield* forEachFile(call, extent, function* (source) {
    const text = yield* source.rest();
    const pieces = isBytes ? [...text] : text.split(/(?<=\n)/);
    const from = isOpposite ? Math.max(0, count - 1) : Math.max(0, pieces.length - count);
    yield* print(pieces.slice(from).join(''));
  });
}

export const extentPrograms: Readonly<Record<string, ShellProgram>> = { head, tail };
