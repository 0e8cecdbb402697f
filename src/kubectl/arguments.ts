// Command-line arguments by pflag's rules: flags anywhere, --name=value, --name value, -n value, -nvalue, switches without a
// value, and `--` ends them. Errors have pflag's texts.

import type { Release } from './release.ts';

export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  /** What its value must be: `word` is a string that the usage text shows without quotes. */
  readonly type: 'string' | 'word' | 'bool' | 'int' | 'list' | 'duration';
  /** As it stands in the usage text; '' (strings), 'false', '0' or '[]' when missing. */
  readonly value?: string;
  readonly help?: string;
  /** Understood, but not in the usage text. */
  readonly isHidden?: true;
  /** The only release that has it; both when missing. */
  readonly only?: Release;
}

export interface Arguments {
  /** Words that are no flags. */
  readonly words: readonly string[];
  /** Words behind `--`. */
  readonly rest: readonly string[];
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  isSet(name: string): boolean;
  /** A switch's value: given or not, or what was said behind `=`. */
  isOn(name: string, otherwise?: boolean): boolean;
  number(name: string): number | undefined;
}

/** What parseArguments gives when -h or --help comes before any mistake. */
export const wantsHelp = Symbol('help');

/** The parsed arguments, pflag's complaint, or the wish for help. */
export function parseArguments(
  given: readonly string[],
  flags: readonly FlagSpec[],
  release: Release = 'v1.3',
): Arguments | string | typeof wantsHelp {
  const known = flags.filter(({ only }) => only === undefined || only === release);
  const values = new Map<string, string[]>();
  const words: string[] = [];
  let rest: readonly string[] = [];
  const queue = [...given];
  const keep = (flag: FlagSpec, value: string): string | undefined => {
    const problem = checkValue(flag, value);
    if (problem) return problem;
    const before = flag.type === 'list' ? (values.get(flag.name) ?? []) : [];
    values.set(flag.name, [...before, ...(flag.type === 'list' ? value.split(',') : [value])]);
    return undefined;
  };
  while (queue.length > 0) {
    const word = queue.shift() ?? '';
    if (word === '--') {
      rest = [...queue];
      break;
    }
    const problem = word.startsWith('--')
      ? takeLong(word, queue, { known, keep, release })
      : word.startsWith('-') && word !== '-'
        ? takeShort(word, queue, { known, keep, release })
        : void words.push(word);
    if (problem !== undefined) return problem;
  }
  return {
    words,
    rest,
    text: (name) => values.get(name)?.at(-1),
    list: (name) => values.get(name) ?? [],
    isSet: (name) => values.has(name),
    isOn: (name, otherwise = false) =>
      values.has(name) ? isTrue(values.get(name)?.at(-1) ?? '') : otherwise,
    number: (name) => {
      const text = values.get(name)?.at(-1);
      return text === undefined ? undefined : Number(text);
    },
  };
}

interface Taking {
  readonly known: readonly FlagSpec[];
  readonly release: Release;
  keep(flag: FlagSpec, value: string): string | undefined;
}

type Problem = string | typeof wantsHelp | undefined;

function takeLong(word: string, queue: string[], { known, keep, release }: Taking): Problem {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  if (name === '' || name.startsWith('-') || name.startsWith('=')) {
    return `bad flag syntax: ${word}`;
  }
  const flag = known.find((each) => each.name === name);
  if (!flag) return name === 'help' ? wantsHelp : `unknown flag: --${name}`;
  if (equals >= 0) return keep(flag, word.slice(equals + 1));
  if (flag.type === 'bool') return keep(flag, 'true');
  // The pflag of 1.0 wants the equals sign.
  const value = release === 'v1.0' ? undefined : queue.shift();
  return value === undefined ? `flag needs an argument: --${name}` : keep(flag, value);
}

/** -abc is -a -b -c; the first that takes a value takes what is left. */
function takeShort(word: string, queue: string[], { known, keep }: Taking): Problem {
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? '';
    const tail = word.slice(at + 1);
    const flag = known.find(({ short }) => short === letter);
    if (!flag) {
      return letter === 'h'
        ? wantsHelp
        : `unknown shorthand flag: '${letter}' in -${word.slice(at)}`;
    }
    if (tail.startsWith('=')) return keep(flag, tail.slice(1));
    if (flag.type === 'bool') {
      const problem = keep(flag, 'true');
      if (problem) return problem;
      continue;
    }
    const value = tail === '' ? queue.shift() : tail;
    return value === undefined
      ? `flag needs an argument: '${letter}' in -${word.slice(at)}`
      : keep(flag, value);
  }
  return undefined;
}

const DURATION =
  /^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))*)$/;

function checkValue({ type, name }: FlagSpec, value: string): string | undefined {
  const invalid = (reason: string) =>
    `invalid argument "${value}" for --${name}=${value}: ${reason}`;
  if (type === 'int' && !/^[+-]?(\d+|0x[\da-f]+)$/i.test(value)) {
    return invalid(`strconv.ParseInt: parsing "${value}": invalid syntax`);
  }
  if (type === 'bool' && !/^(true|false|1|0|t|f|T|F|TRUE|FALSE|True|False)$/.test(value)) {
    return invalid(`strconv.ParseBool: parsing "${value}": invalid syntax`);
  }
  if (type === 'duration' && !DURATION.test(value)) {
    return invalid(
      /^[+-]?[\d.]+$/.test(value)
        ? `time: missing unit in duration ${value}`
        : `time: invalid duration ${value}`,
    );
  }
  return undefined;
}

function isTrue(text: string): boolean {
  return /^(true|1|t)$/i.test(text);
}
