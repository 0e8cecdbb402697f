// Documents as kubectl 1.0 reads them: no schema check, names of fields in any case, and texts of Go's own JSON decoder.

import { parseFieldType, schema } from '../cluster/api/core/v1/schema.ts';
import { parseQuantity } from '../cluster/api/quantity.ts';
import { resources } from '../cluster/api/kinds.ts';
import type { ObjectMeta } from '../cluster/api/meta.ts';
import type { JSONDocument } from './documents.ts';
import { formatJSON } from './json/formatJSON.ts';
import type { Manifest } from './manifests.ts';

type Plain = Readonly<Record<string, unknown>>;

/** The objects of a document, or why it is skipped. */
export function manifestsOf10(
  document: JSONDocument,
  source: string,
): readonly Manifest[] | { readonly skipped: string } {
  const { json, value } = document;
  const quoted = JSON.stringify(source);
  if (!isPlain(value)) {
    const text = `json: cannot unmarshal ${jsonType(value)} into Go value of type runtime.TypeMeta`;
    return { skipped: `unable to get type info from ${quoted}: ${text}` };
  }
  const { kind, apiVersion, ...others } = fold(value, ['kind', 'apiVersion', 'items']);
  for (const [name, text] of [
    ['Kind', kind],
    ['apiVersion', apiVersion],
  ] as const) {
    if (typeof text === 'string' && text !== '') continue;
    return {
      skipped: `unable to get type info from ${quoted}: Object '${name}' is missing in '${json}'`,
    };
  }
  if (apiVersion !== 'v1') {
    return {
      skipped: `API version ${JSON.stringify(apiVersion)} in ${quoted} isn't supported, only supports API versions ["v1"]`,
    };
  }
  if (kind === 'List') return itemsOf(others.items, source);
  const resource = resources.find((each) => each.kind === kind);
  if (!resource) {
    return {
      skipped: `unable to recognize ${quoted}: no kind named ${JSON.stringify(kind)} is registered in versions ["" "v1"]`,
    };
  }
  const read = readStruct(`v1.${resource.kind}`, value);
  if ('problem' in read) return { skipped: `unable to load ${quoted}: ${read.problem}` };
  const metadata = (read.value.metadata ?? {}) as ObjectMeta;
  return [{ resource, object: { ...read.value, metadata }, source }];
}

function itemsOf(items: unknown, source: string): readonly Manifest[] | { skipped: string } {
  const manifests: Manifest[] = [];
  for (const value of Array.isArray(items) ? (items as readonly unknown[]) : []) {
    const read = manifestsOf10({ json: formatJSON(value), value }, source);
    if ('skipped' in read) return read;
    manifests.push(...read.map((manifest) => ({ ...manifest, source: '' })));
  }
  return manifests;
}

type Read = { readonly value: Plain } | { readonly problem: string };

function readStruct(type: string, value: unknown): Read {
  const fields = schema[type] ?? {};
  if (!isPlain(value)) return { problem: wrongType(value, type) };
  const result: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(fold(value, Object.keys(fields)))) {
    const text = fields[name];
    if (text === undefined || given === null) continue;
    const read = readField(text, given);
    if (typeof read === 'string') return { problem: read };
    result[name] = read.value;
  }
  return { value: result };
}

/** The value, or what is wrong with it. */
function readField(text: string, value: unknown): { readonly value: unknown } | string {
  const { type, isList, isMap } = parseFieldType(text);
  if (isMap) {
    if (!isPlain(value)) return wrongType(value, `map[string]${goType(type)}`);
    const read = Object.values(value).map((item) => readOne(type, item));
    return read.find((each) => typeof each === 'string') ?? { value };
  }
  if (!isList) return readOne(type, value);
  if (!Array.isArray(value)) return wrongType(value, `[]${goType(type)}`);
  const items: unknown[] = [];
  for (const item of value as readonly unknown[]) {
    const read = readOne(type, item);
    if (typeof read === 'string') return read;
    items.push(read.value);
  }
  return { value: items };
}

function readOne(type: string, value: unknown): { readonly value: unknown } | string {
  if (schema[type]) {
    const read = readStruct(type, value);
    return 'problem' in read ? read.problem : read;
  }
  if (type === 'quantity') return readQuantity(value);
  const wanted = GO_TYPES[type];
  const isRight =
    wanted === undefined ||
    (wanted === 'int'
      ? Number.isInteger(value)
      : typeof value === (wanted === 'bool' ? 'boolean' : wanted));
  return isRight ? { value } : wrongType(value, goType(type));
}

function readQuantity(value: unknown): { readonly value: unknown } | string {
  const parsed = parseQuantity(String(value));
  // The regular expression of 1.0 does not know n and u yet.
  return typeof parsed === 'string' ? parsed.replace('[eEinumkKMGTP]', '[eEimkKMGTP]') : { value };
}

const GO_TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'bool',
  integer: 'int',
  long: 'int',
};

function goType(type: string): string {
  return GO_TYPES[type] ?? type;
}

function wrongType(value: unknown, type: string): string {
  return `json: cannot unmarshal ${jsonType(value)} into Go value of type ${type}`;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${value}`;
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** The object with these names as they should be spelled. */
function fold(object: Plain, names: readonly string[]): Record<string, unknown> {
  const spelling = new Map(names.map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      names.includes(key) ? key : (spelling.get(key.toLowerCase()) ?? key),
      value,
    ]),
  );
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
