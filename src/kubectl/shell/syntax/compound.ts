// Compound commands: if, for, while, until, case, { }, ( ), (( )), [[ ]] and functions.

import { readCondition } from './condition.ts';
import { SyntaxFault, type Cursor, type Grammar } from './cursor.ts';
import type { Command, List, Word } from './tree.ts';
import { arithmeticEnd, readTemplate, readWord } from './words.ts';

const RESERVED =
  'if then elif else fi for in do done while until case esac { } ! [[ time function'.split(' ');

const FUNCTION_HEAD = /([A-Za-z_][\w.-]*)[ \t]*\([ \t]*\)/y;

/** What compound commands need of the rest of the grammar. */
export interface ListGrammar extends Grammar {
  readonly cursor: Cursor;
  readList(isEnd: () => boolean, mayBeEmpty?: boolean): List;
  /** A list and the reserved word that closes it. */
  readUntil(word: string): List;
  readCommand(): Command;
  readExpandedWords(): Word[];
  skipNewlines(): void;
  /** The next word if nothing in it is quoted or expanded. */
  peekBareWord(): string | undefined;
  isReserved(...words: readonly string[]): boolean;
  takeReserved(word: string): boolean;
  expectReserved(word: string): void;
  expect(text: string): void;
  unexpected(atEnd?: 'newline'): SyntaxFault;
}

/** The compound command that begins here; undefined when it is a simple one. */
export function readCompound(grammar: ListGrammar): Command | undefined {
  const { cursor } = grammar;
  if (isArithmetic(cursor)) {
    return { type: 'arithmetic', expression: readArithmetic(grammar), redirections: [] };
  }
  if (cursor.take('(')) {
    const list = grammar.readList(() => cursor.character === ')');
    grammar.expect(')');
    return { type: 'group', list, isSubshell: true, redirections: [] };
  }
  const head = cursor.match(FUNCTION_HEAD);
  if (head) return readFunctionBody(grammar, head[1] ?? '');
  const word = grammar.peekBareWord();
  if (word === undefined || !RESERVED.includes(word)) return undefined;
  cursor.at += word.length;
  return readReserved(grammar, word);
}

function readReserved(grammar: ListGrammar, word: string): Command {
  const { cursor } = grammar;
  switch (word) {
    case 'if':
      return readIf(grammar);
    case 'for':
      return isArithmetic(skipped(cursor)) ? readArithmeticFor(grammar) : readFor(grammar);
    case 'while':
    case 'until': {
      const condition = grammar.readUntil('do');
      const body = grammar.readUntil('done');
      return { type: 'while', isUntil: word === 'until', condition, body, redirections: [] };
    }
    case 'case':
      return readCase(grammar);
    case '{':
      return {
        type: 'group',
        list: grammar.readUntil('}'),
        isSubshell: false,
        redirections: [],
      };
    case '[[': {
      const condition = readCondition(cursor, grammar, () => grammar.unexpected());
      return { type: 'test', condition, redirections: [] };
    }
    case 'function': {
      const name = skipped(cursor).match(/[\w.-]+/y)?.[0];
      if (name === undefined) throw grammar.unexpected();
      cursor.match(/[ \t]*\([ \t]*\)/y);
      return readFunctionBody(grammar, name);
    }
    default:
      cursor.at -= word.length;
      throw grammar.unexpected();
  }
}

function readFunctionBody(grammar: ListGrammar, name: string): Command {
  grammar.skipNewlines();
  const body = grammar.readCommand();
  if (body.type === 'simple') throw grammar.unexpected();
  return { type: 'function', name, body, redirections: [] };
}

function readIf(grammar: ListGrammar): Command {
  const branches: { condition: List; body: List }[] = [];
  for (;;) {
    const condition = grammar.readUntil('then');
    const body = grammar.readList(() => grammar.isReserved('elif', 'else', 'fi'));
    branches.push({ condition, body });
    if (grammar.takeReserved('elif')) continue;
    const otherwise = grammar.takeReserved('else') ? grammar.readUntil('fi') : undefined;
    if (!otherwise) grammar.expectReserved('fi');
    return { type: 'if', branches, ...(otherwise ? { otherwise } : {}), redirections: [] };
  }
}

function readArithmeticFor(grammar: ListGrammar): Command {
  const { cursor } = grammar;
  const parts = readArithmetic(grammar).source.split(';');
  if (parts.length !== 3) throw new SyntaxFault('syntax error: arithmetic expression required');
  const [start, condition, step] = parts.map((part) => readTemplate(part, grammar, cursor.depth));
  skipped(cursor).take(';');
  const nothing: Word = { parts: [], source: '' };
  return {
    type: 'arithmetic for',
    start: start ?? nothing,
    condition: condition ?? nothing,
    step: step ?? nothing,
    body: readLoopBody(grammar),
    redirections: [],
  };
}

function readFor(grammar: ListGrammar): Command {
  const { cursor } = grammar;
  const variable = readWord(cursor, grammar).source;
  if (variable === '') throw grammar.unexpected('newline');
  if (!/^[A-Za-z_]\w*$/.test(variable)) {
    throw new SyntaxFault(`\`${variable}': not a valid identifier`);
  }
  grammar.skipNewlines();
  const words = grammar.takeReserved('in') ? readForWords(grammar) : undefined;
  skipped(cursor).take(';');
  const body = readLoopBody(grammar);
  return { type: 'for', variable, ...(words ? { words } : {}), body, redirections: [] };
}

function readForWords(grammar: ListGrammar): Word[] {
  const { cursor } = grammar;
  const words: Word[] = [];
  for (;;) {
    cursor.skipBlanks();
    if (cursor.isAtEnd || ';\n'.includes(cursor.character)) return words;
    if (/[|&()<>]/.test(cursor.character)) throw grammar.unexpected();
    words.push(...grammar.readExpandedWords());
  }
}

function readLoopBody(grammar: ListGrammar): List {
  grammar.skipNewlines();
  if (grammar.takeReserved('{')) return grammar.readUntil('}');
  grammar.expectReserved('do');
  return grammar.readUntil('done');
}

function readCase(grammar: ListGrammar): Command {
  const { cursor } = grammar;
  const word = readWord(skipped(cursor), grammar);
  if (word.source === '') throw grammar.unexpected('newline');
  grammar.skipNewlines();
  grammar.expectReserved('in');
  const arms: { patterns: Word[]; body: List }[] = [];
  for (;;) {
    grammar.skipNewlines();
    if (grammar.takeReserved('esac')) return { type: 'case', word, arms, redirections: [] };
    cursor.take('(');
    const patterns: Word[] = [];
    do {
      const pattern = readWord(skipped(cursor), grammar);
      if (pattern.source === '') throw grammar.unexpected();
      patterns.push(pattern);
      cursor.skipBlanks();
    } while (cursor.take('|'));
    grammar.expect(')');
    const isEnd = () => cursor.startsWith(';;') || grammar.isReserved('esac');
    arms.push({ patterns, body: grammar.readList(isEnd, true) });
    cursor.take(';;');
  }
}

function isArithmetic(cursor: Cursor): boolean {
  return cursor.startsWith('((') && arithmeticEnd(cursor.text, cursor.at) !== undefined;
}

/** (( )), as a word that is expanded before it is computed. */
function readArithmetic(grammar: ListGrammar): Word {
  const { cursor } = grammar;
  const end = arithmeticEnd(cursor.text, cursor.at) ?? cursor.at;
  const inner = cursor.text.slice(cursor.at + 2, end);
  cursor.at = end + 2;
  return cursor.nested(() => readTemplate(inner, grammar, cursor.depth));
}

function skipped(cursor: Cursor): Cursor {
  cursor.skipBlanks();
  return cursor;
}
