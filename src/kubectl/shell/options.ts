// Options of programs by the rules and in the words of GNU getopt.

export interface Options {
  readonly operands: readonly string[];
  has(letter: string): boolean;
  /** The last value given. */
  value(letter: string): string | undefined;
  values(letter: string): readonly string[];
}

export interface OptionSpec {
  /** Letters; a colon behind one that takes a value. */
  readonly short: string;
  /** Long names and the letters they stand for. */
  readonly long?: Readonly<Record<string, string>>;
  /** Everything behind the first operand is an operand (xargs, env, timeout). */
  readonly stopsAtOperand?: boolean;
}

/** The options of some words, or getopt's complaint without the program's name. */
export function parseOptions(words: readonly string[], spec: OptionSpec): Options | string {
  const reader = new Reader(words, spec);
  const problem = reader.read();
  if (problem !== undefined) return problem;
  const { found, operands } = reader;
  return {
    operands,
    has: (letter) => found.has(letter),
    value: (letter) => found.get(letter)?.at(-1),
    values: (letter) => found.get(letter) ?? [],
  };
}

class Reader {
  readonly found = new Map<string, string[]>();
  readonly operands: string[] = [];
  private readonly queue: string[];
  private readonly spec: OptionSpec;

  constructor(words: readonly string[], spec: OptionSpec) {
    this.queue = [...words];
    this.spec = spec;
  }

  /** Reads everything; getopt's complaint. */
  read(): string | undefined {
    const { queue, operands } = this;
    while (queue.length > 0) {
      const word = queue.shift() ?? '';
      if (word === '--') {
        operands.push(...queue);
        return undefined;
      }
      if (!word.startsWith('-') || word === '-') {
        operands.push(word);
        if (!this.spec.stopsAtOperand) continue;
        operands.push(...queue);
        return undefined;
      }
      const problem = word.startsWith('--') ? this.readLong(word) : this.readShort(word);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  private readLong(word: string): string | undefined {
    const { long = {} } = this.spec;
    const [, name = '', value] = /^--([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
    const names = Object.keys(long).filter((each) => each.startsWith(name));
    const full = names.includes(name) ? name : names.length === 1 ? names[0] : undefined;
    const letter = full === undefined ? undefined : long[full];
    if (letter === undefined) {
      return names.length > 1
        ? `option '--${name}' is ambiguous`
        : `unrecognized option '--${name}'`;
    }
    if (!this.takesValue(letter)) {
      this.keep(letter, '');
      return value === undefined ? undefined : `option '--${full}' doesn't allow an argument`;
    }
    const given = value ?? this.queue.shift();
    if (given === undefined) return `option '--${full}' requires an argument`;
    this.keep(letter, given);
    return undefined;
  }

  private readShort(word: string): string | undefined {
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? '';
      if (letter === ':' || !this.spec.short.includes(letter)) {
        return `invalid option -- '${letter}'`;
      }
      if (!this.takesValue(letter)) {
        this.keep(letter, '');
        continue;
      }
      const value = word.slice(at + 1) || this.queue.shift();
      if (value === undefined) return `option requires an argument -- '${letter}'`;
      this.keep(letter, value);
      return undefined;
    }
    return undefined;
  }

  private takesValue(letter: string): boolean {
    const { short } = this.spec;
    return short[short.indexOf(letter) + 1] === ':';
  }

  private keep(letter: string, value: string): void {
    this.found.set(letter, [...(this.found.get(letter) ?? []), value]);
  }
}
