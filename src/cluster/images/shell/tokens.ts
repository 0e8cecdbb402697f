// Splits a script of sh into words and operators. Quotes stay in the words: what they mean is decided when a word is expanded.

export interface Token {
  readonly type: 'word' | 'operator';
  readonly text: string;
}

const OPERATORS = ['&&', '||', ';;', '>>', '2>&1', '2>', '&>', '>', '<', ';', '|', '&', '\n'];

/** Undefined when a quote or a parenthesis is left open. */
export function tokensOf(script: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const character = script[at] ?? '';
    if (character === ' ' || character === '\t' || script.startsWith('\\\n', at)) {
      at += character === '\\' ? 2 : 1;
      continue;
    }
    if (character === '#') {
      while (at < script.length && script[at] !== '\n') at++;
      continue;
    }
    if (script.startsWith('((', at)) {
      const end = script.indexOf('))', at);
      if (end < 0) return undefined;
      tokens.push({ type: 'word', text: script.slice(at, end + 2) });
      at = end + 2;
      continue;
    }
    const operator = OPERATORS.find((text) => script.startsWith(text, at));
    if (operator) {
      tokens.push({ type: 'operator', text: operator });
      at += operator.length;
      continue;
    }
    const end = endOfWord(script, at);
    if (end === undefined) return undefined;
    tokens.push({ type: 'word', text: script.slice(at, end) });
    at = end;
  }
  return tokens;
}

function endOfWord(script: string, start: number): number | undefined {
  let at = start;
  while (at < script.length) {
    const character = script[at] ?? '';
    if (/[\s;&|<>]/.test(character)) return at;
    const end = endOfQuoted(script, at);
    if (end === undefined) return undefined;
    at = end;
  }
  return at;
}

/** The end of what begins here and may contain anything: a quoted part, $(...), `...`, an escaped character. */
function endOfQuoted(script: string, at: number): number | undefined {
  const character = script[at] ?? '';
  if (character === '\\') return at + 2;
  if (script.startsWith('$(', at)) return endOfParentheses(script, at + 1);
  if (character !== "'" && character !== '"' && character !== '`') return at + 1;
  let end = at + 1;
  while (end < script.length && script[end] !== character) {
    if (character !== "'" && script[end] === '\\') end++;
    else if (character === '"' && script.startsWith('$(', end)) {
      const inner = endOfParentheses(script, end + 1);
      if (inner === undefined) return undefined;
      end = inner;
      continue;
    }
    end++;
  }
  return end < script.length ? end + 1 : undefined;
}

function endOfParentheses(script: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < script.length; at++) {
    if (script[at] === '(') depth++;
    if (script[at] === ')' && --depth === 0) return at + 1;
  }
  return undefined;
}
