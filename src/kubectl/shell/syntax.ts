// The grammar of the terminal: words with quotes, pipes, redirections, here-documents, `;`, `&&`, `||` and `&`.

export interface Redirection {
  readonly type: '>' | '>>' | '<' | '2>' | '2>&1';
  readonly target: string;
}

export interface SimpleCommand {
  readonly words: readonly string[];
  readonly redirections: readonly Redirection[];
  /** The text of a here-document. */
  readonly hereDocument?: string;
}

export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  /** What stands behind it. */
  readonly connector: ';' | '&&' | '||' | '&';
  /** As typed, for a job. */
  readonly text: string;
}

/** The pipelines of a line with its here-documents, or bash's complaint. */
export function parseLine(line: string): readonly Pipeline[] | { readonly error: string } {
  const joined = line.replace(/\\\n/g, ' ');
  const newline = joined.indexOf('\n');
  const first = newline < 0 ? joined : joined.slice(0, newline);
  const bodies = newline < 0 ? [] : joined.slice(newline + 1).split('\n');
  const tokens = tokenize(first);
  if (typeof tokens === 'string') return { error: tokens };
  return new Parser(tokens, first, bodies).parse();
}

interface Token {
  readonly type: 'word' | 'operator';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A here-document's word that was quoted: nothing in it is expanded. */
  readonly isQuoted: boolean;
}

const OPERATOR = /^(2>&1|2>|&&|\|\||>>|<<-|<<|[|;&<>])/;

function tokenize(text: string): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    if (character === '#') break;
    const operator = OPERATOR.exec(text.slice(at))?.[1];
    if (operator !== undefined) {
      tokens.push({
        type: 'operator',
        text: operator,
        start: at,
        end: at + operator.length,
        isQuoted: false,
      });
      at += operator.length;
      continue;
    }
    const word = readWord(text, at);
    if (typeof word === 'string') return word;
    tokens.push({ type: 'word', ...word, start: at });
    at = word.end;
  }
  return tokens;
}

/** One word: bare characters, 'literal', "text" and \x in any mixture. */
function readWord(
  text: string,
  start: number,
): { readonly text: string; readonly end: number; readonly isQuoted: boolean } | string {
  let word = '';
  let isQuoted = false;
  let at = start;
  while (at < text.length && !/[\s|;&<>]/.test(text[at] ?? '')) {
    const character = text[at] ?? '';
    if (character === "'" || character === '"') {
      isQuoted = true;
      const end = closingQuote(text, at);
      if (end < 0) return `-bash: unexpected EOF while looking for matching \`${character}'`;
      const inner = text.slice(at + 1, end);
      word += character === "'" ? inner : inner.replace(/\\(["\\$`])/g, '$1');
      at = end + 1;
    } else if (character === '\\' && at + 1 < text.length) {
      word += text[at + 1];
      at += 2;
    } else {
      word += character;
      at++;
    }
  }
  return { text: word, end: at, isQuoted };
}

function closingQuote(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

class Parser {
  private readonly tokens: readonly Token[];
  private readonly source: string;
  private readonly bodies: string[];
  private at = 0;

  constructor(tokens: readonly Token[], source: string, bodies: readonly string[]) {
    this.tokens = tokens;
    this.source = source;
    this.bodies = [...bodies];
  }

  parse(): readonly Pipeline[] | { readonly error: string } {
    const pipelines: Pipeline[] = [];
    while (this.at < this.tokens.length) {
      const start = this.tokens[this.at]?.start ?? 0;
      const commands = this.parsePipeline();
      if ('error' in commands) return commands;
      const last = this.tokens[this.at - 1]?.end ?? start;
      const text = this.source.slice(start, last);
      const connector = this.tokens[this.at];
      this.at++;
      pipelines.push({
        commands: commands.list,
        connector: (connector?.text ?? ';') as Pipeline['connector'],
        text,
      });
    }
    return pipelines;
  }

  private parsePipeline(): { readonly list: SimpleCommand[] } | { readonly error: string } {
    const list: SimpleCommand[] = [];
    for (;;) {
      const command = this.parseCommand();
      if ('error' in command) return command;
      list.push(command);
      if (this.tokens[this.at]?.text !== '|' || this.tokens[this.at]?.type !== 'operator') break;
      this.at++;
    }
    return { list };
  }

  private parseCommand(): SimpleCommand | { readonly error: string } {
    const words: string[] = [];
    const redirections: Redirection[] = [];
    let hereDocument: string | undefined;
    for (;;) {
      const token = this.tokens[this.at];
      if (!token || (token.type === 'operator' && /^(\||;|&|&&|\|\|)$/.test(token.text))) break;
      this.at++;
      if (token.type === 'word') {
        words.push(token.text);
        continue;
      }
      if (token.text === '2>&1') {
        redirections.push({ type: '2>&1', target: '' });
        continue;
      }
      const target = this.tokens[this.at];
      if (target?.type !== 'word') return syntaxError(target);
      this.at++;
      if (token.text.startsWith('<<')) {
        hereDocument = this.takeHereDocument(target.text, token.text === '<<-');
      } else {
        redirections.push({ type: token.text as Redirection['type'], target: target.text });
      }
    }
    if (words.length === 0 && redirections.length === 0 && hereDocument === undefined) {
      return syntaxError(this.tokens[this.at]);
    }
    return { words, redirections, ...(hereDocument === undefined ? {} : { hereDocument }) };
  }

  private takeHereDocument(end: string, isIndented: boolean): string {
    let text = '';
    for (;;) {
      const line = this.bodies.shift();
      if (line === undefined) return text;
      const stripped = isIndented ? line.replace(/^\t+/, '') : line;
      if (stripped === end) return text;
      text += `${stripped}\n`;
    }
  }
}

function syntaxError(token: Token | undefined): { readonly error: string } {
  return { error: `-bash: syntax error near unexpected token \`${token?.text ?? 'newline'}'` };
}
