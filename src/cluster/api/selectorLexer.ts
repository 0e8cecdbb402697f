// The words of a label selector, as labels.Lexer of Kubernetes 1.3 cuts them.

export type TokenType =
  | 'end'
  | 'error'
  | 'identifier'
  | 'in'
  | 'notin'
  | '('
  | ')'
  | ','
  | '!'
  | '='
  | '=='
  | '!='
  | '>'
  | '<';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
}

const SYMBOLS = '=!(),><';
const OPERATORS: readonly string[] = ['(', ')', ',', '!', '=', '==', '!=', '>', '<'];
const BLANKS = ' \t\r\n';

/** All tokens of a text; the last is always `end`. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (BLANKS.includes(character)) {
      at += 1;
      continue;
    }
    const token = SYMBOLS.includes(character) ? readOperator(text, at) : readWord(text, at);
    tokens.push(token);
    at += Math.max(1, token.text.length);
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}

/** The longest operator that begins here: `!==` is `!=` and `=`. */
function readOperator(text: string, at: number): Token {
  const two = text.slice(at, at + 2);
  const one = text.charAt(at);
  const found = OPERATORS.includes(two) ? two : one;
  return { type: found as TokenType, text: found };
}

function readWord(text: string, at: number): Token {
  let end = at;
  while (end < text.length && !`${SYMBOLS}${BLANKS}`.includes(text.charAt(end))) end += 1;
  const word = text.slice(at, end);
  const isKeyword = word === 'in' || word === 'notin';
  return { type: isKeyword ? word : 'identifier', text: word };
}
