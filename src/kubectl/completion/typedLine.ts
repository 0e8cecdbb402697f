// Where the cursor stands in a line of bash that is not finished: in which command, behind which words. As readline's
// completion does it, by looking at the text before the cursor only; the parser of whole lines would refuse it.

export interface TypedWord {
  /** Where it begins in the line. */
  readonly from: number;
  /** As typed, with its quotes. */
  readonly source: string;
  /** Without its quotes. */
  readonly text: string;
  /** The quote that is still open in it. */
  readonly quote: '' | "'" | '"';
}

export interface TypedCommand {
  /** The words before the one at the cursor, without quotes; assignments and redirections are not among them. */
  readonly words: readonly string[];
  readonly word: TypedWord;
  /** What the word at the cursor is: `text` cannot be completed. */
  readonly position: 'command' | 'argument' | 'file' | 'text';
}

interface Frame {
  readonly words: string[];
  /** What ends it. */
  readonly end: '' | ')' | '`';
  word: { from: number; text: string; quote: '' | "'" | '"' } | undefined;
  /** What the next word is, when it is no word of the command. */
  redirection: '' | 'file' | 'delimiter';
}

/** Words of bash behind which a command begins. */
const RESERVED = new Set('if then elif else while until do ! { time'.split(' '));

const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;

/** The command at the cursor, which stands behind the text. */
export function commandAtEnd(text: string): TypedCommand {
  return new Scanner(text).scan();
}

class Scanner {
  private readonly text: string;
  private readonly frames: Frame[] = [newFrame('')];
  private readonly delimiters: string[] = [];
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  scan(): TypedCommand {
    while (this.at < this.text.length) {
      const { quote = '' } = this.frame.word ?? {};
      const isText = quote === '' ? this.takeBare() : this.takeQuoted(quote);
      if (isText) return { ...this.found(), position: 'text' };
    }
    return this.found();
  }

  private get frame(): Frame {
    return this.frames.at(-1) as Frame;
  }

  /** True when the rest of the line is no command: a comment, a here-document. */
  private takeBare(): boolean {
    const { text, frame } = this;
    const character = text[this.at] ?? '';
    const next = text[this.at + 1] ?? '';
    if (character === ' ' || character === '\t') {
      this.endWord();
      this.at++;
    } else if (character === '#' && !frame.word) return !this.skipTo('\n');
    else if (character === '\n') return this.takeNewline();
    else if (character === frame.end) this.closeFrame();
    else if ('|&;('.includes(character)) this.takeOperator(character, next);
    else if (character === '<' || character === '>') this.takeRedirection();
    else if (character === ')') this.endCommand(1);
    else if (!this.takeDollar()) {
      if (character === '\\') {
        this.add(next);
        this.at += 2;
      } else if (character === "'" || character === '"') {
        this.add('');
        if (this.frame.word) this.frame.word.quote = character;
        this.at++;
      } else {
        this.add(character);
        this.at++;
      }
    }
    return false;
  }

  private takeQuoted(quote: "'" | '"'): boolean {
    const character = this.text[this.at] ?? '';
    if (character === quote) {
      if (this.frame.word) this.frame.word.quote = '';
      this.at++;
    } else if (quote === '"' && character === '\\') {
      this.add(this.text[this.at + 1] ?? '');
      this.at += 2;
    } else if (quote === "'" || !this.takeDollar()) {
      this.add(character);
      this.at++;
    }
    return false;
  }

  /** `$( )` and backquotes hold a command of their own. */
  private takeDollar(): boolean {
    const isBackquote = this.text[this.at] === '`';
    if (!isBackquote && !this.text.startsWith('$(', this.at)) return false;
    this.add('');
    this.frames.push(newFrame(isBackquote ? '`' : ')'));
    this.at += isBackquote ? 1 : 2;
    return true;
  }

  private takeOperator(character: string, next: string): void {
    if (character === '&' && next === '>') {
      this.at++;
      return;
    }
    if (character === '(') {
      this.endCommand(1);
      this.frames.push(newFrame(')'));
    } else this.endCommand(1);
  }

  private takeRedirection(): void {
    const { frame } = this;
    // The number before it is the descriptor.
    if (frame.word && /^\d+$/.test(frame.word.text)) frame.word = undefined;
    else this.endWord();
    const [operator = ''] =
      /^(<<<|<<-?|<>|>>|>\||[<>]&?|[<>])/.exec(this.text.slice(this.at)) ?? [];
    this.at += operator.length;
    if (this.text[this.at] === '(') {
      this.at++;
      this.frames.push(newFrame(')'));
    } else frame.redirection = /^<<-?$/.test(operator) ? 'delimiter' : 'file';
  }

  /** Behind the line of `<<EOF` stands its text. */
  private takeNewline(): boolean {
    this.endCommand(1);
    for (let name = this.delimiters.shift(); name !== undefined; name = this.delimiters.shift()) {
      let line;
      do {
        const end = this.text.indexOf('\n', this.at);
        if (end < 0) return true;
        line = this.text.slice(this.at, end).replace(/^\t+/, '');
        this.at = end + 1;
      } while (line !== name);
    }
    return false;
  }

  private skipTo(character: string): boolean {
    const end = this.text.indexOf(character, this.at);
    this.at = end < 0 ? this.text.length : end;
    return end >= 0;
  }

  private add(text: string): void {
    this.frame.word ??= { from: this.at, text: '', quote: '' };
    this.frame.word.text += text;
  }

  private endWord(): void {
    const { frame } = this;
    const { word, redirection } = frame;
    frame.word = undefined;
    if (!word) return;
    frame.redirection = '';
    if (redirection === 'delimiter') this.delimiters.push(word.text);
    if (redirection !== '') return;
    const isFirst = frame.words.length === 0;
    if (isFirst && (RESERVED.has(word.text) || ASSIGNMENT.test(word.text))) return;
    frame.words.push(word.text);
  }

  private endCommand(length: number): void {
    this.endWord();
    this.frame.words.length = 0;
    this.frame.redirection = '';
    this.at += length;
  }

  private closeFrame(): void {
    this.frames.pop();
    this.at++;
  }

  private found(): TypedCommand {
    const { words, word, redirection } = this.frame;
    const { from, text, quote } = word ?? { from: this.text.length, text: '', quote: '' };
    return {
      words: [...words],
      word: { from, source: this.text.slice(from), text, quote },
      position:
        redirection === 'delimiter'
          ? 'text'
          : redirection === 'file'
            ? 'file'
            : words.length === 0
              ? 'command'
              : 'argument',
    };
  }
}

function newFrame(end: Frame['end']): Frame {
  return { words: [], end, word: undefined, redirection: '' };
}
