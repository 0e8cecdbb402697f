// The grammar of label selectors, with the sentences of labels.Parse of Kubernetes 1.3. What is odd there (a list may have
// empty values, `()` is a list of one) is odd here.

import { isLabelValue, isQualifiedName } from './core/v1/names.ts';
import { goQuote } from './goJson.ts';
import { readTokens, type Token, type TokenType } from './selectorLexer.ts';

/** One term of a selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';
  readonly values: readonly string[];
}

/** The requirements, all of which must hold; or why the text is no selector. */
export function parseRequirements(text: string): readonly Requirement[] | string {
  const parser = new Parser(readTokens(text));
  const requirements: Requirement[] = [];
  for (;;) {
    const token = parser.peek();
    if (token.type === 'end') return sorted(requirements);
    if (token.type !== 'identifier' && token.type !== '!') {
      return `found '${token.text}', expected: !, identifier, or 'end of string'`;
    }
    const requirement = parser.requirement();
    if (typeof requirement === 'string') return `unable to parse requirement: ${requirement}`;
    requirements.push(requirement);
    const next = parser.take();
    if (next.type === 'end') return sorted(requirements);
    if (next.type !== ',') return `found '${next.text}', expected: ',' or 'end of string'`;
    const after = parser.peek();
    if (after.type !== 'identifier' && after.type !== '!') {
      return `found '${after.text}', expected: identifier after ','`;
    }
  }
}

/** By key, as 1.3 sorts them. */
function sorted(requirements: Requirement[]): readonly Requirement[] {
  return requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

const OPERATORS: Readonly<Partial<Record<TokenType, Requirement['operator']>>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '=',
  '!=': '!=',
  '>': '>',
  '<': '<',
};

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** The next token; where a name or value may stand, `in` and `notin` are names. */
  peek(): Token {
    const token = this.tokens[this.at] ?? { type: 'end', text: '' };
    const isName = token.type === 'in' || token.type === 'notin';
    return isName ? { type: 'identifier', text: token.text } : token;
  }

  take(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  requirement(): Requirement | string {
    let token = this.take();
    const isNegated = token.type === '!';
    if (isNegated) token = this.take();
    if (token.type !== 'identifier') return `found '${token.text}', expected: identifier`;
    const key = token.text;
    const wrongKey = checkKey(key);
    if (wrongKey) return wrongKey;
    const next = this.peek();
    const isAlone = next.type === 'end' || next.type === ',';
    if (isNegated || isAlone) return { key, operator: isNegated ? '!' : 'exists', values: [] };
    return this.comparison(key);
  }

  private comparison(key: string): Requirement | string {
    const token = this.tokens[this.at];
    this.at += 1;
    const operator = token && OPERATORS[token.type];
    if (!operator) return `found '${token?.text ?? ''}', expected: '=', '!=', '==', 'in', notin'`;
    const isSet = operator === 'in' || operator === 'notin';
    const values = isSet ? this.values() : this.exactValue();
    if (typeof values === 'string') return values;
    if ((operator === '>' || operator === '<') && !/^[-+]?\d+$/.test(values[0] ?? '')) {
      return "for 'Gt', 'Lt' operators, the value must be an integer";
    }
    const wrong = values.map(checkValue).find((text) => text !== undefined);
    return wrong ?? { key, operator, values };
  }

  private values(): readonly string[] | string {
    const open = this.take();
    if (open.type !== '(') return `found '${open.text}' expected: '('`;
    const next = this.peek();
    if (next.type === ')') {
      this.take();
      return [''];
    }
    if (next.type !== 'identifier' && next.type !== ',') {
      return `found '${next.text}', expected: ',', ')' or identifier`;
    }
    const values = this.identifiers();
    if (typeof values === 'string') return values;
    return this.take().type === ')' ? values : `found '${next.text}', expected: ')'`;
  }

  /** Up to the closing parenthesis; nothing between two commas is an empty value. */
  private identifiers(): readonly string[] | string {
    const values = new Set<string>();
    for (;;) {
      const token = this.take();
      if (token.type === 'identifier') {
        values.add(token.text);
        const next = this.peek();
        if (next.type === ')') return [...values].sort();
        if (next.type !== ',') return `found '${next.text}', expected: ',' or ')'`;
      } else if (token.type === ',') {
        if (values.size === 0) values.add('');
        const next = this.peek();
        if (next.type === ')') return [...values.add('')].sort();
        if (next.type === ',') {
          this.take();
          values.add('');
        }
      } else return `found '${token.text}', expected: ',', or identifier`;
    }
  }

  private exactValue(): readonly string[] | string {
    const next = this.peek();
    if (next.type === 'end' || next.type === ',') return [''];
    const token = this.take();
    return token.type === 'identifier'
      ? [token.text]
      : `found '${token.text}', expected: identifier`;
  }
}

function checkKey(key: string): string | undefined {
  const errors = isQualifiedName(key);
  return errors.length > 0 ? `invalid label key ${goQuote(key)}: ${errors.join('; ')}` : undefined;
}

function checkValue(value: string): string | undefined {
  const errors = isLabelValue(value);
  return errors.length > 0
    ? `invalid label value: ${goQuote(value)}: ${errors.join('; ')}`
    : undefined;
}
