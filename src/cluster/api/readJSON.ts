// JSON with the mistakes that Go's encoding/json finds in it, in Go's words.

/** One value of a text and where it ends; or a mistake, and where it is. */
export type JSONResult =
  | { readonly value: unknown; readonly end: number }
  | { readonly problem: string; readonly at: number };

const DEEPEST_INPUT = 100;

/** Go's words for a text that ends too early. */
export const UNEXPECTED_EOF = 'unexpected EOF';

/** Reads the value that begins at or behind `start`. */
export function readJSON(text: string, start = 0): JSONResult {
  const parser = new Parser(text, start);
  try {
    const value = parser.value();
    return { value, end: parser.at };
  } catch (error) {
    if (error instanceof Mistake) return { problem: error.message, at: parser.at };
    throw error;
  }
}

/** The one value of a text, as json.Unmarshal reads it. */
export function parseJSON(
  text: string,
): { readonly value: unknown } | { readonly problem: string } {
  const read = readJSON(text);
  if ('problem' in read) {
    const isShort = read.problem === UNEXPECTED_EOF;
    return { problem: isShort ? 'unexpected end of JSON input' : read.problem };
  }
  const rest = skipSpace(text, read.end);
  if (rest === text.length) return { value: read.value };
  return { problem: `invalid character ${quote(text.charAt(rest))} after top-level value` };
}

/** Where the next value begins, or the length of the text. */
export function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

class Mistake extends Error {}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '/': '/',
  '"': '"',
};
const WORDS: Readonly<Record<string, readonly [string, unknown]>> = {
  t: ['true', true],
  f: ['false', false],
  n: ['null', null],
};

class Parser {
  at: number;
  private readonly text: string;
  private depth = 0;

  constructor(text: string, start: number) {
    this.text = text;
    this.at = start;
  }

  value(): unknown {
    this.skipSpace();
    const first = this.character();
    if (first === '{' || first === '[') {
      this.depth += 1;
      if (this.depth > DEEPEST_INPUT) throw new Mistake('is nested deeper than 100 levels');
      const value = first === '{' ? this.object() : this.array();
      this.depth -= 1;
      return value;
    }
    if (first === '"') return this.string();
    if (first === '-' || isDigit(first)) return this.number();
    const word = WORDS[first];
    if (word) return this.word(word);
    return this.refuse('looking for beginning of value');
  }

  private object(): unknown {
    const entries: [string, unknown][] = [];
    this.at += 1;
    this.skipSpace();
    if (this.take('}')) return {};
    for (;;) {
      this.skipSpace();
      if (this.character() !== '"') this.refuse('looking for beginning of object key string');
      const key = this.string();
      this.skipSpace();
      if (!this.take(':')) this.refuse('after object key');
      entries.push([key, this.value()]);
      this.skipSpace();
      if (this.take('}')) return Object.fromEntries(entries);
      if (!this.take(',')) this.refuse('after object key:value pair');
    }
  }

  private array(): unknown {
    const items: unknown[] = [];
    this.at += 1;
    this.skipSpace();
    if (this.take(']')) return items;
    for (;;) {
      items.push(this.value());
      this.skipSpace();
      if (this.take(']')) return items;
      if (!this.take(',')) this.refuse('after array element');
    }
  }

  private string(): string {
    this.at += 1;
    let text = '';
    for (;;) {
      const character = this.character();
      if (character === '"') break;
      if (character < ' ') this.refuse('in string literal');
      this.at += 1;
      text += character === '\\' ? this.escape() : character;
    }
    this.at += 1;
    return text;
  }

  private escape(): string {
    const letter = this.character();
    const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (plain === undefined && letter !== 'u') this.refuse('in string escape code');
    this.at += 1;
    if (plain !== undefined) return plain;
    let digits = '';
    while (digits.length < 4) {
      const digit = this.character();
      if (!/^[0-9a-fA-F]$/.test(digit)) this.refuse('in \\u hexadecimal character escape');
      digits += digit;
      this.at += 1;
    }
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private number(): number {
    const start = this.at;
    this.take('-');
    if (!isDigit(this.character())) this.refuse('in numeric literal');
    if (!this.take('0')) this.digits();
    if (this.take('.')) {
      if (!isDigit(this.character())) this.refuse('after decimal point in numeric literal');
      this.digits();
    }
    if (this.take('e') || this.take('E')) {
      if (!this.take('+')) this.take('-');
      if (!isDigit(this.character())) this.refuse('in exponent of numeric literal');
      this.digits();
    }
    return Number(this.text.slice(start, this.at));
  }

  private digits(): void {
    while (isDigit(this.text.charAt(this.at))) this.at += 1;
  }

  private word([letters, value]: readonly [string, unknown]): unknown {
    for (const letter of letters) {
      if (!this.take(letter)) this.refuse(`in literal ${letters} (expecting '${letter}')`);
    }
    return value;
  }

  private take(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  private character(): string {
    if (this.at >= this.text.length) throw new Mistake(UNEXPECTED_EOF);
    return this.text.charAt(this.at);
  }

  private skipSpace(): void {
    this.at = skipSpace(this.text, this.at);
  }

  private refuse(where: string): never {
    throw new Mistake(`invalid character ${quote(this.character())} ${where}`);
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

/** Go looks at bytes: of a character beyond ASCII at its first one. */
function quote(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  const code = character.charCodeAt(0);
  if (code < 0x80) return `'${JSON.stringify(character).slice(1, -1)}'`;
  const first = code < 0x800 ? 0xc0 | (code >> 6) : isSurrogate(code) ? 0xf0 : 0xe0 | (code >> 12);
  return `'${String.fromCharCode(first)}'`;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}
