// sort of coreutils, in the locale's order. Keys, numbers, versions and sizes.

import { print, printError, type Program } from '../../process.ts';
import { collate, compare } from '../collation.ts';
import { writeText } from '../fileSystem.ts';
import { linesOf, LineSource, optionsOf } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

interface Key {
  readonly from: { readonly field: number; readonly character: number };
  readonly to: { readonly field: number; readonly character: number } | undefined;
  readonly flags: string;
}

function* sort(call: ProgramCall): Program {
  const words = call.words;
  const options = yield* optionsOf(
    { name: 'sort', words },
    {
      short: 'nrufhVgbdisMk:t:o:cR',
      long: {
        'numeric-sort': 'n',
        reverse: 'r',
        unique: 'u',
        key: 'k',
        'field-separator': 't',
        output: 'o',
        'human-numeric-sort': 'h',
        'version-sort': 'V',
        'ignore-case': 'f',
        stable: 's',
        check: 'c',
      },
    },
    2,
  );
  if (typeof options === 'number') return options;
  const flags = [...'nrfhVgbdisM'].filter((letter) => options.has(letter)).join('');
  const keys: Key[] = [];
  for (const text of options.values('k')) {
    const key = readKey(text);
    if (!key) {
      yield* printError(`sort: ${complaintOf(text)}\n`);
      return 2;
    }
    keys.push(key.flags === '' ? { ...key, flags: flags.replace('s', '') } : key);
  }
  const separator = options.value('t')?.replace('\\t', '\t');
  if (separator !== undefined && separator.length !== 1) {
    yield* printError(
      separator === '' ? 'sort: empty tab\n' : `sort: multi-character tab ‘${separator}’\n`,
    );
    return 2;
  }
  const source = new LineSource(
    call,
    options.operands,
    (file, problem) => `sort: cannot read: ${file}: ${problem}\n`,
  );
  const lines = linesOf(yield* source.rest());
  if (source.exit !== 0) return 2;
  call.state.budget.work(lines.length * 20);
  const order = ordering(keys, flags, separator);
  if (options.has('c')) {
    const at = lines.findIndex(
      (line, index) => index > 0 && order(lines[index - 1] ?? '', line) > 0,
    );
    if (at < 0) return 0;
    yield* printError(`sort: ${options.operands[0] ?? '-'}:${at + 1}: disorder: ${lines[at]}\n`);
    return 1;
  }
  const isReversed = flags.includes('r');
  const isStable = flags.includes('s') || options.has('u');
  const last = (one: string, other: string) =>
    isStable ? 0 : isReversed ? collate(other, one) : collate(one, other);
  const sorted = lines.sort((one, other) => order(one, other) || last(one, other));
  const kept = options.has('u')
    ? sorted.filter((line, at) => at === 0 || order(sorted[at - 1] ?? '', line) !== 0)
    : sorted;
  const text = kept.map((line) => `${line}\n`).join('');
  const file = options.value('o');
  if (file === undefined) yield* print(text);
  else {
    const problem = yield* writeText(call.state, { path: file, text });
    if (problem !== undefined) {
      yield* printError(`sort: open failed: ${file}: ${problem}\n`);
      return 2;
    }
  }
  return 0;
}

function readKey(text: string): Key | undefined {
  const found = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  if (!found || found[1] === '0') return undefined;
  const [, field = '1', character, flags = '', toField, toCharacter, toFlags = ''] = found;
  return {
    from: { field: Number(field), character: Number(character ?? 1) },
    to:
      toField === undefined
        ? undefined
        : { field: Number(toField), character: Number(toCharacter ?? 0) },
    flags: flags + toFlags,
  };
}

function complaintOf(text: string): string {
  return text.startsWith('0')
    ? `field number is zero: invalid field specification ‘${text}’`
    : `invalid number at field start: invalid count at start of ‘${text}’`;
}

type Order = (one: string, other: string) => number;

function ordering(keys: readonly Key[], flags: string, separator: string | undefined): Order {
  if (keys.length === 0) return (one, other) => compareBy(flags, one, other);
  return (one, other) => {
    for (const key of keys) {
      const result = compareBy(key.flags, pick(one, key, separator), pick(other, key, separator));
      if (result !== 0) return result;
    }
    return 0;
  };
}

/** The part of a line that a key names. */
function pick(line: string, { from, to, flags }: Key, separator: string | undefined): string {
  // Without a separator each field begins with the blanks before it.
  const fields =
    separator === undefined ? (line.match(/[ \t]*[^ \t]+/g) ?? []) : line.split(separator);
  const joint = separator ?? '';
  const start = fields.slice(from.field - 1).join(joint);
  let text = flags.includes('b') ? start.replace(/^[ \t]+/, '') : start;
  if (to) {
    const count = to.character === 0 ? to.field : to.field - 1;
    const whole = fields.slice(from.field - 1, count).join(joint);
    const extra =
      to.character === 0 ? '' : joint + (fields[to.field - 1] ?? '').slice(0, to.character);
    text = whole + (whole === '' ? extra.slice(joint.length) : extra);
    if (flags.includes('b')) text = text.replace(/^[ \t]+/, '');
  }
  return text.slice(from.character - 1);
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

function compareBy(flags: string, first: string, second: string): number {
  const direction = flags.includes('r') ? -1 : 1;
  return direction * compareUp(flags, first, second);
}

function compareUp(flags: string, first: string, second: string): number {
  if (flags.includes('n')) return numberOf(first) - numberOf(second);
  if (flags.includes('h')) return sizeOf(first) - sizeOf(second);
  if (flags.includes('g'))
    return (Number.parseFloat(first) || 0) - (Number.parseFloat(second) || 0);
  if (flags.includes('V')) return compareVersions(first, second);
  if (flags.includes('M')) {
    const month = (text: string) => MONTHS.indexOf(text.trim().slice(0, 3).toUpperCase());
    return month(first) - month(second);
  }
  const shape = (text: string) => {
    const kept = flags.includes('d') ? text.replace(/[^A-Za-z0-9 \t]/g, '') : text;
    return flags.includes('f') ? kept.toUpperCase() : kept;
  };
  return collate(shape(first), shape(second));
}

function numberOf(text: string): number {
  return Number(/^[ \t]*(-?\d*\.?\d*)/.exec(text)?.[1] ?? 0) || 0;
}

function sizeOf(text: string): number {
  const [, number = '0', unit = ''] = /^[ \t]*(-?[\d.]+)([KMGTPE]?)/i.exec(text) ?? [];
  const power = unit === '' ? 0 : 'KMGTPE'.indexOf(unit.toUpperCase()) + 1;
  return (Number(number) || 0) * 1024 ** power;
}

function compareVersions(first: string, second: string): number {
  const pieces = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const [one, other] = [pieces(first), pieces(second)];
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const [a = '', b = ''] = [one[at], other[at]];
    const result = /^\d/.test(a) && /^\d/.test(b) ? Number(a) - Number(b) || 0 : compare(a, b);
    if (result !== 0) return result;
  }
  return 0;
}

export const sortPrograms: Readonly<Record<string, ShellProgram>> = { sort };
