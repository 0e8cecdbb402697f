// Why a body cannot be decoded, in the words of the JSON decoder that Kubernetes 1.3 uses, with the byte where it stopped.

import { parseFieldType, schema, type FieldType } from './core/v1/schema.ts';

import { byteLength, goJson } from './goJson.ts';
import { parseQuantity } from './quantity.ts';
import { isInt32, isTime } from './scalars.ts';

/** The text for a value that is not of the type. See decode() for `sent`. */
export function explainDecodeError(typeName: string, value: unknown, sent?: string): string {
  const reader = new Reader(sent);
  reader.readOne(typeName, value);
  return reader.problem ?? 'json: invalid value';
}

/** Reads the JSON of a value from left to right and stops at the first mistake. */
class Reader {
  problem: string | undefined;
  private readonly sent: string | undefined;
  private bytes = 0;

  constructor(sent: string | undefined) {
    this.sent = sent;
  }

  readOne(type: string, value: unknown): void {
    const fields = schema[type];
    if (fields) {
      this.readStruct(fields, value);
      return;
    }
    const problem = value === null ? undefined : wrongScalar(type, value);
    if (problem === undefined) this.skip(value);
    else if (WITHOUT_POSITION.includes(type)) this.stop(problem, false);
    else {
      this.bytes += readBefore(problem, value);
      this.stop(problem);
    }
  }

  private readStruct(fields: Readonly<Record<string, string>>, value: unknown): void {
    if (value === null || (Array.isArray(value) && value.length === 0)) {
      this.skip(value);
      return;
    }
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.stop('only encoded map or array can be decoded into a struct', false);
      return;
    }
    this.readPairs(value, (key, item) => {
      const text = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (text === undefined || item === null) this.skip(item);
      else this.readField(parseFieldType(text), item);
    });
  }

  private readField({ type, isList, isMap }: FieldType, value: unknown): void {
    if (isMap) this.readMap(type, value);
    else if (isList) this.readList(type, value);
    else this.readOne(type, value);
  }

  private readMap(type: string, value: unknown): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.stop(expected('{', value));
      return;
    }
    this.readPairs(value, (_, item) => this.readOne(type, item));
  }

  /** A map is read as a list of its keys and values, which then are not what they should be. */
  private readList(type: string, value: unknown): void {
    if (!Array.isArray(value)) {
      if (typeof value === 'object' && value !== null) {
        const [key] = this.keysOf(value);
        if (key !== undefined) this.readOne(type, key);
        this.problem ??= 'only encoded map or array can be decoded into a struct';
      } else this.stop('only encoded map or array can be decoded into a slice (0)');
      return;
    }
    this.bytes += 1;
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      if (index > 0) this.bytes += 1;
      this.readOne(type, item);
      if (this.problem) return;
    }
    this.bytes += 1;
  }

  private readPairs(value: object, read: (key: string, item: unknown) => void): void {
    this.bytes += 1;
    for (const [index, key] of this.keysOf(value).entries()) {
      this.bytes += (index > 0 ? 1 : 0) + byteLength(goJson(key)) + 1;
      read(key, (value as Readonly<Record<string, unknown>>)[key]);
      if (this.problem) return;
    }
    this.bytes += 1;
  }

  private keysOf(value: object): string[] {
    const keys = Object.keys(value);
    return this.sent === undefined ? keys.sort() : keys;
  }

  private skip(value: unknown): void {
    this.bytes += byteLength(goJson(value));
  }

  /** The position is that of the first byte that was wrong, counted from 1. */
  private stop(problem: string, hasPosition = true): void {
    const position =
      this.sent === undefined ? this.bytes + 1 : positionWithBlanks(this.sent, this.bytes + 1);
    this.problem = hasPosition ? `[pos ${position}]: ${problem}` : problem;
  }
}

/** Of a position in compact JSON the one in the text as it was sent, with its blanks and line ends. */
function positionWithBlanks(sent: string, compact: number): number {
  let [bytes, counted] = [0, 0];
  let isInString = false;
  let isEscaped = false;
  for (const character of sent) {
    const length = byteLength(character);
    bytes += length;
    if (isInString || !' \t\r\n'.includes(character)) counted += length;
    if (counted >= compact) return bytes;
    if (character === '"' && !isEscaped) isInString = !isInString;
    isEscaped = character === '\\' && !isEscaped;
  }
  return bytes;
}

/** Types that read their own text, and do not know where it is. */
const WITHOUT_POSITION = ['quantity', 'time', 'int-or-string'];

function wrongScalar(type: string, value: unknown): string | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? undefined : expected('"', value);
    case 'boolean':
      return typeof value === 'boolean'
        ? undefined
        : `json: decode bool: got first char ${firstOf(value)}`;
    case 'integer':
    case 'long':
      return wrongInteger(type, value);
    case 'int-or-string':
      return typeof value === 'string' || isInt32(value)
        ? undefined
        : `json: cannot unmarshal ${goKind(value)} into Go value of type int32`;
    case 'quantity':
      return wrongQuantity(value);
    case 'time':
      return wrongTime(value);
    default:
      return undefined;
  }
}

/** Numbers in quotes are numbers. */
function wrongInteger(type: string, value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : goJson(value);
  if (!/^[-+.0-9]/.test(text)) {
    return `json: decNum: got first char '${text === '' ? '"' : text.charAt(0)}'`;
  }
  if (!Number.isInteger(Number(text))) return 'json: fractional integer';
  const isRight = type === 'integer' ? isInt32(Number(text)) : Number.isSafeInteger(Number(text));
  return isRight ? undefined : `json: overflow ${type === 'integer' ? 32 : 64} bits: `;
}

/** A number is read to its end before it is found wrong; of a text only its quote. */
function readBefore(problem: string, value: unknown): number {
  if (problem.startsWith('json: decNum')) return typeof value === 'string' ? 1 : 0;
  return /fractional|overflow/.test(problem) ? byteLength(goJson(value)) - 1 : 0;
}

function wrongQuantity(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : goJson(value);
  const quantity = parseQuantity(text);
  return typeof quantity === 'string' ? quantity : undefined;
}

function wrongTime(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return `json: cannot unmarshal ${goKind(value)} into Go value of type string`;
  }
  if (isTime(value)) return undefined;
  return `parsing time ${goJson(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${goJson(value)} as "2006"`;
}

function expected(character: string, got: unknown): string {
  return `json: expect char '${character}' but got char '${firstOf(got)}'`;
}

function firstOf(value: unknown): string {
  return goJson(value).charAt(0);
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return `number ${value}`;
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
