// Characters to tokens, by libyaml's rules: indentation opens and closes blocks, and what may be a key is only known once a
// colon follows on the same line. Which mistakes are found, in what words and on which line, follows from these rules.

import { scanDirective, scanName, scanTag } from './properties.ts';
import { Reader, type Mark } from './reader.ts';
import { scanBlock, scanPlain, scanQuoted } from './scalars.ts';
import type { Token, TokenType } from './tokens.ts';

/** A key may be so far from its colon. */
const LONGEST_KEY = 1024;

const QUOTES = `'"`;
const FLOW_MARKS = '[]{},';
const NO_BEGINNING = '#|>%@`';

/** What may turn out to be a key when a colon comes. */
interface PossibleKey {
  /** In this place nothing but a key makes sense. */
  readonly isRequired: boolean;
  /** Of all tokens. */
  readonly tokenNumber: number;
  readonly mark: Mark;
}

export class Scanner {
  private readonly reader: Reader;
  private readonly queue: Token[] = [];
  private taken = 0;
  private isDone = false;
  private indent = -1;
  private readonly outerIndents: number[] = [];
  /** One of every flow collection that is open, and of the block. */
  private readonly possibleKeys: (PossibleKey | undefined)[] = [undefined];
  private isKeyAllowed = true;

  constructor(text: string) {
    this.reader = new Reader(text);
  }

  /** The next token, which stays. */
  peek(): Token {
    this.fetchEnough();
    const token = this.queue[0];
    if (!token) throw new Error('nothing comes behind the end of a stream');
    return token;
  }

  take(): Token {
    const token = this.peek();
    if (token.type !== 'stream end') {
      this.queue.shift();
      this.taken += 1;
    }
    return token;
  }

  private get flowLevel(): number {
    return this.possibleKeys.length - 1;
  }

  /** The head of the queue must not be a possible key: tokens may still come before it. */
  private fetchEnough(): void {
    for (;;) {
      if (this.queue.length > 0) {
        this.dropStaleKeys();
        if (!this.possibleKeys.some((key) => key?.tokenNumber === this.taken)) return;
      }
      this.fetchNext();
    }
  }

  private fetchNext(): void {
    const { reader } = this;
    this.skipToNextToken();
    this.dropStaleKeys();
    this.closeBlocks(reader.column);
    if (reader.isEnd()) return this.fetchStreamEnd();
    if (reader.column === 0 && reader.is('%')) return this.fetchDirective();
    if (reader.isDocumentIndicator()) {
      return this.fetchDocumentIndicator(reader.is('-') ? 'document start' : 'document end');
    }
    if (FLOW_MARKS.includes(reader.at())) return this.fetchFlowMark();
    if (reader.is('*') || reader.is('&'))
      return this.fetchName(reader.is('*') ? 'alias' : 'anchor');
    if (reader.is('!')) return this.fetchTag();
    if (QUOTES.includes(reader.at())) return this.fetchQuoted();
    if (this.flowLevel === 0 && (reader.is('|') || reader.is('>'))) return this.fetchBlock();
    if (reader.is('-') && reader.isBlankOrEnd(1)) return this.fetchBlockEntry();
    const isMark = this.flowLevel > 0 || reader.isBlankOrEnd(1);
    if (reader.is('?') && isMark) return this.fetchKey();
    if (reader.is(':') && isMark) return this.fetchValue();
    if (NO_BEGINNING.includes(reader.at()) || reader.isBlankOrEnd()) {
      reader.refuse('found character that cannot start any token');
    }
    return this.fetchPlain();
  }

  private fetchFlowMark(): void {
    switch (this.reader.at()) {
      case '[':
        return this.fetchFlowStart('flow sequence start');
      case '{':
        return this.fetchFlowStart('flow mapping start');
      case ']':
        return this.fetchFlowEnd('flow sequence end');
      case '}':
        return this.fetchFlowEnd('flow mapping end');
    }
    this.removeKey();
    this.isKeyAllowed = true;
    return this.append('flow entry', 1);
  }

  private skipToNextToken(): void {
    const { reader } = this;
    for (;;) {
      while (reader.is(' ') || ((this.flowLevel > 0 || !this.isKeyAllowed) && reader.is('\t'))) {
        reader.take();
      }
      if (reader.is('#')) while (!reader.isBreakOrEnd()) reader.take();
      if (!reader.isBreak()) return;
      reader.takeBreak();
      if (this.flowLevel === 0) this.isKeyAllowed = true;
    }
  }

  private dropStaleKeys(): void {
    const { line, index } = this.reader;
    for (const [level, key] of this.possibleKeys.entries()) {
      if (!key || (key.mark.line === line && key.mark.index + LONGEST_KEY >= index)) continue;
      this.refuseIfRequired(key);
      this.possibleKeys[level] = undefined;
    }
  }

  private refuseIfRequired(key: PossibleKey | undefined): void {
    if (key?.isRequired) this.reader.refuse("could not find expected ':'", key.mark);
  }

  private saveKey(): void {
    if (!this.isKeyAllowed) return;
    this.removeKey();
    this.possibleKeys[this.flowLevel] = {
      isRequired: this.flowLevel === 0 && this.indent === this.reader.column,
      tokenNumber: this.taken + this.queue.length,
      mark: this.reader.mark,
    };
  }

  private removeKey(): void {
    this.refuseIfRequired(this.possibleKeys[this.flowLevel]);
    this.possibleKeys[this.flowLevel] = undefined;
  }

  /** Opens a block collection where `column` is deeper than the block that is open. */
  private openBlock(type: TokenType, mark: Mark, tokenNumber = this.taken + this.queue.length) {
    if (this.flowLevel > 0 || this.indent >= mark.column) return;
    this.outerIndents.push(this.indent);
    this.indent = mark.column;
    this.queue.splice(tokenNumber - this.taken, 0, token(type, mark, mark));
  }

  private closeBlocks(column: number): void {
    if (this.flowLevel > 0) return;
    const { mark } = this.reader;
    while (this.indent > column) {
      this.queue.push(token('block end', mark, mark));
      this.indent = this.outerIndents.pop() ?? -1;
    }
  }

  private append(type: TokenType, length: number): void {
    const start = this.reader.mark;
    this.reader.skip(length);
    this.queue.push(token(type, start, this.reader.mark));
  }

  private fetchStreamEnd(): void {
    if (this.isDone) throw new Error('nothing comes behind the end of a stream');
    this.isDone = true;
    this.reader.endLine();
    this.closeBlocks(-1);
    this.removeKey();
    this.isKeyAllowed = false;
    this.append('stream end', 0);
  }

  private fetchDirective(): void {
    this.closeBlocks(-1);
    this.removeKey();
    this.isKeyAllowed = false;
    const start = this.reader.mark;
    const scanned = scanDirective(this.reader);
    this.queue.push({ ...token(scanned.type, start, this.reader.mark), ...scanned });
  }

  private fetchDocumentIndicator(type: TokenType): void {
    this.closeBlocks(-1);
    this.removeKey();
    this.isKeyAllowed = false;
    this.append(type, 3);
  }

  private fetchFlowStart(type: TokenType): void {
    this.saveKey();
    this.possibleKeys.push(undefined);
    this.isKeyAllowed = true;
    this.append(type, 1);
  }

  private fetchFlowEnd(type: TokenType): void {
    this.removeKey();
    if (this.flowLevel > 0) this.possibleKeys.pop();
    this.isKeyAllowed = false;
    this.append(type, 1);
  }

  private fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.isKeyAllowed) {
        this.reader.refuse('block sequence entries are not allowed in this context');
      }
      this.openBlock('block sequence start', this.reader.mark);
    }
    this.removeKey();
    this.isKeyAllowed = true;
    this.append('block entry', 1);
  }

  private fetchKey(): void {
    if (this.flowLevel === 0) {
      if (!this.isKeyAllowed) {
        this.reader.refuse('mapping keys are not allowed in this context');
      }
      this.openBlock('block mapping start', this.reader.mark);
    }
    this.removeKey();
    this.isKeyAllowed = this.flowLevel === 0;
    this.append('key', 1);
  }

  private fetchValue(): void {
    const key = this.possibleKeys[this.flowLevel];
    if (key) {
      this.queue.splice(key.tokenNumber - this.taken, 0, token('key', key.mark, key.mark));
      this.openBlock('block mapping start', key.mark, key.tokenNumber);
      this.possibleKeys[this.flowLevel] = undefined;
      this.isKeyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.isKeyAllowed) {
          this.reader.refuse('mapping values are not allowed in this context');
        }
        this.openBlock('block mapping start', this.reader.mark);
      }
      this.isKeyAllowed = this.flowLevel === 0;
    }
    this.append('value', 1);
  }

  private fetchName(type: TokenType): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const start = this.reader.mark;
    const text = scanName(this.reader);
    this.queue.push({ ...token(type, start, this.reader.mark), text });
  }

  private fetchTag(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const start = this.reader.mark;
    const scanned = scanTag(this.reader);
    this.queue.push({ ...token('tag', start, this.reader.mark), ...scanned });
  }

  private fetchBlock(): void {
    this.removeKey();
    this.isKeyAllowed = true;
    const start = this.reader.mark;
    const { text, end } = scanBlock(this.reader, this.indent);
    this.queue.push({ ...token('scalar', start, end), text });
  }

  private fetchQuoted(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const start = this.reader.mark;
    const { text, end } = scanQuoted(this.reader);
    this.queue.push({ ...token('scalar', start, end), text });
  }

  private fetchPlain(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const start = this.reader.mark;
    const surroundings = { indent: this.indent, isFlow: this.flowLevel > 0 };
    const { text, end, endsLine } = scanPlain(this.reader, surroundings);
    if (endsLine) this.isKeyAllowed = true;
    this.queue.push({ ...token('scalar', start, end), text, isPlain: true });
  }
}

function token(type: TokenType, start: Mark, end: Mark): Token {
  return { type, start, end, text: '', handle: '', isPlain: false };
}
