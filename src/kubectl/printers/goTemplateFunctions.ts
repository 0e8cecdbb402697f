// The functions of Go templates, with kubectl's own `exists`.

import { byteLength } from '../../cluster/api/goJson.ts';
import { formatGoValue } from './goText.ts';

type TemplateFunction = (...args: readonly unknown[]) => unknown;

/** A mistake in a call; the caller says where. */
export class CallError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** As Go's templates see it: empty texts, lists and maps, zero, false and nothing are false. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') {
    return false;
  }
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

export const functions: Readonly<Record<string, TemplateFunction>> = {
  and: (...args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1),
  or: (...args) => args.find(isTrue) ?? args.at(-1),
  not: (arg) => !isTrue(arg),
  len: (arg) => {
    if (typeof arg === 'string') return new Integer(byteLength(arg));
    if (Array.isArray(arg)) return new Integer(arg.length);
    if (isMap(arg)) return new Integer(Object.keys(arg).length);
    throw new CallError(`error calling len: len of type ${goType(arg)}`);
  },
  index: (item, ...keys) => keys.reduce(indexOnce, item),
  exists: (item, ...keys) => {
    let value: unknown = item;
    for (const key of keys) {
      const has = Array.isArray(value)
        ? Number(unwrap(key)) >= 0 && Number(unwrap(key)) < value.length
        : isMap(value);
      if (!has) return false;
      value = indexOnce(value, key);
    }
    return value !== null && value !== undefined;
  },
  print: (...args) => sprint(args),
  println: (...args) => `${args.map(show).join(' ')}\n`,
  printf: (format, ...args) => sprintf(String(format), args),
  html: (...args) => sprint(args).replace(/[&<>"']/g, (char) => HTML[char] ?? char),
  js: (...args) => sprint(args).replace(/[\\'"<>]/g, (char) => `\\${char}`),
  urlquery: (...args) => encodeURIComponent(sprint(args)).replaceAll('%20', '+'),
  eq: (first, ...others) => others.some((other) => isEqual(first, other)),
  ne: (first, other) => !isEqual(first, other),
  lt: (first, other) => order(first, other) < 0,
  le: (first, other) => order(first, other) <= 0,
  gt: (first, other) => order(first, other) > 0,
  ge: (first, other) => order(first, other) >= 0,
};

/** How many arguments a function wants at least. */
export const fewestArguments: Readonly<Record<string, number>> = {
  and: 1,
  or: 1,
  not: 1,
  len: 1,
  index: 1,
  exists: 1,
  printf: 1,
  eq: 2,
  ne: 2,
  lt: 2,
  le: 2,
  gt: 2,
  ge: 2,
};

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** A Go int: a literal of the template or a length. Numbers of JSON are floats, and the two are never equal. */
export class Integer {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export function unwrap(value: unknown): unknown {
  return value instanceof Integer ? value.value : value;
}

/** A value as it is printed. */
export function show(value: unknown): string {
  if (value instanceof Integer) return String(value.value);
  return value === undefined ? '<no value>' : formatGoValue(value);
}

/** fmt.Sprint: a blank between two operands when neither is a text. */
function sprint(args: readonly unknown[]): string {
  return args
    .map((arg, index) => {
      const isApart = index > 0 && typeof arg !== 'string' && typeof args[index - 1] !== 'string';
      return (isApart ? ' ' : '') + show(arg);
    })
    .join('');
}

const VERB = /%([-+# 0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g;
const WIDEST = 1000;

function sprintf(format: string, args: readonly unknown[]): string {
  let text = '';
  let next = 0;
  let end = 0;
  for (const match of format.matchAll(VERB)) {
    const [whole, flags = '', width = '', precision, verb = ''] = match;
    text += format.slice(end, match.index);
    end = match.index + whole.length;
    if (verb === '%') text += '%';
    else if (next >= args.length) text += `%!${verb}(MISSING)`;
    else {
      const shown = formatVerb(verb, args[next++], precision);
      const size = Math.min(Number(width), WIDEST);
      text += flags.includes('-')
        ? shown.padEnd(size)
        : shown.padStart(size, flags.includes('0') ? '0' : ' ');
    }
  }
  text += format.slice(end);
  const extra = args.slice(next).map((arg) => `${goType(arg)}=${show(arg)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

function formatVerb(verb: string, arg: unknown, precision: string | undefined): string {
  const value = unwrap(arg);
  const wrong = `%!${verb}(${goType(arg)}=${show(arg)})`;
  switch (verb) {
    case 'v':
      return arg === undefined ? '<no value>' : show(arg);
    case 's':
      return typeof value === 'number' || typeof value === 'boolean' ? wrong : show(arg);
    case 'q':
      return typeof value === 'string' ? JSON.stringify(value) : wrong;
    case 'd':
      return arg instanceof Integer ? String(arg.value) : wrong;
    case 'f':
      return typeof arg === 'number' ? arg.toFixed(Math.min(Number(precision ?? 6), 20)) : wrong;
    case 't':
      return typeof value === 'boolean' ? String(value) : wrong;
    case 'T':
      return goType(arg);
    default:
      return wrong;
  }
}

function indexOnce(item: unknown, key: unknown): unknown {
  if (Array.isArray(item)) {
    const at = unwrap(key);
    if (typeof at !== 'number' || !(key instanceof Integer)) {
      throw new CallError(`error calling index: cannot index slice/array with type ${goType(key)}`);
    }
    if (at < 0 || at >= item.length) {
      throw new CallError(`error calling index: index out of range: ${at}`);
    }
    return item[at] as unknown;
  }
  if (isMap(item)) {
    if (typeof key !== 'string') {
      throw new CallError(`error calling index: value has type ${goType(key)}; should be string`);
    }
    return Object.hasOwn(item, key) ? item[key] : undefined;
  }
  if (item === null || item === undefined) {
    throw new CallError('error calling index: index of untyped nil');
  }
  throw new CallError(`error calling index: can't index item of type ${goType(item)}`);
}

function isEqual(one: unknown, other: unknown): boolean {
  if (kindOf(one) !== kindOf(other)) {
    throw new CallError('error calling eq: incompatible types for comparison');
  }
  return unwrap(one) === unwrap(other);
}

function order(one: unknown, other: unknown): number {
  if (kindOf(one) !== kindOf(other)) {
    throw new CallError('error calling lt: incompatible types for comparison');
  }
  const [a, b] = [unwrap(one) as string | number, unwrap(other) as string | number];
  return a < b ? -1 : a > b ? 1 : 0;
}

function kindOf(value: unknown): string {
  if (value instanceof Integer) return 'int';
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') {
    return typeof value;
  }
  throw new CallError('error calling eq: invalid type for comparison');
}

export function goType(value: unknown): string {
  if (value instanceof Integer) return 'int';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return '[]interface {}';
  return value === null || value === undefined ? '<nil>' : 'map[string]interface {}';
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Integer)
  );
}
