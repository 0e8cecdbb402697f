// Words: bare characters, quotes, $NAME, ${ }, $( ), $(( )) and ` ` in any mixture.

import { Cursor, missingQuote, type Grammar } from './cursor.ts';
import type { Word, WordPart } from './tree.ts';

/** Characters that end a bare word. */
const METACHARACTERS = ' \t\n|&;<>()';

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

export interface WordLimits {
  /** Characters that end it when bare. */
  readonly stops: string;
  /** In double quotes (or a here-document): nothing is split, and ' is only a character. */
  readonly isQuoted: boolean;
}

const BARE: WordLimits = { stops: METACHARACTERS, isQuoted: false };

/** Reads a word up to a stop, which is not taken. */
export function readWord(cursor: Cursor, grammar: Grammar, limits: WordLimits = BARE): Word {
  const start = cursor.at;
  const parts: WordPart[] = [];
  while (!cursor.isAtEnd && !limits.stops.includes(cursor.character)) {
    readPiece(cursor, grammar, { parts, isQuoted: limits.isQuoted });
  }
  return { parts, source: cursor.text.slice(start, cursor.at) };
}

/** A whole text as in double quotes, where " itself is only a character: here-documents and arithmetic. */
export function readTemplate(text: string, grammar: Grammar, depth: number): Word {
  const cursor = new Cursor(text, depth);
  const parts: WordPart[] = [];
  while (!cursor.isAtEnd) {
    const run = cursor.match(/[^\\"$`]+/y);
    if (run) addText(parts, run[0], true);
    else if (cursor.character === '"') {
      addText(parts, '"', true);
      cursor.at++;
    } else if (cursor.startsWith('\\"')) {
      addText(parts, '\\"', true);
      cursor.at += 2;
    } else readPiece(cursor, grammar, { parts, isQuoted: true });
  }
  return { parts, source: text };
}

/** A word that is nothing but its text. */
export function plainWord(text: string): Word {
  return { parts: [{ type: 'text', text, isQuoted: true }], source: text };
}

interface Target {
  readonly parts: WordPart[];
  readonly isQuoted: boolean;
}

function readPiece(cursor: Cursor, grammar: Grammar, target: Target): void {
  const { parts, isQuoted } = target;
  const { character } = cursor;
  if (character === '\\') readEscape(cursor, target);
  else if (character === "'" && !isQuoted) {
    addText(parts, readSingleQuoted(cursor), true);
  } else if (character === '"') readDoubleQuoted(cursor, grammar, parts);
  else if (character === '$') readDollar(cursor, grammar, target);
  else if (character === '`') {
    const list = readBackquoted(cursor, grammar, isQuoted);
    parts.push({ type: 'command', list, isQuoted });
  } else {
    const run = cursor.match(/[A-Za-z0-9_.@%+=-]+/y)?.[0];
    if (run === undefined) cursor.at++;
    addText(parts, run ?? character, isQuoted);
  }
}

function readEscape(cursor: Cursor, { parts, isQuoted }: Target): void {
  const next = cursor.text[cursor.at + 1] ?? '';
  if (next === '\n') {
    cursor.at += 2;
    return;
  }
  const isEscape = isQuoted ? '$`"\\'.includes(next) : true;
  addText(parts, isEscape && next !== '' ? next : `\\${next}`, true);
  cursor.at += 2;
}

function readSingleQuoted(cursor: Cursor): string {
  const end = cursor.text.indexOf("'", cursor.at + 1);
  if (end < 0) throw missingQuote("'");
  const text = cursor.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  return text;
}

function readDoubleQuoted(cursor: Cursor, grammar: Grammar, parts: WordPart[]): void {
  cursor.at++;
  addText(parts, '', true);
  while (cursor.character !== '"') {
    if (cursor.isAtEnd) throw missingQuote('"');
    readPiece(cursor, grammar, { parts, isQuoted: true });
  }
  cursor.at++;
}

/** ` `: its backslashes escape only ` \ and $, and inside double quotes also ". */
function readBackquoted(cursor: Cursor, grammar: Grammar, isQuoted: boolean) {
  let text = '';
  let at = cursor.at + 1;
  for (;;) {
    const character = cursor.text[at];
    if (character === undefined) throw missingQuote('`');
    if (character === '`') break;
    if (character === '\\') {
      const next = cursor.text[++at] ?? '';
      text += (isQuoted ? '`\\$"' : '`\\$').includes(next) ? next : `\\${next}`;
    } else text += character;
    at++;
  }
  cursor.at = at + 1;
  return cursor.nested(() => grammar.readWholeList(text, cursor));
}

function readDollar(cursor: Cursor, grammar: Grammar, { parts, isQuoted }: Target): void {
  const start = cursor.at++;
  const { character } = cursor;
  if (character === '(') {
    const expression = cursor.startsWith('((') ? arithmeticEnd(cursor.text, cursor.at) : undefined;
    if (expression !== undefined) {
      const inner = cursor.text.slice(cursor.at + 2, expression);
      cursor.at = expression + 2;
      const word = cursor.nested(() => readTemplate(inner, grammar, cursor.depth));
      parts.push({ type: 'arithmetic', expression: word, isQuoted });
      return;
    }
    cursor.at++;
    const list = cursor.nested(() => grammar.readEnclosedList(cursor));
    parts.push({ type: 'command', list, isQuoted });
    return;
  }
  if (character === '{') {
    cursor.nested(() => readBraced(cursor, grammar, { parts, isQuoted }));
    return;
  }
  if (character === "'" && !isQuoted) {
    addText(parts, readEscapedQuote(cursor), true);
    return;
  }
  if (character === '"' && !isQuoted) return; // $"text" is translated text: the same text here.
  const name = cursor.match(NAME)?.[0] ?? cursor.match(/[0-9@*#?$!-]/y)?.[0];
  if (name === undefined) addText(parts, '$', isQuoted);
  else {
    const source = cursor.text.slice(start, cursor.at);
    parts.push({ type: 'parameter', name, isQuoted, source });
  }
}

/** Where `))` closes `((`; undefined when the second bracket belongs to a command. */
export function arithmeticEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start + 2; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') {
      if (depth === 0) return text[at + 1] === ')' ? at : undefined;
      depth--;
    }
  }
  return undefined;
}

const OPERATORS = /(:?[-=?+])|(##?|%%?)|(\/[/#%]?)|(:)|(\^\^?|,,?)/y;

/** ${ }, from the brace on. */
function readBraced(cursor: Cursor, grammar: Grammar, { parts, isQuoted }: Target): void {
  const start = cursor.at - 1;
  cursor.at++;
  const isLength = cursor.startsWith('#') && !/^#[}:=?+#%/-]/.test(cursor.text.slice(cursor.at));
  if (isLength) cursor.at++;
  const isIndirect = !isLength && cursor.match(/!(?=[A-Za-z_])/y) !== undefined;
  const name = cursor.match(NAME)?.[0] ?? cursor.match(/[0-9]+|[@*#?$!-]/y)?.[0];
  const subscript = name !== undefined && cursor.take('[') ? bracketed(cursor, grammar) : undefined;
  const finish = (operation: Extract<WordPart, { type: 'parameter' }>['operation']): void => {
    if (!cursor.take('}')) throw missingQuote('}');
    parts.push({
      type: 'parameter',
      name: name ?? '',
      ...(subscript === undefined ? {} : { subscript }),
      ...(operation === undefined ? {} : { operation }),
      isQuoted,
      source: cursor.text.slice(start, cursor.at),
    });
  };
  const until = (stops: string) => readWord(cursor, grammar, { stops, isQuoted });
  // Quotes around the whole do not quote a pattern.
  const pattern = (stops: string) => readWord(cursor, grammar, { stops, isQuoted: false });
  if (name === undefined) {
    until('}');
    return finish({ operator: 'bad' });
  }
  if (isLength) {
    const rest = until('}');
    return finish({ operator: rest.source === '' ? 'length' : 'bad' });
  }
  if (isIndirect) {
    const rest = until('}');
    return finish({ operator: rest.source === '' ? 'indirect' : 'bad' });
  }
  if (cursor.character === '}') return finish(undefined);
  const found = cursor.match(OPERATORS);
  if (!found) {
    until('}');
    return finish({ operator: 'bad' });
  }
  const [, choice, trim, replace, colon, letterCase] = found;
  if (choice !== undefined) {
    const operator = choice.slice(-1) as '-';
    return finish({ operator, hasColon: choice.length === 2, word: until('}') });
  }
  if (trim !== undefined) return finish({ operator: trim as '#', word: pattern('}') });
  if (letterCase !== undefined) return finish({ operator: letterCase as '^', word: pattern('}') });
  const word = pattern(colon === undefined ? '/}' : ':}');
  const second = cursor.take(colon === undefined ? '/' : ':') ? pattern('}') : undefined;
  const operator = colon === undefined ? (replace as '/') : 'substring';
  finish({ operator, word, ...(second ? { second } : {}) });
}

function bracketed(cursor: Cursor, grammar: Grammar): Word {
  const word = readWord(cursor, grammar, { stops: ']', isQuoted: false });
  if (!cursor.take(']')) throw missingQuote(']');
  return word;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** $' ', from the quote on. */
function readEscapedQuote(cursor: Cursor): string {
  let text = '';
  cursor.at++;
  while (cursor.character !== "'") {
    if (cursor.isAtEnd) throw missingQuote("'");
    if (cursor.character !== '\\') text += cursor.text[cursor.at++] ?? '';
    else {
      cursor.at++;
      const code =
        cursor.match(/x([0-9a-fA-F]{1,2})/y) ??
        cursor.match(/u([0-9a-fA-F]{1,4})/y) ??
        cursor.match(/U(0{0,2}[0-9a-fA-F]{1,6})/y);
      const octal = code ? undefined : cursor.match(/[0-7]{1,3}/y);
      if (code) text += characterOf(Number.parseInt(code[1] ?? '', 16));
      else if (octal) text += characterOf(Number.parseInt(octal[0], 8));
      else {
        const letter = cursor.text[cursor.at++] ?? '';
        text += ESCAPES[letter] ?? (`\\'"?`.includes(letter) ? letter : `\\${letter}`);
      }
    }
  }
  cursor.at++;
  return text;
}

function characterOf(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** Characters of one kind stay one part. */
function addText(parts: WordPart[], text: string, isQuoted: boolean): void {
  const last = parts.at(-1);
  if (last?.type === 'text' && last.isQuoted === isQuoted) {
    parts[parts.length - 1] = { ...last, text: last.text + text };
  } else parts.push({ type: 'text', text, isQuoted });
}
