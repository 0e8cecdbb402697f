// tr, nl, tac and rev.

import { print, printError, type Program } from '../../process.ts';
import { linesOf, LineSource, optionsOf } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import { expandSet } from './characterSets.ts';

function* tr(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'dscCt',
    long: { delete: 'd', 'squeeze-repeats': 's', complement: 'c' },
  });
  if (typeof options === 'number') return options;
  const [from, to] = options.operands;
  const hint = "Try 'tr --help' for more information.\n";
  if (from === undefined) {
    yield* printError(`tr: missing operand\n${hint}`);
    return 1;
  }
  const deletes = options.has('d');
  if (to === undefined && !deletes && !options.has('s')) {
    yield* printError(
      `tr: missing operand after ‘${from}’\nTwo strings must be given when translating.\n${hint}`,
    );
    return 1;
  }
  const first = expandSet(from);
  const isComplement = options.has('c') || options.has('C');
  const isIn = (character: string) => first.includes(character) !== isComplement;
  const second = expandSet(to ?? '');
  const change = (character: string) =>
    !isIn(character) || deletes || to === undefined
      ? character
      : (second[isComplement ? second.length - 1 : first.indexOf(character)] ??
        second.at(-1) ??
        '');
  const squeezed = to === undefined ? isIn : (character: string) => second.includes(character);
  for (;;) {
    const line = yield* call.stdin.readLine();
    if (line === undefined) return 0;
    let text = '';
    let last = '';
    for (const character of line) {
      if (deletes && isIn(character)) continue;
      const changed = change(character);
      if (options.has('s') && changed === last && squeezed(changed)) continue;
      text += changed;
      last = changed;
    }
    yield* print(text);
  }
}

function* nl(call: ProgramCall): Program {
  const source = new LineSource(
    call,
    call.words.filter((word) => !word.startsWith('-')),
  );
  const numbersAll = call.words.join(' ').includes('-ba') || call.words.join(' ').includes('-b a');
  let number = 0;
  for (const line of linesOf(yield* source.rest())) {
    const isNumbered = numbersAll || line !== '';
    yield* print(isNumbered ? `${String(++number).padStart(6)}\t${line}\n` : `       ${line}\n`);
  }
  return source.exit;
}

function* tac(call: ProgramCall): Program {
  const source = new LineSource(call, call.words);
  yield* print(
    linesOf(yield* source.rest())
      .reverse()
      .map((line) => `${line}\n`)
      .join(''),
  );
  return source.exit;
}

function* rev(call: ProgramCall): Program {
  const source = new LineSource(call, call.words);
  for (const line of linesOf(yield* source.rest())) {
    yield* print(`${[...line].reverse().join('')}\n`);
  }
  return source.exit;
}

export const textPrograms: Readonly<Record<string, ShellProgram>> = { tr, nl, tac, rev };
