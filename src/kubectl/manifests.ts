// From a document to objects that can be sent: the schema check, which kind it is, the items of a List, and what kubectl 1.3
// says when it cannot make an object of it.

import { decode, isDecodeError } from '../cluster/api/decode.ts';
import { resources, type Resource } from '../cluster/api/kinds.ts';
import type { ObjectMeta } from '../cluster/api/meta.ts';
import type { JSONDocument } from './documents.ts';
import { formatJSON } from './json/formatJSON.ts';
import { apiVersions, isKnownKind, isKnownVersion } from './knownKinds.ts';
import { checkSchema } from './schemaCheck.ts';

/** An object of a manifest, before the API server has seen it. */
export interface Manifest {
  readonly resource: Resource;
  readonly object: ManifestObject;
  /** The file that it came from; '' for an item of a List. */
  readonly source: string;
}

export type ManifestObject = { readonly metadata: ObjectMeta } & Readonly<Record<string, unknown>>;

type Plain = Readonly<Record<string, unknown>>;

const META_TYPE =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** The objects of a document, or what is wrong with it. `source` is what messages call the file. */
export function manifestsOf(
  document: JSONDocument,
  { source, isValidated }: { readonly source: string; readonly isValidated: boolean },
): readonly Manifest[] | { readonly problem: string } {
  const { value } = document;
  if (isValidated) {
    const problem = validate(value);
    if (problem !== undefined) {
      return {
        problem: `error validating "${source}": error validating data: ${problem}; if you choose to ignore these errors, turn validation off with --validate=false`,
      };
    }
  }
  const decoded = decodeObject(document);
  if ('problem' in decoded) {
    return { problem: `unable to decode "${source}": ${decoded.problem}` };
  }
  if (decoded.kind.endsWith('List') && 'items' in decoded.object) return itemsOf(decoded);
  const manifest = manifestOf(decoded, source);
  return 'problem' in manifest ? manifest : [manifest];
}

function validate(value: unknown): string | undefined {
  const type = typeMetaOf(value);
  if ('problem' in type) return `couldn't get version/kind; json parse error: ${type.problem}`;
  const { apiVersion } = type;
  if (apiVersion.split('/').length > 2) return `unexpected GroupVersion string: ${apiVersion}`;
  if (!isKnownVersion(apiVersion)) {
    const known = apiVersions.map((each) => `"${each}"`).join(' ');
    return `API version "${apiVersion}" isn't supported, only supports API versions [${known}]`;
  }
  const object = value as Plain;
  if (object.apiVersion === undefined || object.apiVersion === null) return 'apiVersion not set';
  if (object.kind === undefined || object.kind === null) return 'kind not set';
  const errors = type.kind.endsWith('List') ? checkItems(object) : checkType(type, object);
  return errors.length > 1 ? `[${errors.join(', ')}]` : errors[0];
}

/** The names of these two fields, and only theirs, may be in any case. */
function typeMetaOf(
  value: unknown,
): { readonly apiVersion: string; readonly kind: string } | { readonly problem: string } {
  if (!isPlain(value)) {
    return {
      problem: `json: cannot unmarshal ${jsonType(value)} into Go value of type ${META_TYPE}`,
    };
  }
  const result = { apiVersion: '', kind: '' };
  for (const [key, item] of Object.entries(value)) {
    const field = (['apiVersion', 'kind'] as const).find(
      (name) => name.toLowerCase() === key.toLowerCase(),
    );
    if (!field || item === null) continue;
    if (typeof item !== 'string') {
      return { problem: `json: cannot unmarshal ${jsonType(item)} into Go value of type string` };
    }
    result[field] = item;
  }
  return result;
}

function checkType({ apiVersion, kind }: { apiVersion: string; kind: string }, object: unknown) {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  if (!isKnownKind(apiVersion, kind)) return [`couldn't find type: ${version}.${kind}`];
  return checkSchema(`${version}.${kind}`, object).map(({ text }) => text);
}

function checkItems(list: Plain): string[] {
  if (!('items' in list)) return [`no items field in ${formatGoMap(list)}`];
  if (!Array.isArray(list.items)) return ["items isn't a slice"];
  return list.items.flatMap((item: unknown, index): string[] => {
    if (!isPlain(item)) return [`items[${index}] isn't a map[string]interface{}`];
    const errors: string[] = [];
    for (const field of ['apiVersion', 'kind'] as const) {
      const value = item[field];
      if (value === undefined || value === null) return [`items[${index}].${field} not set`];
      if (typeof value !== 'string') return [`items[${index}].${field} isn't string type`];
      if (value === '') errors.push(`items[${index}].${field} is empty`);
    }
    const type = { apiVersion: String(item.apiVersion), kind: String(item.kind) };
    return [...errors, ...checkType(type, item)];
  });
}

interface Decoded {
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: Plain;
}

/** As the API machinery's decoder: a kind that it knows, with fields of the right types. */
function decodeObject({ json, value }: JSONDocument): Decoded | { readonly problem: string } {
  const type = typeMetaOf(value);
  if ('problem' in type) return type;
  const { apiVersion, kind } = type;
  if (kind === '') return { problem: `Object 'Kind' is missing in '${json}'` };
  if (apiVersion === '') return { problem: `Object 'apiVersion' is missing in '${json}'` };
  const object = value as Plain;
  if (kind === 'List' && apiVersion === 'v1') return { apiVersion, kind, object };
  if (!isKnownKind(apiVersion, kind.replace(/List$/, ''))) {
    return { problem: `no kind "${kind}" is registered for version "${apiVersion}"` };
  }
  if (kind.endsWith('List')) return { apiVersion, kind, object };
  const decoded = decode(`${apiVersion}.${kind}`, object);
  return isDecodeError(decoded) ? { problem: decoded.error } : { apiVersion, kind, object };
}

/** Items of a ServiceList are Services; those of a List say what they are. */
function itemsOf({ apiVersion, kind, object }: Decoded): readonly Manifest[] | { problem: string } {
  const itemKind = kind.slice(0, -'List'.length);
  const manifests: Manifest[] = [];
  const problems: string[] = [];
  const items = Array.isArray(object.items) ? (object.items as readonly unknown[]) : [];
  for (const given of items) {
    const value = itemKind && isPlain(given) ? { apiVersion, kind: itemKind, ...given } : given;
    const decoded = decodeObject({ json: formatJSON(value), value });
    const manifest = 'problem' in decoded ? decoded : manifestOf(decoded, '');
    if ('problem' in manifest) problems.push(manifest.problem);
    else manifests.push(manifest);
  }
  if (problems.length === 0) return manifests;
  return { problem: problems.length > 1 ? `[${problems.join(', ')}]` : (problems[0] ?? '') };
}

function manifestOf(
  { apiVersion, kind, object }: Decoded,
  source: string,
): Manifest | { readonly problem: string } {
  const resource = apiVersion === 'v1' ? resources.find((each) => each.kind === kind) : undefined;
  if (!resource) return { problem: notSimulated(`${kind} of ${apiVersion}`) };
  const metadata = (object.metadata ?? {}) as ObjectMeta;
  return { resource, object: { ...object, metadata }, source };
}

/** What this cluster leaves out is said in a sentence that no real kubectl says. */
function notSimulated(what: string): string {
  return `${what} is not simulated: this cluster knows ${resources.map(({ kind }) => kind).join(', ')}`;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** A map as Go's %#v prints it. */
function formatGoMap(map: Plain): string {
  const entries = Object.keys(map)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${formatGo(map[key])}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}

function formatGo(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(formatGo).join(', ')}}`;
  if (value === null) return 'interface {}(nil)';
  return isPlain(value) ? formatGoMap(value) : (JSON.stringify(value) ?? '');
}
