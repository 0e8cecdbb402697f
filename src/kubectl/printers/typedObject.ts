// kubectl reads templates of one object against Go's types, where a field without a value is its zero: '' or 0, not missing.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { fieldsOf, type Field } from '../../cluster/api/core/v1/schema.ts';

const ZEROS: Readonly<Record<string, unknown>> = {
  string: '',
  integer: 0,
  long: 0,
  boolean: false,
};

/** The object with the zeros of its own fields and of the objects in it. */
export function withZeros(object: ApiObject): unknown {
  return complete(`v1.${object.kind}`, object);
}

function complete(typeName: string, value: unknown): unknown {
  const fields = fieldsOf(typeName);
  if (!fields || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const completed: Record<string, unknown> = { ...given };
  for (const [name, field] of fields) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const filled = own === undefined ? zeroOf(field) : completeField(field, own);
    if (filled !== undefined) completed[name] = filled;
  }
  return completed;
}

/** A pointer without a value points to nothing; a structure without one is left out, too. */
function zeroOf({ type, isList, isMap, isPointer }: Field): unknown {
  if (isList) return [];
  if (isMap) return {};
  return !isPointer && Object.hasOwn(ZEROS, type) ? ZEROS[type] : undefined;
}

function completeField({ type, isList, isMap }: Field, value: unknown): unknown {
  if (isMap) return value;
  return isList && Array.isArray(value)
    ? value.map((item) => complete(type, item))
    : complete(type, value);
}
