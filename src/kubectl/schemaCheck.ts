// The check that kubectl 1.2 and 1.3 make before they send a manifest: required fields, unknown fields, types. The texts are
// those of the swagger validator; unknown fields, which it names in random order, come sorted here.

import { parseFieldType, schema, type FieldType } from '../cluster/api/core/v1/schema.ts';

/** One mistake: kubectl prints the text alone, which does not always say where it is. */
export interface SchemaError {
  /** Such as spec.ports[0].nodePort; '' is the object itself. Of a field that is missing, what it is missing in. */
  readonly path: string;
  readonly text: string;
  /** A field that its type does not have. */
  readonly unknown?: { readonly field: string; readonly typeName: string };
  /** A field that is missing. */
  readonly missing?: string;
}

/** What is wrong with an object of a type such as v1.Service. */
export function checkSchema(typeName: string, object: unknown, path = ''): SchemaError[] {
  const fields = schema[typeName];
  if (!fields) return [];
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    const text = `field ${path}: expected object of type map[string]interface{}, but the actual type is ${typeOf(object)}`;
    return [{ path, text }];
  }
  const given = object as Readonly<Record<string, unknown>>;
  const errors: SchemaError[] = [];
  for (const [key, text] of Object.entries(fields)) {
    // A field that is there without a value counts as given.
    if (parseFieldType(text).isRequired && !Object.hasOwn(given, key)) {
      errors.push({ path, text: `field ${key}: is required`, missing: key });
    }
  }
  for (const key of Object.keys(given).sort()) {
    const value = given[key];
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const place = path === '' ? key : `${path}.${key}`;
    if (type === undefined) {
      const text = `found invalid field ${key} for ${typeName}`;
      errors.push({ path: place, text, unknown: { field: key, typeName } });
    } else if (value !== null) errors.push(...checkField(parseFieldType(type), value, place));
  }
  return errors;
}

function checkField(field: FieldType, value: unknown, path: string): SchemaError[] {
  if (field.isMap) return []; // Maps are not checked; wrong ones fail when they are decoded.
  if (!field.isList) return checkOne(field.type, value, path);
  if (!Array.isArray(value)) return [mismatch('array', value, path)];
  return value.flatMap((item, index) => checkOne(field.type, item, `${path}[${index}]`));
}

function checkOne(type: string, value: unknown, path: string): SchemaError[] {
  if (value === null) return [{ path, text: `unexpected nil value for field ${path}` }];
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

function mismatch(expected: string, value: unknown, path: string): SchemaError {
  return { path, text: `expected type ${expected}, for field ${path}, got ${kindOf(value)}` };
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
