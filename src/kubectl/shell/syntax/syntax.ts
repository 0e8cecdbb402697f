// The grammar of bash 4.2, as far as people type it at a prompt, read into a tree. Coprocesses and `select` are left out.

import { expandBraces } from './braces.ts';
import { readCompound, type ListGrammar } from './compound.ts';
import { Cursor, SyntaxFault, type HereDocumentEnd } from './cursor.ts';
import { RedirectionReader } from './redirections.ts';
import type {
  AndOr,
  Assignment,
  Command,
  List,
  Pipeline,
  Redirection,
  SimpleCommand,
  Word,
} from './tree.ts';
import { plainWord, readTemplate, readWord } from './words.ts';

interface Unended {
  /** The here-document that waits for its end. */
  readonly unended?: HereDocumentEnd;
}

export type Parsed = Unended &
  (
    | { readonly list: List }
    | {
        /** bash's complaint, without its own name. */
        readonly problem: string;
        /** More lines could still mend it. */
        readonly isIncomplete: boolean;
      }
  );

/** Reads a line with the lines that belong to it. `aliases` replace the first words of commands. */
export function parseLine(text: string, aliases: ReadonlyMap<string, string> = new Map()): Parsed {
  const parser = new Parser(new Cursor(text), aliases);
  try {
    const list = parser.readAll();
    const { unended } = parser.redirections;
    return { list, ...(unended ? { unended } : {}) };
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    const { unended } = parser.redirections;
    return {
      problem: fault.message,
      isIncomplete: fault.isIncomplete,
      ...(unended ? { unended } : {}),
    };
  }
}

/** Words that end a list inside a compound command. */
const CLOSING = ['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}'];

const OPERATOR = /&&|\|\||;;|\|&|<<<|<<-|<<|>>|&>>|&>|>&|<&|<>|>\||[|&;()<>]/y;

const BARE_WORD = /[^\s|&;<>()'"\\$`]+/y;

const ASSIGNMENT = /([A-Za-z_]\w*)(\[[^\]\s]*\])?(\+?)=/y;

class Parser implements ListGrammar {
  readonly cursor: Cursor;
  readonly redirections: RedirectionReader;
  private readonly aliases: ReadonlyMap<string, string>;
  /** An alias is not replaced again inside its own text, which ends here. */
  private aliasEnd = 0;

  constructor(cursor: Cursor, aliases: ReadonlyMap<string, string>) {
    this.cursor = cursor;
    this.aliases = aliases;
    this.redirections = new RedirectionReader(cursor, this);
  }

  readAll(): List {
    const list = this.readList(() => false, true);
    if (!this.cursor.isAtEnd) throw this.unexpected();
    return list;
  }

  readEnclosedList(cursor: Cursor = this.cursor): List {
    // Here-documents and sums are read by a cursor of their own.
    if (cursor !== this.cursor) return new Parser(cursor, this.aliases).readEnclosedList();
    const list = this.readList(() => this.cursor.character === ')', true);
    this.expect(')');
    return list;
  }

  readWholeList(text: string, outer: Cursor): List {
    return new Parser(new Cursor(text, outer.depth), this.aliases).readAll();
  }

  /** Commands up to a word or bracket that closes them. */
  readList(isEnd: () => boolean, mayBeEmpty = false): List {
    const { cursor } = this;
    const list: AndOr[] = [];
    for (;;) {
      this.skipNewlines();
      if (cursor.isAtEnd || isEnd()) break;
      const andOr = this.readAndOr();
      list.push(andOr);
      if (andOr.isBackground || cursor.isAtEnd || isEnd() || /[\n#]/.test(cursor.character)) {
        continue;
      }
      if (cursor.startsWith(';;') || !cursor.take(';')) throw this.unexpected();
    }
    if (list.length === 0 && !mayBeEmpty) throw this.unexpected();
    return list;
  }

  readUntil(word: string): List {
    const list = this.readList(() => this.isReserved(...CLOSING));
    this.expectReserved(word);
    return list;
  }

  private readAndOr(): AndOr {
    const { cursor } = this;
    const start = cursor.at;
    const first = this.readPipeline();
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
    for (;;) {
      cursor.skipBlanks();
      const operator = cursor.take('&&') ? '&&' : cursor.take('||') ? '||' : undefined;
      if (!operator) break;
      this.skipNewlines();
      rest.push({ operator, pipeline: this.readPipeline() });
    }
    const text = cursor.text
      .slice(start, cursor.at)
      .trim()
      .replace(/\s*\n\s*/g, '; ');
    const isBackground = cursor.take('&');
    cursor.skipBlanks();
    return { first, rest, isBackground, text };
  }

  private readPipeline(): Pipeline {
    const { cursor } = this;
    let isNegated = false;
    let isTimed = false;
    for (;;) {
      cursor.skipBlanks();
      if (this.takeReserved('!')) isNegated = !isNegated;
      else if (this.takeReserved('time')) isTimed = true;
      else break;
    }
    const commands: Command[] = [];
    if (isTimed && (cursor.isAtEnd || /[;\n]/.test(cursor.character))) {
      return { commands, isNegated, isTimed };
    }
    for (;;) {
      const command = this.readCommand();
      cursor.skipBlanks();
      if (cursor.startsWith('||') || !cursor.take('|')) {
        return { commands: [...commands, command], isNegated, isTimed };
      }
      commands.push(cursor.take('&') ? withErrors(command) : command);
      this.skipNewlines();
    }
  }

  readCommand(): Command {
    const { cursor } = this;
    cursor.skipBlanks();
    this.replaceAlias();
    return cursor.nested(() => {
      const compound = readCompound(this);
      if (!compound) return this.readSimple();
      const redirections: Redirection[] = [];
      for (;;) {
        cursor.skipBlanks();
        const next = this.redirections.read();
        if (!next) return redirections.length === 0 ? compound : { ...compound, redirections };
        redirections.push(next);
      }
    });
  }

  private readSimple(): SimpleCommand {
    const { cursor } = this;
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      cursor.skipBlanks();
      const redirection = this.redirections.read();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      if (cursor.isAtEnd || cursor.character === '#') break;
      if (this.isWordEnd() && !this.isProcess()) break;
      const assignment = words.length === 0 ? this.readAssignment() : undefined;
      if (assignment) {
        assignments.push(assignment);
        continue;
      }
      if (words.length === 0) this.replaceAlias();
      words.push(...this.readExpandedWords());
    }
    const count = words.length + assignments.length + redirections.length;
    if (cursor.character === '(' && words.length === 1 && count === 1) {
      // As if a function were defined: what should be the closing bracket is the mistake.
      cursor.at++;
      throw this.unexpected('newline');
    }
    if (count === 0 || cursor.character === '(') throw this.unexpected();
    return { type: 'simple', assignments, words, redirections };
  }

  private readAssignment(): Assignment | undefined {
    const { cursor } = this;
    const start = cursor.at;
    const head = cursor.match(ASSIGNMENT);
    if (!head) return undefined;
    const [, name = '', subscript, plus] = head;
    const base = {
      name,
      isAppended: plus === '+',
      ...(subscript === undefined
        ? {}
        : { subscript: readTemplate(subscript.slice(1, -1), this, cursor.depth) }),
    };
    if (!cursor.take('(')) return { ...base, value: readWord(cursor, this) };
    const elements: Word[] = [];
    for (;;) {
      this.skipNewlines();
      if (cursor.take(')')) break;
      if (cursor.isAtEnd || this.isWordEnd()) throw this.unexpected();
      elements.push(...this.readExpandedWords());
    }
    const source = cursor.text.slice(start, cursor.at);
    return { ...base, elements, value: { parts: [], source } };
  }

  /** One typed word; several when it has braces. */
  readExpandedWords(): Word[] {
    const { cursor } = this;
    if (this.isProcess()) {
      const start = cursor.at;
      cursor.at += 2;
      const list = cursor.nested(() => this.readEnclosedList());
      return [{ parts: [{ type: 'process', list }], source: cursor.text.slice(start, cursor.at) }];
    }
    const word = readWord(cursor, this);
    const sources = expandBraces(word.source);
    if (sources.length === 1) return [word];
    const limits = { stops: '', isQuoted: false };
    return sources.map((source) => readWord(new Cursor(source, cursor.depth), this, limits));
  }

  /** Puts an alias's text in the place of its name. */
  private replaceAlias(): void {
    const { cursor } = this;
    if (cursor.at < this.aliasEnd) return;
    const word = this.peekBareWord();
    const value = word === undefined ? undefined : this.aliases.get(word);
    if (word === undefined || value === undefined) return;
    const { text, at } = cursor;
    cursor.text = text.slice(0, at) + value + text.slice(at + word.length);
    this.aliasEnd = at + value.length;
    cursor.skipBlanks();
  }

  skipNewlines(): void {
    const { cursor } = this;
    for (;;) {
      cursor.skipBlanks();
      if (cursor.character === '#') cursor.match(/[^\n]*/y);
      if (cursor.character !== '\n') return;
      cursor.at++;
      this.redirections.readHereDocuments();
    }
  }

  private isProcess(): boolean {
    return this.cursor.startsWith('<(');
  }

  private isWordEnd(): boolean {
    return '\n|&;<>()'.includes(this.cursor.character);
  }

  peekBareWord(): string | undefined {
    const { cursor } = this;
    BARE_WORD.lastIndex = cursor.at;
    const word = BARE_WORD.exec(cursor.text)?.[0];
    if (word === undefined) return undefined;
    const next = cursor.text[cursor.at + word.length] ?? '';
    return next === '' || ' \t\n|&;<>()'.includes(next) ? word : undefined;
  }

  isReserved(...words: readonly string[]): boolean {
    return words.includes(this.peekBareWord() ?? '');
  }

  takeReserved(word: string): boolean {
    if (!this.isReserved(word)) return false;
    this.cursor.at += word.length;
    return true;
  }

  expectReserved(word: string): void {
    this.cursor.skipBlanks();
    if (!this.takeReserved(word)) throw this.unexpected();
  }

  expect(text: string): void {
    this.cursor.skipBlanks();
    if (!this.cursor.take(text)) throw this.unexpected();
  }

  /** The complaint about what comes next; `atEnd` is what the end of the line counts as. */
  unexpected(atEnd?: 'newline'): SyntaxFault {
    const { cursor } = this;
    cursor.skipBlanks();
    if (cursor.isAtEnd && atEnd === undefined) {
      return new SyntaxFault('syntax error: unexpected end of file', { isIncomplete: true });
    }
    const token =
      cursor.isAtEnd || cursor.character === '\n'
        ? 'newline'
        : (cursor.match(OPERATOR)?.[0] ?? readWord(cursor, this).source);
    return new SyntaxFault(`syntax error near unexpected token \`${token}'`);
  }
}

/** `a |& b` is `a 2>&1 | b`. */
function withErrors(command: Command): Command {
  const redirection: Redirection = { operator: '>&', descriptor: 2, target: plainWord('1') };
  return { ...command, redirections: [...command.redirections, redirection] };
}
