// Where the reader of a line stands, and how it complains.

import type { List } from './tree.ts';

/** More nested brackets than this are refused: nobody types them, and each costs a call. */
const MAX_DEPTH = 60;

/** A here-document whose end has not been read yet. */
export interface HereDocumentEnd {
  readonly delimiter: string;
  /** `<<-`: leading tabs do not count. */
  readonly stripsTabs: boolean;
}

/** A line that is no bash. */
export class SyntaxFault extends Error {
  /** More lines could still mend it: a shell shows its second prompt. */
  readonly isIncomplete: boolean;

  constructor(message: string, { isIncomplete = false } = {}) {
    super(message);
    this.isIncomplete = isIncomplete;
  }
}

/** Reads the list inside $( ) and ` `; given to the reader of words so that the two files need not know each other. */
export interface Grammar {
  /** From a cursor behind the opening bracket to behind the closing one. */
  readEnclosedList(cursor: Cursor): List;
  readWholeList(text: string, outer: Cursor): List;
}

export class Cursor {
  text: string;
  at = 0;
  depth: number;

  constructor(text: string, depth = 0) {
    this.text = text;
    this.depth = depth;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The next character; empty at the end. */
  get character(): string {
    return this.text[this.at] ?? '';
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Takes the text if it is next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes what a sticky expression matches here. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text) ?? undefined;
    if (found) this.at += found[0].length;
    return found;
  }

  skipBlanks(): void {
    for (;;) {
      const { character } = this;
      if (character === ' ' || character === '\t') this.at++;
      else if (character === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else return;
    }
  }

  /** Reads something nested one level deeper. */
  nested<T>(read: () => T): T {
    if (this.depth >= MAX_DEPTH) throw new SyntaxFault('syntax error: nested too deeply');
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }
}

export function missingQuote(quote: string): SyntaxFault {
  return new SyntaxFault(`unexpected EOF while looking for matching \`${quote}'`, {
    isIncomplete: true,
  });
}
