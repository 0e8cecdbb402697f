// The characters of a YAML document with the place of each, as libyaml reads them.

/** Where a token begins or ends. Line and column count from 0; columns count characters, not UTF-16 units. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

/** What stops the reading of a document. It never leaves this folder. */
export class YAMLRefusal extends Error {}

const BREAKS = '\r\n\u0085\u2028\u2029';
/** libyaml reads so many bytes at once, and looks for characters that are not allowed in all of them. */
const CHUNK_BYTES = 512;

export class Reader {
  private readonly text: string;
  /** Reading at or behind this index fails: the chunk there has a character that is not allowed. */
  private readonly limit: number;
  private position = 0;
  private currentLine = 0;
  private currentColumn = 0;

  constructor(text: string) {
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.limit = firstUnreadable(this.text);
    this.at(0);
  }

  get mark(): Mark {
    return { index: this.position, line: this.currentLine, column: this.currentColumn };
  }

  get line(): number {
    return this.currentLine;
  }

  get column(): number {
    return this.currentColumn;
  }

  get index(): number {
    return this.position;
  }

  /** The character `ahead` of here; '' behind the end. */
  at(ahead = 0): string {
    if (this.position + ahead >= this.limit) {
      throw new YAMLRefusal('yaml: control characters are not allowed');
    }
    return this.text.charAt(this.position + ahead);
  }

  is(character: string, ahead = 0): boolean {
    return this.at(ahead) === character;
  }

  isEnd(ahead = 0): boolean {
    return this.at(ahead) === '';
  }

  isBlank(ahead = 0): boolean {
    const character = this.at(ahead);
    return character === ' ' || character === '\t';
  }

  isBreak(ahead = 0): boolean {
    const character = this.at(ahead);
    return character !== '' && BREAKS.includes(character);
  }

  isBreakOrEnd(ahead = 0): boolean {
    return this.isEnd(ahead) || this.isBreak(ahead);
  }

  isBlankOrEnd(ahead = 0): boolean {
    return this.isBlank(ahead) || this.isBreakOrEnd(ahead);
  }

  /** `---` or `...` at the beginning of a line, which ends a document wherever it stands. */
  isDocumentIndicator(): boolean {
    if (this.currentColumn !== 0) return false;
    const first = this.at();
    return (
      (first === '-' || first === '.') &&
      this.is(first, 1) &&
      this.is(first, 2) &&
      this.isBlankOrEnd(3)
    );
  }

  /** Goes on by one character of the line, and gives it. */
  take(): string {
    const unit = this.at();
    this.position += 1;
    const code = unit.charCodeAt(0);
    const isFirstHalf = code >= 0xd800 && code < 0xdc00;
    if (!isFirstHalf) {
      this.currentColumn += 1;
      return unit;
    }
    this.currentColumn += 1;
    this.position += 1;
    return unit + this.text.charAt(this.position - 1);
  }

  skip(count: number): void {
    for (let left = count; left > 0; left--) this.take();
  }

  /** Goes over a line break and gives what it means: a newline, or one of the two Unicode separators. */
  takeBreak(): string {
    const first = this.at();
    this.position += first === '\r' && this.is('\n', 1) ? 2 : 1;
    this.currentLine += 1;
    this.currentColumn = 0;
    return first === '\u2028' || first === '\u2029' ? first : '\n';
  }

  /** The end of the stream stands at the beginning of a line. */
  endLine(): void {
    if (this.currentColumn === 0) return;
    this.currentColumn = 0;
    this.currentLine += 1;
  }

  refuse(problem: string, context: Mark = this.mark): never {
    return refuseAt(this.mark, problem, context);
  }
}

/** Stops. The line said is the one before, counted from 1; on the first line that of `context`, or none. */
export function refuseAt(at: Mark, problem: string, context: Mark = at): never {
  const line = at.line || context.line;
  throw new YAMLRefusal(line === 0 ? `yaml: ${problem}` : `yaml: line ${line}: ${problem}`);
}

function firstUnreadable(text: string): number {
  const found = text.search(UNREADABLE);
  if (found < 0) return Infinity;
  let bytes = 0;
  let chunkStart = 0;
  for (let index = 0; index < found; index++) {
    bytes += bytesOf(text.charCodeAt(index));
    if (bytes >= CHUNK_BYTES) {
      bytes -= CHUNK_BYTES;
      chunkStart = index + 1;
    }
  }
  return chunkStart;
}

/** In UTF-8; half a surrogate pair is half of four. */
function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) return 2;
  return 3;
}

/** What YAML calls printable is all but these. */
const UNREADABLE = new RegExp(
  String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFEFF\uFFFE\uFFFF]`,
);
