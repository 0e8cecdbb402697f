// What stands between [[ and ]].

import type { Cursor, Grammar, SyntaxFault } from './cursor.ts';
import type { Condition, Word } from './tree.ts';
import { readWord } from './words.ts';

const UNARY = /-[a-zA-Z](?=\s)/y;
const BINARY = /==|=~|!=|=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef)(?=\s)/y;

/** Reads from behind `[[` to behind `]]`. */
export function readCondition(
  cursor: Cursor,
  grammar: Grammar,
  unexpected: () => SyntaxFault,
): Condition {
  const condition = readOr();
  skip();
  if (!cursor.take(']]')) throw unexpected();
  return condition;

  function readOr(): Condition {
    let left = readAnd();
    for (skip(); cursor.take('||'); skip()) left = { type: 'or', left, right: readAnd() };
    return left;
  }

  function readAnd(): Condition {
    let left = readNot();
    for (skip(); cursor.take('&&'); skip()) left = { type: 'and', left, right: readNot() };
    return left;
  }

  function readNot(): Condition {
    skip();
    return cursor.nested(() => {
      if (cursor.match(/!(?=\s)/y)) return { type: 'not', condition: readNot() };
      if (!cursor.take('(')) return readPrimary();
      const inner = readOr();
      skip();
      if (!cursor.take(')')) throw unexpected();
      return inner;
    });
  }

  function readPrimary(): Condition {
    const start = cursor.at;
    const unary = cursor.match(UNARY)?.[0];
    if (unary !== undefined) {
      skip();
      if (!cursor.startsWith(']]')) {
        return { type: 'unary', operator: unary, operand: readOperand() };
      }
      cursor.at = start;
    }
    const left = readOperand();
    skip();
    const operator = cursor.match(BINARY)?.[0];
    if (operator === undefined) return { type: 'unary', operator: '-n', operand: left };
    skip();
    // A regular expression may have bare brackets and bars.
    const right =
      operator === '=~'
        ? readWord(cursor, grammar, { stops: ' \t\n', isQuoted: false })
        : readOperand();
    if (right.source === '') throw unexpected();
    return { type: 'binary', operator, left, right };
  }

  function readOperand(): Word {
    const word = readWord(cursor, grammar);
    if (word.source === '' || word.source === ']]') {
      cursor.at -= word.source.length;
      throw unexpected();
    }
    return word;
  }

  function skip(): void {
    for (cursor.skipBlanks(); cursor.character === '\n'; cursor.skipBlanks()) cursor.at++;
  }
}
