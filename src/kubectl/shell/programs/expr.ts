// expr and bc, as far as people count with them.

import { print, printError, type Program } from '../../process.ts';
import { ArithmeticFault, evaluateArithmetic } from '../arithmetic.ts';
import { compare } from '../collation.ts';
import { expressionPattern } from '../patterns/pattern.ts';
import { PatternFault } from '../patterns/tree.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

const MISUSE = 2;

const NUMBER = /^-?\d{1,400}$/;

class ExprFault extends Error {}

function* expr({ words, state }: ProgramCall): Program {
  if (words.length === 0) {
    yield* printError("expr: missing operand\nTry 'expr --help' for more information.\n");
    return MISUSE;
  }
  try {
    const value = new Expression(words).run();
    yield* print(`${value}\n`);
    state.budget.work(words.length * 10);
    return value === '' || /^-?0+$/.test(value) ? 1 : 0;
  } catch (fault) {
    if (!(fault instanceof ExprFault) && !(fault instanceof PatternFault)) throw fault;
    yield* printError(`expr: ${fault.message}\n`);
    return MISUSE;
  }
}

const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
];

class Expression {
  private readonly words: readonly string[];
  private at = 0;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  run(): string {
    const value = this.read(0);
    if (this.at < this.words.length) throw new ExprFault('syntax error');
    return value;
  }

  private read(level: number): string {
    const operators = LEVELS[level];
    if (!operators) return this.readOperand();
    let left = this.read(level + 1);
    for (;;) {
      const operator = this.words[this.at];
      if (operator === undefined || !operators.includes(operator)) return left;
      this.at++;
      left = applyTo(left, operator, this.read(level + 1));
    }
  }

  private readOperand(): string {
    const word = this.words[this.at++];
    if (word === undefined) throw new ExprFault('syntax error');
    if (word === '(') {
      const value = this.read(0);
      if (this.words[this.at++] !== ')') throw new ExprFault('syntax error');
      return value;
    }
    if (word === 'length') return String([...this.readOperand()].length);
    if (word === 'substr') {
      const [text, from, count] = [this.readOperand(), this.readOperand(), this.readOperand()];
      return text.slice(Number(from) - 1, Number(from) - 1 + Number(count));
    }
    if (word === 'index') {
      const [text, characters] = [this.readOperand(), this.readOperand()];
      return String([...text].findIndex((each) => characters.includes(each)) + 1);
    }
    if (LEVELS.flat().includes(word)) throw new ExprFault('syntax error');
    return word;
  }
}

function applyTo(left: string, operator: string, right: string): string {
  const isNothing = (text: string) => text === '' || text === '0';
  switch (operator) {
    case '|':
      return isNothing(left) ? (isNothing(right) ? '0' : right) : left;
    case '&':
      return isNothing(left) || isNothing(right) ? '0' : left;
    case ':': {
      const match = expressionPattern(right).search(left);
      if (!match || match.start !== 0) return right.includes('\\(') ? '' : '0';
      return match.groups.length > 1 ? (match.groups[1] ?? '') : String(match.end);
    }
  }
  return LEVELS[2]?.includes(operator)
    ? compareTexts(left, operator, right)
    : String(calculate(left, operator, right));
}

function compareTexts(left: string, operator: string, right: string): string {
  const areNumbers = NUMBER.test(left) && NUMBER.test(right);
  const order = areNumbers ? Number(left) - Number(right) : compare(left, right);
  const truths: Readonly<Record<string, boolean>> = {
    '<': order < 0,
    '<=': order <= 0,
    '=': order === 0,
    '==': order === 0,
    '!=': order !== 0,
    '>=': order >= 0,
    '>': order > 0,
  };
  return truths[operator] ? '1' : '0';
}

function calculate(left: string, operator: string, right: string): bigint {
  if (!NUMBER.test(left) || !NUMBER.test(right)) throw new ExprFault('non-integer argument');
  const [a, b] = [BigInt(left), BigInt(right)];
  if ((operator === '/' || operator === '%') && b === 0n) throw new ExprFault('division by zero');
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

/** bc without fractions: one sum a line. */
function* bc({ stdin }: ProgramCall): Program {
  for (;;) {
    const line = yield* stdin.readLine();
    if (line === undefined) return 0;
    const text = line.trim();
    if (text === '' || text === 'quit' || text.startsWith('scale')) continue;
    const names = { get: () => '0', set: () => undefined };
    try {
      yield* print(`${evaluateArithmetic(text.replace(/\^/g, '**'), names)}\n`);
    } catch (fault) {
      if (!(fault instanceof ArithmeticFault)) throw fault;
      yield* printError('(standard_in) 1: syntax error\n');
    }
  }
}

export const exprPrograms: Readonly<Record<string, ShellProgram>> = { expr, bc };
