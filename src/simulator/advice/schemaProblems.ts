// What kubectl refuses before it sends anything: unknown and missing fields, wrong types, kinds that nobody knows. Each on its
// line, with what was probably meant: another spelling, or a field that slipped into the wrong place.

import {
  parseFieldType,
  schema,
  fieldsOf,
  type FieldType,
} from '../../cluster/api/core/v1/schema.ts';
import { resources, typeNameOf } from '../../cluster/api/kinds.ts';
import { manifestsOf } from '../../kubectl/manifests.ts';
import { checkSchema, type SchemaError } from '../../kubectl/schemaCheck.ts';
import { formatFieldPath, parseFieldPath, type FieldPath } from './fieldPath.ts';
import { isPlain, type ManifestText, type TextObject } from './manifestText.ts';
import { nearest } from './nearest.ts';
import type { Fix, Problem } from './problem.ts';

/** What is wrong with the fields of an object. */
export function schemaProblems(object: TextObject): Problem[] {
  const typeName = typeNameOf(object.resource);
  const errors = checkSchema(typeName, object.value);
  if (errors.length > 0) return errors.map((error) => problemOf(object, error));
  return wrongScalars(typeName, object.value, []).map((path) => quoteProblem(object, path));
}

function problemOf(object: TextObject, error: SchemaError): Problem {
  const path = parseFieldPath(error.path);
  const fixes = error.unknown ? fixesOf(object, path, error.unknown) : [];
  const found = { severity: 'error', source: 'kubectl', fixes } as const;
  if (error.unknown) {
    const { field, typeName } = error.unknown;
    const message = `${error.path}: found invalid field ${field} for ${typeName}`;
    return { ...found, rule: 'unknownField', message, range: object.keyRangeOf(path) };
  }
  if (error.missing !== undefined) {
    const place = error.path === '' ? error.missing : `${error.path}.${error.missing}`;
    const message = `${place}: field ${error.missing}: is required`;
    return { ...found, rule: 'missingField', message, range: object.keyRangeOf(path) };
  }
  const message = `${error.path}: ${error.text}`;
  return { ...found, rule: 'wrongType', message, range: object.rangeOf(path) };
}

function fixesOf(
  object: TextObject,
  path: FieldPath,
  { field, typeName }: { readonly field: string; readonly typeName: string },
): Fix[] {
  const names = Object.keys(schema[typeName] ?? {});
  const sameLetters = names.find((name) => name.toLowerCase() === field.toLowerCase());
  if (sameLetters !== undefined) return object.renameKey(path, sameLetters);
  const home = homesOf(object, path, field)[0];
  const moved = home
    ? object.move(`Move to ${formatFieldPath(home) || 'the top'}`, path, home)
    : [];
  const near = nearest(field, names);
  return near === undefined ? moved : [...object.renameKey(path, near), ...moved];
}

/** Mappings of the object that have such a field and lack it, the nearest first. */
function homesOf(object: TextObject, path: FieldPath, field: string): FieldPath[] {
  const homes: FieldPath[] = [];
  visit(typeNameOf(object.resource), object.value, []);
  const from = path.slice(0, -1);
  return homes.sort((one, other) => distance(from, one) - distance(from, other));

  function visit(typeName: string, value: unknown, at: FieldPath): void {
    const fields = fieldsOf(typeName);
    if (!fields || !isPlain(value)) return;
    if (fields.has(field) && !Object.hasOwn(value, field)) homes.push(at);
    for (const [name, { type, isList }] of fields) {
      const inner = value[name];
      if (isList && Array.isArray(inner)) {
        for (const [index, item] of inner.entries()) visit(type, item, [...at, name, index]);
      } else if (!isList) visit(type, inner, [...at, name]);
    }
  }
}

/** How many steps lead from one place to the other. */
function distance(one: FieldPath, other: FieldPath): number {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared++;
  return one.length + other.length - 2 * shared;
}

/** Texts that are not written as texts: kubectl's check lets numbers pass, and the decoder then stops. */
function wrongScalars(typeName: string, value: unknown, at: FieldPath): FieldPath[] {
  const fields = schema[typeName];
  if (!fields || !isPlain(value)) return [];
  return Object.entries(fields).flatMap(([name, text]): FieldPath[] => {
    const field = parseFieldType(text);
    const inner = value[name];
    const place = [...at, name];
    if (field.isMap) {
      return isPlain(inner) && field.type === 'string'
        ? Object.keys(inner)
            .filter((key) => isBare(inner[key]))
            .map((key) => [...place, key])
        : [];
    }
    const items = field.isList && Array.isArray(inner) ? inner : [inner];
    return items.flatMap((item, index) =>
      wrongItem(field, item, field.isList ? [...place, index] : place),
    );
  });
}

function wrongItem({ type }: FieldType, value: unknown, at: FieldPath): FieldPath[] {
  if (type === 'string') return isBare(value) ? [at] : [];
  return wrongScalars(type, value, at);
}

function isBare(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function quoteProblem(object: TextObject, path: FieldPath): Problem {
  const value = path.reduce<unknown>(
    (node, part) => (node as Readonly<Record<string | number, unknown>>)[part],
    object.value,
  );
  const title = `Put ${String(value)} in quotes`;
  return {
    severity: 'error',
    source: 'kubectl',
    rule: 'wantsText',
    message: `${formatFieldPath(path)}: json: expect char '"' but got char '${String(value).charAt(0)}': a text is wanted, ${String(value)} is ${typeof value === 'number' ? 'a number' : 'true or false'}`,
    range: object.rangeOf(path),
    fixes: object.set(path, `"${String(value)}"`).map(({ edits }) => ({ title, edits })),
  };
}

/** What keeps kubectl from making an object of a document at all. */
export function kindProblems(text: ManifestText, name: string): Problem[] {
  return text.documents.flatMap((document): Problem[] => {
    const { value, places } = document;
    if (value === null) return [];
    const manifests = manifestsOf(document, { source: name, isValidated: true });
    if (!('problem' in manifests)) return [];
    const message = bareProblem(manifests.problem);
    const given = isPlain(value) ? value.kind : undefined;
    const isKnown = given === 'List' || resources.some(({ kind }) => kind === given);
    const isVersion = /API version|apiVersion/i.test(message);
    if (isKnown && !isVersion && !message.startsWith('kind not set')) return [];
    const kinds = [...resources.map(({ kind }) => kind as string), 'List'];
    const near = isVersion ? 'v1' : nearest(typeof given === 'string' ? given : '', kinds);
    const field = isVersion ? 'apiVersion' : 'kind';
    const edits = near === undefined ? [] : places.replace([field], near);
    return [
      {
        severity: 'error',
        source: 'kubectl',
        rule: 'unknownKind',
        message: `${field}: ${message}`,
        range: places.has([field]) ? places.rangeOf([field]) : places.keyRangeOf([]),
        fixes: edits.length > 0 ? [{ title: `Set ${field} to ${near}`, edits }] : [],
      },
    ];
  });
}

/** Without what kubectl says before and behind it of every mistake. */
function bareProblem(problem: string): string {
  return problem
    .replace(/^error validating "[^"]*": error validating data: /, '')
    .replace(/^unable to decode "[^"]*": /, '')
    .replace(/; if you choose to ignore these errors.*$/, '');
}
