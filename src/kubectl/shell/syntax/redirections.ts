// Redirections and here-documents. The text of a here-document stands behind the line that asks for it, so the reader
// remembers what is asked for and fills it in at the next newline.

import { SyntaxFault, type Cursor, type Grammar, type HereDocumentEnd } from './cursor.ts';
import type { Redirection, Word } from './tree.ts';
import { plainWord, readTemplate, readWord } from './words.ts';

const OPERATOR = /(\d*)(<<<|<<-|<<|>>|>\||>&|<&|<>|<|>)|(&>>|&>)/y;

interface Pending extends HereDocumentEnd {
  readonly isQuoted: boolean;
  readonly redirection: { target: Word };
}

export class RedirectionReader {
  private readonly cursor: Cursor;
  private readonly grammar: Grammar;
  private pending: Pending[] = [];

  constructor(cursor: Cursor, grammar: Grammar) {
    this.cursor = cursor;
    this.grammar = grammar;
  }

  /** The here-document that the text ended without ending. */
  get unended(): HereDocumentEnd | undefined {
    const [first] = this.pending;
    return first && { delimiter: first.delimiter, stripsTabs: first.stripsTabs };
  }

  /** The redirection that is next, if one is. */
  read(): Redirection | undefined {
    const { cursor, grammar } = this;
    if (cursor.startsWith('<(')) return undefined;
    const found = cursor.match(OPERATOR);
    if (!found) return undefined;
    const [, number = '', simple, both] = found;
    cursor.skipBlanks();
    const target = readWord(cursor, grammar);
    if (target.source === '') throw this.unexpected();
    const typed = both ?? simple ?? '';
    const operator = typed === '>|' ? '>' : typed === '<<-' ? '<<' : (typed as '>');
    const descriptor = number === '' ? (operator.startsWith('<') ? 0 : 1) : Number(number);
    const redirection = { operator, descriptor, target } as const;
    if (operator !== ('<<' as string)) return redirection;
    const waiting = { ...redirection };
    this.pending.push({
      delimiter: target.parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
      stripsTabs: typed === '<<-',
      isQuoted: target.parts.some((part) => part.type === 'text' && part.isQuoted),
      redirection: waiting,
    });
    waiting.target = plainWord('');
    return waiting;
  }

  /** Behind a newline: the texts that the line before it asked for. */
  readHereDocuments(): void {
    for (let next = this.pending[0]; next; next = this.pending[0]) {
      const text = this.readBody(next);
      if (text === undefined) return;
      next.redirection.target = next.isQuoted
        ? plainWord(text)
        : readTemplate(text, this.grammar, this.cursor.depth);
      this.pending.shift();
    }
  }

  /** The lines up to the delimiter; what there is, when the text ends before. */
  private readBody({ delimiter, stripsTabs, redirection }: Pending): string | undefined {
    const { cursor } = this;
    const lines: string[] = [];
    while (!cursor.isAtEnd) {
      const end = cursor.text.indexOf('\n', cursor.at);
      const typed = cursor.text.slice(cursor.at, end < 0 ? undefined : end);
      const line = stripsTabs ? typed.replace(/^\t+/, '') : typed;
      if (line === delimiter) {
        cursor.at = end < 0 ? cursor.text.length : end + 1;
        return lines.map((each) => `${each}\n`).join('');
      }
      cursor.at = end < 0 ? cursor.text.length : end + 1;
      lines.push(line);
    }
    redirection.target = readTemplate(
      lines.map((line) => `${line}\n`).join(''),
      this.grammar,
      cursor.depth,
    );
    return undefined;
  }

  private unexpected(): SyntaxFault {
    const { cursor } = this;
    const token = cursor.match(/&&|\|\||;;|[|&;()<>]/y)?.[0] ?? 'newline';
    return new SyntaxFault(`syntax error near unexpected token \`${token}'`);
  }
}
