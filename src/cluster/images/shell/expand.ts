// What a word of a script stands for: quotes go, variables, $(commands) and arithmetic are replaced.

export interface Expander {
  variable(name: string): string;
  /** The output of a command, without its last newlines. */
  substitute(script: string): string;
}

/** A word may become several, or none, where it is not quoted. */
export function expandWords(words: readonly string[], expander: Expander): string[] {
  return words.flatMap((word) => {
    const isQuoted = /["']/.test(word);
    const text = expandText(word, expander);
    if (isQuoted || text === word) return [text];
    return text.split(/\s+/).filter((part) => part !== '');
  });
}

/** The text that a word stands for, as one. */
export function expandText(word: string, expander: Expander): string {
  let text = '';
  let at = 0;
  let quote = '';
  while (at < word.length) {
    const character = word[at] ?? '';
    if (quote === '' && (character === "'" || character === '"')) {
      quote = character;
      at++;
    } else if (character === quote) {
      quote = '';
      at++;
    } else if (quote === "'") {
      text += character;
      at++;
    } else if (character === '\\') {
      const next = word[at + 1] ?? '';
      const isKept = quote === '"' && !/["\\$`]/.test(next);
      text += isKept ? character + next : next;
      at += 2;
    } else if (character === '$' || character === '`') {
      const part = expandDollar(word.slice(at), expander);
      text += part.text;
      at += part.length;
    } else {
      text += character;
      at++;
    }
  }
  return text;
}

function expandDollar(
  rest: string,
  expander: Expander,
): { readonly text: string; readonly length: number } {
  if (rest.startsWith('`')) {
    const end = rest.indexOf('`', 1);
    const inner = rest.slice(1, end < 0 ? undefined : end);
    return { text: expander.substitute(inner), length: inner.length + 2 };
  }
  if (rest.startsWith('$((')) {
    const end = rest.indexOf('))');
    const inner = rest.slice(3, end < 0 ? undefined : end);
    return { text: String(calculate(inner, expander).value), length: inner.length + 5 };
  }
  if (rest.startsWith('$(')) {
    const inner = insideParentheses(rest.slice(1));
    return { text: expander.substitute(inner), length: inner.length + 3 };
  }
  const braced = /^\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}/.exec(rest);
  if (braced) {
    const [whole, name = '', fallback = ''] = braced;
    return { text: expander.variable(name) || fallback, length: whole.length };
  }
  const named = /^\$([A-Za-z_]\w*|[?$#0-9])/.exec(rest);
  if (named) return { text: expander.variable(named[1] ?? ''), length: named[0].length };
  return { text: '$', length: 1 };
}

function insideParentheses(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return text.slice(1, at);
  }
  return text.slice(1);
}

/** Integer arithmetic: one assignment, counter or operation of two numbers; what a variable becomes by it. */
export function calculate(
  expression: string,
  expander: Pick<Expander, 'variable'>,
): { readonly value: number; readonly assigned?: readonly [name: string, value: number] } {
  const text = expression.trim();
  const valueOf = (operand = ''): number =>
    Number(/^-?\d+$/.test(operand) ? operand : expander.variable(operand.replace(/^\$/, ''))) || 0;
  const counter =
    /^([A-Za-z_]\w*)(\+\+|--)$/.exec(text) ?? /^(?:(\+\+|--))([A-Za-z_]\w*)$/.exec(text);
  if (counter) {
    const name = (counter[1]?.match(/\w/) ? counter[1] : counter[2]) ?? '';
    const value = valueOf(name) + (text.includes('++') ? 1 : -1);
    return { value, assigned: [name, value] };
  }
  const assignment = /^([A-Za-z_]\w*)\s*([-+*]?)=(?!=)\s*(.+)$/.exec(text);
  if (assignment) {
    const [, name = '', sign = '', right = ''] = assignment;
    const result = calculate(right, expander).value;
    const value = sign === '' ? result : operate(sign, valueOf(name), result);
    return { value, assigned: [name, value] };
  }
  const operation = /^(\S+?)\s*([-+*/%]|<=|>=|==|!=|<|>)\s*(\S+)$/.exec(text);
  if (!operation) return { value: valueOf(text) };
  const [, left, sign = '', right] = operation;
  return { value: operate(sign, valueOf(left), valueOf(right)) };
}

function operate(sign: string, left: number, right: number): number {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? 0 : Math.trunc(left / right);
    case '%':
      return right === 0 ? 0 : left % right;
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
    case '==':
      return Number(left === right);
    default:
      return Number(left !== right);
  }
}
