// Programs that print what they are told: echo, printf, seq, yes.

import { print, printError, type Program } from '../../process.ts';
import { formatOnce, unescape } from '../format.ts';
import { optionsOf } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

function* echo({ words }: ProgramCall): Program {
  const rest = [...words];
  let isBare = false;
  let hasEscapes = false;
  while (/^-[neE]+$/.test(rest[0] ?? '')) {
    for (const letter of (rest.shift() ?? '').slice(1)) {
      if (letter === 'n') isBare = true;
      else hasEscapes = letter === 'e';
    }
  }
  const text = rest.join(' ');
  const shown = hasEscapes ? unescape(text, /\\0([0-7]{0,3})/y) : { text, isCut: false };
  yield* print(shown.text + (isBare || shown.isCut ? '' : '\n'));
  return 0;
}

function* printf(call: ProgramCall): Program {
  const { words, state } = call;
  const rest = [...words];
  let variable: string | undefined;
  if (rest[0] === '-v') [, variable] = rest.splice(0, 2);
  if (rest[0] === '--') rest.shift();
  const format = rest.shift();
  if (format === undefined) {
    yield* printError('printf: usage: printf [-v var] format [arguments]\n');
    return 2;
  }
  const problems: string[] = [];
  let text = '';
  do {
    const before = rest.length;
    const piece = formatOnce(format, rest, problems);
    text += piece.text;
    state.budget.text(text.length);
    if (piece.isCut || rest.length === before) break;
  } while (rest.length > 0);
  if (variable === undefined) yield* print(text);
  else state.set(variable, text);
  for (const problem of problems) yield* printError(`${state.name}: printf: ${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}

/** More numbers than this are not counted out. */
const MAX_COUNT = 100_000;

function* seq(call: ProgramCall): Program {
  // Negative numbers look like options.
  const words = call.words.map((word) => (/^-[\d.]/.test(word) ? ` ${word}` : word));
  const options = yield* optionsOf(
    { name: 'seq', words },
    {
      short: 's:wf:',
      long: { separator: 's', 'equal-width': 'w', format: 'f' },
    },
  );
  if (typeof options === 'number') return options;
  const numbers = options.operands.map((word) => word.trim());
  if (numbers.length === 0 || numbers.length > 3) {
    const text = numbers.length === 0 ? 'missing operand' : `extra operand ‘${numbers[3]}’`;
    yield* printError(`seq: ${text}\nTry 'seq --help' for more information.\n`);
    return 1;
  }
  const wrong = numbers.find((word) => !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word));
  if (wrong !== undefined) {
    yield* printError(
      `seq: invalid floating point argument: ${wrong}\nTry 'seq --help' for more information.\n`,
    );
    return 1;
  }
  const first = numbers.length > 1 ? (numbers[0] ?? '1') : '1';
  const step = numbers.length > 2 ? (numbers[1] ?? '1') : '1';
  const last = numbers.at(-1) ?? '1';
  if (Number(step) === 0) {
    yield* printError(
      "seq: invalid Zero increment value: ‘0’\nTry 'seq --help' for more information.\n",
    );
    return 1;
  }
  const decimals = Math.max(...[first, step].map((word) => word.split('.')[1]?.length ?? 0));
  const count = Math.floor((Number(last) - Number(first)) / Number(step) + 1e-9) + 1;
  if (count > MAX_COUNT) {
    yield* printError(`seq: this playground counts to no more than ${MAX_COUNT} numbers\n`);
    return 1;
  }
  const shown = Array.from({ length: Math.max(0, count) }, (_, index) =>
    (Number(first) + index * Number(step)).toFixed(Math.min(decimals, 20)),
  );
  const width = options.has('w') ? Math.max(0, ...shown.map((each) => each.length)) : 0;
  const format = options.value('f');
  const texts = shown.map((each) =>
    format === undefined ? zeroPad(each, width) : formatOnce(format, [each], []).text,
  );
  if (texts.length > 0) yield* print(`${texts.join(options.value('s') ?? '\n')}\n`);
  return 0;
}

function zeroPad(text: string, width: number): string {
  return text.startsWith('-')
    ? `-${text.slice(1).padStart(width - 1, '0')}`
    : text.padStart(width, '0');
}

/** Without somebody who stops reading it prints this many lines. */
const MAX_YES = 1000;

function* yes({ words }: ProgramCall): Program {
  const line = `${words.length === 0 ? 'y' : words.join(' ')}\n`;
  for (let count = 0; count < MAX_YES; count++) yield* print(line);
  return 0;
}

export const echoPrograms: Readonly<Record<string, ShellProgram>> = { echo, printf, seq, yes };
