// kubectl reads templates of one object against Go's types, where a field without a value is its zero: '' or 0, not missing.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { parseFieldType, schema } from '../../cluster/api/core/v1/schema.ts';

const ZEROS: Readonly<Record<string, unknown>> = { string: '', integer: 0, boolean: false };

/** The object with the zeros of its own fields and of the objects in it. */
export function withZeros(object: ApiObject): unknown {
  return complete(`v1.${object.kind}`, object);
}

function complete(typeName: string, value: unknown): unknown {
  const fields = schema[typeName];
  if (!fields || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const completed: Record<string, unknown> = { ...given };
  for (const [name, text] of Object.entries(fields)) {
    const { type, isList, isMap } = parseFieldType(text);
    const field = Object.hasOwn(given, name) ? given[name] : undefined;
    if (field === undefined) {
      if (isList) completed[name] = [];
      else if (isMap) completed[name] = {};
      else if (Object.hasOwn(ZEROS, type)) completed[name] = ZEROS[type];
    } else if (isList && Array.isArray(field)) {
      completed[name] = field.map((item) => complete(type, item));
    } else if (!isMap) completed[name] = complete(type, field);
  }
  return completed;
}
