// What the API server (and kubectl, with the same code) makes of a body, as Go decodes and encodes it: unknown fields are
// dropped without a word, empty ones are not kept, fields come in the order of the schema, and a value of the wrong type is
// refused. Bodies that are all this already come back as they are, so that structures stay shared.

import { fieldsOf, type Field } from './core/v1/schema.ts';
import { explainDecodeError } from './decodeError.ts';
import { canonicalQuantity } from './quantity.ts';
import { isInt32, isTime } from './scalars.ts';

/** A body that cannot be what it should be; the text is the API server's, with the byte where it stopped reading. */
export interface DecodeError {
  readonly error: string;
}

interface DecodeOptions {
  /** The JSON that the value was read from. */
  readonly sent?: string;
  /** An object of the type that is right: what the value has from it is not looked at again. */
  readonly known?: object | undefined;
}

const WRONG = Symbol('wrong');

export function isDecodeError(value: unknown): value is DecodeError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

/**
 * The value as a type of the schema, e.g. v1.Service. Positions in errors are those of the text that was sent, or without it
 * of compact JSON with sorted keys, as kubectl makes it of YAML.
 */
export function decode(
  typeName: string,
  value: unknown,
  { sent, known }: DecodeOptions = {},
): unknown {
  const decoded = decodeStruct(typeName, value, known);
  if (decoded !== WRONG) return decoded;
  return { error: explainDecodeError(typeName, value, sent) } satisfies DecodeError;
}

/** The same fields in the order of the schema, without those that are undefined. */
export function inOrder<T extends object>(typeName: string, object: T): T {
  const result: Record<string, unknown> = {};
  for (const name of fieldsOf(typeName)?.keys() ?? []) {
    const value = (object as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined) result[name] = value;
  }
  return result as T;
}

/** Pod specs that were right as they are, by identity: the pods of a controller have one. Only a memo. */
const rightPodSpecs = new WeakSet<object>();

function decodeStruct(typeName: string, value: unknown, known?: unknown): unknown {
  const fields = fieldsOf(typeName);
  if (!fields || (value === known && known !== undefined)) return value;
  if (value === null) return {};
  if (typeof value !== 'object') return WRONG;
  if (Array.isArray(value)) return value.length === 0 ? {} : WRONG;
  if (typeName !== 'v1.PodSpec') return decodeFields(typeName, fields, value, known);
  if (rightPodSpecs.has(value)) return value;
  const decoded = decodeFields(typeName, fields, value);
  if (decoded === value) rightPodSpecs.add(value);
  return decoded;
}

function decodeFields(
  typeName: string,
  fields: ReadonlyMap<string, Field>,
  value: object,
  known?: unknown,
): unknown {
  const given = value as Readonly<Record<string, unknown>>;
  const right = known as Readonly<Record<string, unknown>> | null | undefined;
  const keys = Object.keys(given);
  /** Made when the first field turns out to be not as it should. */
  let result: Record<string, unknown> | undefined;
  let last = -1;
  for (const [position, key] of keys.entries()) {
    const field = fields.get(key);
    const old = given[key];
    const rightOne = right?.[key];
    const made = field && (old === rightOne ? old : decodeKept(field, old, rightOne));
    if (made === WRONG) return WRONG;
    if (made === undefined || made !== old || (field?.index ?? 0) < last) {
      result ??= Object.fromEntries(keys.slice(0, position).map((each) => [each, given[each]]));
    }
    if (made === undefined) continue;
    if (result) result[key] = made;
    last = field?.index ?? last;
  }
  return result ? inOrder(typeName, result) : value;
}

/** undefined for a field that is not kept. */
function decodeKept(field: Field, old: unknown, known: unknown): unknown {
  if (old === undefined || isDropped(field, old)) return undefined;
  const made = decodeField(field, old, known);
  return made === WRONG || !isDropped(field, made) ? made : undefined;
}

/** Go has no null, and what is empty is not printed, unless the field says so or points to its value. */
function isDropped({ type, isList, isMap, isRequired, isPointer }: Field, value: unknown): boolean {
  if (value === null) return type !== 'time' || isPointer;
  if (isRequired || isPointer) return false;
  if (isList) return Array.isArray(value) && value.length === 0;
  if (isMap) return typeof value === 'object' && !Array.isArray(value) && isEmpty(value);
  return type !== 'int-or-string' && (value === '' || value === 0 || value === false);
}

function decodeField({ type, isList, isMap }: Field, value: unknown, known: unknown): unknown {
  if (isList) return decodeList(type, value, known);
  return isMap ? decodeMap(type, value) : decodeOne(type, value, known);
}

function decodeList(type: string, value: unknown, known: unknown): unknown {
  if (!Array.isArray(value)) {
    const isEmptyMap = typeof value === 'object' && value !== null && isEmpty(value);
    return isEmptyMap ? [] : WRONG;
  }
  const list = value as readonly unknown[];
  const right = Array.isArray(known) ? (known as readonly unknown[]) : [];
  let result: unknown[] | undefined;
  for (const [index, item] of list.entries()) {
    const decoded = decodeOne(type, item, right[index]);
    if (decoded === WRONG) return WRONG;
    if (decoded !== item) (result ??= [...list])[index] = decoded;
  }
  return result ?? list;
}

function decodeMap(type: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return WRONG;
  const map = value as Record<string, unknown>;
  let result: Record<string, unknown> | undefined;
  let previous = '';
  let isSorted = true;
  for (const key of Object.keys(map)) {
    const decoded = decodeOne(type, map[key]);
    if (decoded === WRONG) return WRONG;
    if (decoded !== map[key]) (result ??= { ...map })[key] = decoded;
    if (key < previous) isSorted = false;
    previous = key;
  }
  if (isSorted) return result ?? map;
  const pairs = Object.entries(result ?? map).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(pairs);
}

function decodeOne(type: string, value: unknown, known?: unknown): unknown {
  switch (type) {
    case 'any':
      return value;
    case 'string':
      return value === null ? '' : typeof value === 'string' ? value : WRONG;
    case 'boolean':
      return value === null ? false : typeof value === 'boolean' ? value : WRONG;
    case 'integer':
    case 'long':
      return decodeInteger(type, value);
    case 'int-or-string':
      if (value === null) return 0;
      return typeof value === 'string' || isInt32(value) ? value : WRONG;
    case 'quantity':
      return decodeQuantity(value);
    case 'time':
      return value === null || (typeof value === 'string' && isTime(value)) ? value : WRONG;
    default:
      return decodeStruct(type, value, known);
  }
}

/** Numbers in quotes are numbers. */
function decodeInteger(type: 'integer' | 'long', value: unknown): unknown {
  if (value === null) return 0;
  const isText = typeof value === 'string' && /^-?\d+$/.test(value);
  const number = isText ? Number(value) : value;
  const isRight = type === 'integer' ? isInt32(number) : Number.isSafeInteger(number);
  return isRight ? number : WRONG;
}

function decodeQuantity(value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return WRONG;
  return canonicalQuantity(String(value).trim()) ?? WRONG;
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
