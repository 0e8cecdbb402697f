// bash's integer arithmetic: 64 bits, the operators of C and `**`. Errors have bash's texts.

export interface Names {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

export class ArithmeticFault extends Error {}

/** A variable's value is an expression too; so deep it may refer to others. */
const MAX_DEPTH = 40;

/** The value of an expression; an empty one is 0. */
export function evaluateArithmetic(source: string, names: Names, depth = 0): bigint {
  if (depth > MAX_DEPTH) {
    throw new ArithmeticFault(
      `${source}: expression recursion level exceeded (error token is "${source}")`,
    );
  }
  return new Calculator(source, names, depth).run();
}

/** Operators by how tightly they bind; assignments and ?: are read apart. */
const BINDING: Readonly<Record<string, number>> = {
  ',': 1,
  '||': 4,
  '&&': 5,
  '|': 6,
  '^': 7,
  '&': 8,
  '==': 9,
  '!=': 9,
  '<': 10,
  '<=': 10,
  '>': 10,
  '>=': 10,
  '<<': 11,
  '>>': 11,
  '+': 12,
  '-': 12,
  '*': 13,
  '/': 13,
  '%': 13,
  '**': 15,
};

const OPERATOR = /<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%&|^~!<>=?:,()]/y;

class Calculator {
  private readonly source: string;
  private readonly names: Names;
  private readonly depth: number;
  private at = 0;
  private nesting = 0;
  /** Greater than 0 in the branch of ?:, && or || that does not count. */
  private idle = 0;

  constructor(source: string, names: Names, depth: number) {
    this.source = source;
    this.names = names;
    this.depth = depth;
  }

  run(): bigint {
    this.skip();
    if (this.at >= this.source.length) return 0n;
    const value = this.read(0);
    this.skip();
    if (this.at < this.source.length) throw this.fault('syntax error in expression');
    return value;
  }

  private read(binding: number): bigint {
    if (++this.nesting > 200) throw this.fault('expression recursion level exceeded');
    let left = this.readOperand();
    for (;;) {
      const operator = this.peek();
      if (operator === '?' && binding <= 3) {
        left = this.readChoice(left);
        continue;
      }
      const own = operator === undefined ? undefined : BINDING[operator];
      if (operator === undefined || own === undefined || own < binding) break;
      this.at += operator.length;
      left = this.readRight(left, operator, own);
    }
    this.nesting--;
    return left;
  }

  private readRight(left: bigint, operator: string, own: number): bigint {
    const isSettled = (operator === '&&' && left === 0n) || (operator === '||' && left !== 0n);
    if (isSettled) this.idle++;
    const start = this.skip();
    const right = this.read(operator === '**' ? own : own + 1);
    if (isSettled) this.idle--;
    if ((operator === '/' || operator === '%') && right === 0n) {
      if (this.idle > 0) return 0n;
      this.at = start;
      throw this.fault('division by 0');
    }
    return apply(operator, left, right);
  }

  private readChoice(condition: bigint): bigint {
    this.at++;
    if (condition === 0n) this.idle++;
    const first = this.read(2);
    if (condition === 0n) this.idle--;
    if (this.peek() !== ':') throw this.fault("`:' expected for conditional expression");
    this.at++;
    if (condition !== 0n) this.idle++;
    const second = this.read(2);
    if (condition !== 0n) this.idle--;
    return condition === 0n ? second : first;
  }

  private readOperand(): bigint {
    const operator = this.peek();
    switch (operator) {
      case '+':
      case '-':
      case '!':
      case '~': {
        this.at++;
        const value = this.read(14);
        if (operator === '+') return value;
        if (operator === '!') return value === 0n ? 1n : 0n;
        return wrap(operator === '-' ? -value : ~value);
      }
      case '++':
      case '--': {
        this.at += 2;
        this.skip();
        const name = this.takeName();
        if (name === undefined) return this.read(14); // --5 is 5, as in bash.
        return this.assign(name, wrap(this.valueOf(name) + (operator === '++' ? 1n : -1n)));
      }
      case '(': {
        this.at++;
        const value = this.read(0);
        if (this.peek() !== ')') throw this.fault("missing `)'");
        this.at++;
        return value;
      }
    }
    if (operator !== undefined) throw this.fault('syntax error: operand expected');
    const name = this.takeName();
    return name === undefined ? this.readNumber() : this.readVariable(name);
  }

  private readVariable(name: string): bigint {
    const operator = this.peek();
    if (operator === '++' || operator === '--') {
      this.at += 2;
      const value = this.valueOf(name);
      this.assign(name, wrap(value + (operator === '++' ? 1n : -1n)));
      return value;
    }
    const isAssignment =
      operator !== undefined && operator.endsWith('=') && !/^([=!]=|[<>]=)$/.test(operator);
    if (!isAssignment) return this.valueOf(name);
    this.at += operator.length;
    const start = this.skip();
    const right = this.read(2);
    const action = operator.slice(0, -1);
    if ((action === '/' || action === '%') && right === 0n && this.idle === 0) {
      this.at = start;
      throw this.fault('division by 0');
    }
    return this.assign(name, action === '' ? right : apply(action, this.valueOf(name), right));
  }

  private readNumber(): bigint {
    const start = this.at;
    const found = /(\d+)#([0-9a-zA-Z@_]+)|0[xX]([0-9a-fA-F]+)|(\d+)[\w]*/y;
    found.lastIndex = start;
    const match = found.exec(this.source);
    if (!match) throw this.fault('syntax error: operand expected');
    const [token, base, digits, hex, decimal] = match;
    if (hex !== undefined) {
      this.at += token.length;
      return wrap(BigInt(`0x${hex}`));
    }
    const radix = base !== undefined ? Number(base) : token.startsWith('0') ? 8 : 10;
    const value = radix > 64 ? undefined : digitsOf(digits ?? token, radix);
    if (value === undefined || (decimal !== undefined && decimal.length > 400)) {
      throw this.fault('value too great for base');
    }
    this.at += token.length;
    return value;
  }

  private valueOf(name: string): bigint {
    const text = this.names.get(name);
    if (text === undefined || text.trim() === '' || this.idle > 0) return 0n;
    return evaluateArithmetic(text, this.names, this.depth + 1);
  }

  private assign(name: string, value: bigint): bigint {
    if (this.idle === 0) this.names.set(name, String(value));
    return value;
  }

  private takeName(): string | undefined {
    const found = /[A-Za-z_]\w*/y;
    found.lastIndex = this.at;
    const name = found.exec(this.source)?.[0];
    if (name !== undefined) this.at += name.length;
    return name;
  }

  private peek(): string | undefined {
    this.skip();
    OPERATOR.lastIndex = this.at;
    return OPERATOR.exec(this.source)?.[0];
  }

  private skip(): number {
    while (/\s/.test(this.source[this.at] ?? '')) this.at++;
    return this.at;
  }

  private fault(message: string): ArithmeticFault {
    // bash names the whole expression, and what it had not read when it noticed.
    const token = this.source.slice(this.skip()) || this.source.trim().slice(-1);
    return new ArithmeticFault(`${this.source}: ${message} (error token is "${token}")`);
  }
}

function digitsOf(text: string, radix: number): bigint | undefined {
  let value = 0n;
  for (const character of text) {
    const digit = digitOf(character, radix);
    if (digit >= radix) return undefined;
    value = wrap(value * BigInt(radix) + BigInt(digit));
  }
  return value;
}

function digitOf(character: string, radix: number): number {
  if (/\d/.test(character)) return Number(character);
  if (/[a-z]/.test(character)) return character.charCodeAt(0) - 87;
  if (/[A-Z]/.test(character)) return character.charCodeAt(0) - (radix > 36 ? 29 : 55);
  return character === '@' ? 62 : 63;
}

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

const truth = (value: boolean): bigint => (value ? 1n : 0n);

const OPERATIONS: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  ',': (_, right) => right,
  '||': (left, right) => truth(left !== 0n || right !== 0n),
  '&&': (left, right) => truth(left !== 0n && right !== 0n),
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '&': (left, right) => left & right,
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<': (left, right) => truth(left < right),
  '<=': (left, right) => truth(left <= right),
  '>': (left, right) => truth(left > right),
  '>=': (left, right) => truth(left >= right),
  '<<': (left, right) => left << (right & 63n),
  '>>': (left, right) => left >> (right & 63n),
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0n ? 0n : left / right),
  '%': (left, right) => (right === 0n ? 0n : left % right),
  '**': power,
};

function apply(operator: string, left: bigint, right: bigint): bigint {
  return wrap(OPERATIONS[operator]?.(left, right) ?? 0n);
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) throw new ArithmeticFault('exponent less than 0');
  let value = 1n;
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) value = wrap(value * factor);
    factor = wrap(factor * factor);
  }
  return value;
}
