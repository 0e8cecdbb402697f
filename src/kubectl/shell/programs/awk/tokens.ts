// awk's tokens. Whether / begins a regular expression or divides depends on what stands before it.

import { AwkSyntaxFault } from './tree.ts';

export interface Token {
  readonly type:
    | 'number'
    | 'string'
    | 'regex'
    | 'name'
    | 'function'
    | 'keyword'
    | 'operator'
    | 'newline'
    | 'end';
  readonly text: string;
  readonly at: number;
  /** A blank stands before it. */
  readonly isSpaced: boolean;
}

const KEYWORDS = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);

const OPERATOR = /\*\*=|\*\*|\+\+|--|&&|\|\||[-+*/%^]=|[<>=!]=|!~|>>|[-+*/%^!<>=~?:,;(){}[\]$|]/y;

const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y;

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let isSpaced = false;
  const match = (expression: RegExp): string | undefined => {
    expression.lastIndex = at;
    return expression.exec(source)?.[0];
  };
  const add = (type: Token['type'], text: string, length: number) => {
    tokens.push({ type, text, at, isSpaced });
    at += length;
    isSpaced = false;
  };
  while (at < source.length) {
    const character = source[at] ?? '';
    const blank = match(/(?:[ \t\r]+|\\\r?\n|#[^\n]*)+/y);
    if (blank !== undefined) {
      at += blank.length;
      isSpaced = true;
      continue;
    }
    if (character === '\n') add('newline', '\n', 1);
    else if (character === '"') {
      const { text, length } = readString(source, at);
      add('string', text, length);
    } else if (character === '/' && beginsRegex(tokens.at(-1))) {
      const { text, length } = readRegex(source, at);
      add('regex', text, length);
    } else {
      const number = match(NUMBER);
      const name = match(/[A-Za-z_]\w*/y);
      const operator = match(OPERATOR);
      if (number !== undefined) add('number', number, number.length);
      else if (name !== undefined) {
        const isCall = source[at + name.length] === '(';
        const type = KEYWORDS.has(name) ? 'keyword' : isCall ? 'function' : 'name';
        add(type, name, name.length);
      } else if (operator !== undefined) add('operator', operator, operator.length);
      else throw new AwkSyntaxFault(`invalid char '${character}' in expression`, at);
    }
  }
  tokens.push({ type: 'end', text: '', at, isSpaced });
  return tokens;
}

function beginsRegex(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.type === 'operator') return !/^[)\]$]$|^(\+\+|--)$/.test(before.text);
  return before.type === 'newline' || before.type === 'keyword';
}

function readString(source: string, start: number): { text: string; length: number } {
  let text = '';
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '"') return { text: unescapeText(text), length: at + 1 - start };
    if (character === '\n') break;
    text += character;
    if (character === '\\') text += source[++at] ?? '';
  }
  throw new AwkSyntaxFault('unterminated string', start);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '"': '"',
  '/': '/',
  '\\': '\\',
};

/** The escapes of a string; those it does not know stay, for a regular expression may know them. */
export function unescapeText(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[^])/g, (whole, escape: string) =>
    /^[0-7]/.test(escape)
      ? String.fromCharCode(Number.parseInt(escape, 8))
      : (ESCAPES[escape] ?? (/[.^$*+?()[\]{}|&wsWSbB<>yd]/.test(escape) ? whole : escape)),
  );
}

function readRegex(source: string, start: number): { text: string; length: number } {
  let text = '';
  let isInSet = false;
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '\n') break;
    if (character === '/' && !isInSet) return { text, length: at + 1 - start };
    if (character === '\\') {
      const next = source[++at] ?? '';
      text += next === '/' ? '/' : `\\${next}`;
      continue;
    }
    if (character === '[' && !isInSet && source.indexOf(']', at + 2) > 0) isInSet = true;
    else if (character === ']' && source[at - 1] !== '[') isInSet = false;
    text += character;
  }
  throw new AwkSyntaxFault('unterminated regexp', start);
}
