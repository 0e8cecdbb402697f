// Command-line arguments by pflag's rules: flags anywhere, --name=value, --name value, -n value, -nvalue, switches without a
// value, and `--` ends them. Errors have pflag's texts.

export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  readonly type: 'string' | 'bool' | 'int' | 'list';
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

/** Flags that every command takes. */
const globalFlags: readonly FlagSpec[] = [
  { name: 'namespace', short: 'n', type: 'string' },
  { name: 'server', short: 's', type: 'string' },
  { name: 'help', short: 'h', type: 'bool' },
];

/** The parsed arguments, or pflag's complaint. `stopsAtWord` leaves everything behind the first word alone. */
export function parseArguments(
  given: readonly string[],
  flags: readonly FlagSpec[],
): Arguments | string {
  const known = [...flags, ...globalFlags];
  const values = new Map<string, string[]>();
  const words: string[] = [];
  let rest: readonly string[] = [];
  const queue = [...given];
  const keep = (flag: FlagSpec, shown: string, value: string): string | undefined => {
    const problem = checkValue(flag, shown, value);
    if (problem) return problem;
    const list = flag.type === 'list' ? value.split(',') : [value];
    values.set(flag.name, [
      ...(flag.type === 'list' ? (values.get(flag.name) ?? []) : []),
      ...list,
    ]);
    return undefined;
  };
  while (queue.length > 0) {
    const word = queue.shift() ?? '';
    if (word === '--') {
      rest = [...queue];
      break;
    }
    const problem = word.startsWith('--')
      ? takeLong(word, queue, { known, keep })
      : word.startsWith('-') && word !== '-'
        ? takeShort(word, queue, { known, keep })
        : void words.push(word);
    if (problem) return problem;
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
  keep(flag: FlagSpec, shown: string, value: string): string | undefined;
}

function takeLong(word: string, queue: string[], { known, keep }: Taking): string | undefined {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  const flag = known.find((each) => each.name === name);
  if (!flag) return `unknown flag: --${name}`;
  if (equals >= 0) return keep(flag, `--${name}`, word.slice(equals + 1));
  if (flag.type === 'bool') return keep(flag, `--${name}`, 'true');
  const value = queue.shift();
  return value === undefined ? `flag needs an argument: --${name}` : keep(flag, `--${name}`, value);
}

/** -abc is -a -b -c; the first that takes a value takes what is left. */
function takeShort(word: string, queue: string[], { known, keep }: Taking): string | undefined {
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? '';
    const flag = known.find(({ short }) => short === letter);
    if (!flag) return `unknown shorthand flag: '${letter}' in -${word.slice(1)}`;
    const tail = word.slice(at + 1);
    if (tail.startsWith('=')) return keep(flag, `-${letter}`, tail.slice(1));
    if (flag.type === 'bool') {
      const problem = keep(flag, `-${letter}`, 'true');
      if (problem) return problem;
      continue;
    }
    const value = tail === '' ? queue.shift() : tail;
    return value === undefined
      ? `flag needs an argument: '${letter}' in -${word.slice(1)}`
      : keep(flag, `-${letter}`, value);
  }
  return undefined;
}

function checkValue({ type }: FlagSpec, shown: string, value: string): string | undefined {
  if (type === 'int' && !/^[+-]?\d+$/.test(value)) {
    return `invalid argument "${value}" for ${shown}=${value}: strconv.ParseInt: parsing "${value}": invalid syntax`;
  }
  if (type === 'bool' && !/^(true|false|1|0|t|f|T|F|TRUE|FALSE|True|False)$/.test(value)) {
    return `invalid argument "${value}" for ${shown}=${value}: strconv.ParseBool: parsing "${value}": invalid syntax`;
  }
  return undefined;
}

function isTrue(text: string): boolean {
  return /^(true|1|t)$/i.test(text);
}
