// awk's values: numbers, texts, texts that look like numbers because they were read, and nothing yet.

import { AwkFault } from './tree.ts';

/** Read from input: compares as a number if it looks like one. */
interface NumericText {
  readonly text: string;
  readonly number: number;
}

export type Value = number | string | NumericText | undefined;

const NUMBER = /^[ \t\n]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)[ \t\n]*$/;
const PREFIX = /^[ \t\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;

/** What a field or a line is. */
export function inputValue(text: string): Value {
  const found = NUMBER.exec(text);
  return found ? { text, number: Number(found[1]) } : text;
}

export function numberOf(value: Value): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'object') return value.number;
  return Number(PREFIX.exec(value)?.[0] ?? 0);
}

export function textOf(value: Value, format = '%.6g'): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return value.text;
  return numberText(value, format);
}

function numberText(value: number, format: string): string {
  if (Number.isInteger(value))
    return Math.abs(value) < 1e15 ? String(value || 0) : integerText(value);
  if (Number.isNaN(value)) return '-nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const digits = Number(/^%\.(\d+)g$/.exec(format)?.[1] ?? 6);
  const text = value.toPrecision(Math.min(100, Math.max(1, digits)));
  return shortest(text);
}

function integerText(value: number): string {
  return Number.isFinite(value) ? BigInt(value).toString() : value < 0 ? '-inf' : 'inf';
}

/** %g drops zeros at the end and writes exponents with two digits. */
function shortest(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const power = Number(exponent ?? 0);
  if (exponent === undefined) {
    // toPrecision writes 0.00001234 where %g has an exponent.
    return Math.abs(Number(text)) < 1e-4 && Number(text) !== 0
      ? shortest(Number(text).toExponential(text.replace(/^-?0\.0*/, '').length - 1))
      : short;
  }
  return `${short}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

export function isTrue(value: Value): boolean {
  if (value === undefined) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'object') return value.number !== 0;
  return value !== '';
}

/** Negative, 0 or positive: as numbers when both are, else as texts. */
export function compareValues(one: Value, other: Value): number {
  if (typeof one !== 'string' && typeof other !== 'string') return numberOf(one) - numberOf(other);
  const [a, b] = [textOf(one), textOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The result of + - * / % ^. */
export function calculate(operator: string, one: number, other: number): number {
  switch (operator) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '^':
      return one ** other;
    case '/':
      if (other === 0) throw new AwkFault('division by zero attempted');
      return one / other;
    default:
      if (other === 0) throw new AwkFault("division by zero attempted in `%'");
      return one % other;
  }
}
