// The check that kubectl 1.2 and 1.3 make before they send a manifest: required fields, unknown fields, types. The texts are
// those of the swagger validator; unknown fields, which it names in random order, come sorted here.

import { parseFieldType, schema, type FieldType } from '../cluster/api/core/v1/schema.ts';

/** What is wrong with an object of a type such as v1.Service. */
export function checkSchema(typeName: string, object: unknown, path = ''): string[] {
  const fields = schema[typeName];
  if (!fields) return [];
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return [`expected type ${typeName}, for field ${path}, got ${goType(object)}`];
  }
  const given = object as Readonly<Record<string, unknown>>;
  const errors: string[] = [];
  for (const [key, text] of Object.entries(fields)) {
    if (parseFieldType(text).isRequired && (given[key] === undefined || given[key] === null)) {
      errors.push(`field ${key}: is required`);
    }
  }
  for (const key of Object.keys(given).sort()) {
    const value = given[key];
    const text = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (text === undefined) errors.push(`found invalid field ${key} for ${typeName}`);
    else if (value !== null) {
      errors.push(...checkField(parseFieldType(text), value, path === '' ? key : `${path}.${key}`));
    }
  }
  return errors;
}

function checkField(field: FieldType, value: unknown, path: string): string[] {
  if (field.isMap) return []; // Maps are not checked; wrong ones fail when they are decoded.
  if (!field.isList) return checkOne(field.type, value, path);
  if (!Array.isArray(value))
    return [`expected type array, for field ${path}, got ${goType(value)}`];
  return value.flatMap((item, index) => checkOne(field.type, item, `${path}[${index}]`));
}

function checkOne(type: string, value: unknown, path: string): string[] {
  const mismatch = (expected: string) => [
    `expected type ${expected}, for field ${path}, got ${goType(value)}`,
  ];
  switch (type) {
    case 'any':
    case 'int-or-string':
      return [];
    case 'string':
      return typeof value === 'boolean' || typeof value === 'object' ? mismatch('string') : [];
    case 'integer':
      return Number.isInteger(value) ? [] : mismatch('int');
    case 'boolean':
      return typeof value === 'boolean' ? [] : mismatch('bool');
    default:
      return checkSchema(type, value, path);
  }
}

function goType(value: unknown): string {
  if (value === null) return 'nil';
  if (Array.isArray(value)) return 'slice';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float64';
    default:
      return 'map';
  }
}
