// tr, nl, tac, rev and base64.

import { print, printError, type Program } from '../../process.ts';
import { decodeBase64, encodeBase64 } from '../bytes.ts';
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

/** base64, as people use it for Secrets. */
function* base64(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'dDiw:',
    long: { decode: 'd', wrap: 'w', 'ignore-garbage': 'i' },
  });
  if (typeof options === 'number') return options;
  const source = new LineSource(call, options.operands);
  const text = yield* source.rest();
  if (source.exit !== 0) return source.exit;
  if (options.has('d') || options.has('D')) {
    const decoded = decodeBase64(text);
    if (decoded === undefined) {
      yield* printError('base64: invalid input\n');
      return 1;
    }
    yield* print(decoded);
    return 0;
  }
  const width = Number(options.value('w') ?? 76);
  const encoded = encodeBase64(text);
  const lines = width > 0 ? (encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? []) : [encoded];
  yield* print(width > 0 ? lines.map((line) => `${line}\n`).join('') : encoded);
  return 0;
}

export const textPrograms: Readonly<Record<string, ShellProgram>> = {
  tr,
  nl,
  tac,
  rev,
  base64,
};
