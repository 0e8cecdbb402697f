// What the API server makes of a body: unknown fields are dropped without a word, and a value of the wrong type is refused.
// Bodies that are right already come back as they are, so that structures stay shared.

import { parseFieldType, schema, type FieldType } from './core/v1/schema.ts';

/** A body that cannot be what it should be; the text is the API server's. */
export interface DecodeError {
  readonly error: string;
}

export function isDecodeError(value: unknown): value is DecodeError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

/** The value as a type of the schema, e.g. v1.Service. */
export function decode(typeName: string, value: unknown): unknown {
  const fields = schema[typeName];
  if (!fields) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { error: expected('{', value) } satisfies DecodeError;
  }
  const given = value as Record<string, unknown>;
  let result: Record<string, unknown> | undefined;
  for (const key of Object.keys(given)) {
    const text = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const old = given[key];
    const isDropped = text === undefined || (old === null && key !== 'creationTimestamp');
    const decoded = isDropped ? undefined : decodeField(parseFieldType(text), old);
    if (isDecodeError(decoded)) return decoded;
    if (isDropped || decoded !== old) result ??= { ...given };
    if (isDropped) delete result?.[key];
    else if (decoded !== old && result) result[key] = decoded;
  }
  return result ?? value;
}

function decodeField(field: FieldType, value: unknown): unknown {
  if (value === null || field.type === 'any') return value;
  const { type, isList, isMap } = field;
  if (isList) {
    if (!Array.isArray(value)) return { error: expected('[', value) };
    return sameOr(
      value,
      value.map((item) => decodeOne(type, item)),
    );
  }
  if (isMap) {
    if (typeof value !== 'object' || Array.isArray(value)) return { error: expected('{', value) };
    for (const item of Object.values(value)) {
      if (typeof item !== 'string') return { error: expected('"', item) };
    }
    return value;
  }
  return decodeOne(type, value);
}

function decodeOne(type: string, value: unknown): unknown {
  switch (type) {
    case 'any':
      return value;
    case 'string':
      return typeof value === 'string' ? value : { error: expected('"', value) };
    case 'boolean':
      return typeof value === 'boolean' ? value : { error: expected('t', value) };
    case 'integer':
      if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
      return Number.isSafeInteger(value) ? value : { error: expected('0', value) };
    case 'int-or-string':
      return typeof value === 'string' || Number.isSafeInteger(value)
        ? value
        : { error: expected('"', value) };
    default:
      return decode(type, value);
  }
}

/** The old list if nothing in it changed; the first error if there is one. */
function sameOr(old: readonly unknown[], decoded: readonly unknown[]): unknown {
  const wrong = decoded.find(isDecodeError);
  if (wrong) return wrong;
  return decoded.every((item, index) => item === old[index]) ? old : decoded;
}

function expected(character: string, got: unknown): string {
  const first = (JSON.stringify(got) ?? 'null').charAt(0);
  return `json: expect char '${character}' but got char '${first}'`;
}
