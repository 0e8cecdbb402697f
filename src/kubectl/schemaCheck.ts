// The check that kubectl 1.2 and 1.3 make before they send a manifest: required fields, unknown fields, types. The texts are
// those of the swagger validator; unknown fields, which it names in random order, come sorted here.

import { parseFieldType, schema, type FieldType } from '../cluster/api/core/v1/schema.ts';

/** What is wrong with an object of a type such as v1.Service. */
export function checkSchema(typeName: string, object: unknown, path = ''): string[] {
  const fields = schema[typeName];
  if (!fields) return [];
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return [
      `field ${path}: expected object of type map[string]interface{}, but the actual type is ${typeOf(object)}`,
    ];
  }
  const given = object as Readonly<Record<string, unknown>>;
  const errors: string[] = [];
  for (const [key, text] of Object.entries(fields)) {
    // A field that is there without a value counts as given.
    if (parseFieldType(text).isRequired && !Object.hasOwn(given, key)) {
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
  if (!Array.isArray(value)) return [mismatch('array', value, path)];
  return value.flatMap((item, index) => checkOne(field.type, item, `${path}[${index}]`));
}

function checkOne(type: string, value: unknown, path: string): string[] {
  if (value === null) return [`unexpected nil value for field ${path}`];
  switch (type) {
    case 'any':
    case 'int-or-string':
      return [];
    case 'time':
    case 'quantity':
    case 'string': // Numbers pass; they fail when they are decoded.
      return typeof value === 'string' || typeof value === 'number'
        ? []
        : [mismatch('string', value, path)];
    case 'long':
    case 'integer': // Fractions too.
      return typeof value === 'number' ? [] : [mismatch('int', value, path)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [mismatch('bool', value, path)];
    default:
      return checkSchema(type, value, path);
  }
}

function mismatch(expected: string, value: unknown, path: string): string {
  return `expected type ${expected}, for field ${path}, got ${kindOf(value)}`;
}

/** Go's reflect.Kind of a decoded JSON value. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    default:
      return 'map';
  }
}

/** Go's name of that type, as %T prints it. */
function typeOf(value: unknown): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  return typeof value === 'object' ? 'map[string]interface {}' : kindOf(value);
}
