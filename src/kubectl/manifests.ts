// Manifests in, objects out: YAML or JSON, several documents, `kind: List`. Refusals have the texts of kubectl 1.3, where
// real cases of them are known; else our parser's text in their form.

import { isAlias, isCollection, LineCounter, parseAllDocuments, visit, type Document } from 'yaml';
import type { YAMLError } from 'yaml';
import { resources, type Resource } from '../cluster/api/kinds.ts';
import type { ObjectMeta } from '../cluster/api/meta.ts';
import { checkSchema } from './schemaCheck.ts';

/** An object of a manifest, before the API server has seen it. */
export interface Manifest {
  readonly resource: Resource;
  readonly object: { readonly metadata: ObjectMeta } & Readonly<Record<string, unknown>>;
}

/** Everything that could be read, in order; `problem` is what stopped the reading. */
export interface ManifestFile {
  readonly entries: readonly (Manifest | { readonly problem: string })[];
}

const LONGEST_INPUT = 1_000_000;
const DEEPEST_INPUT = 100;

/** Reads a file; `name` is what messages call it. */
export function readManifests(text: string, name: string, isValidated: boolean): ManifestFile {
  if (text.length > LONGEST_INPUT) {
    return problem(
      `error: "${name}" is larger than 1 MB: this playground reads smaller files only`,
    );
  }
  if (depthOfBrackets(text) > DEEPEST_INPUT) return tooDeep(name);
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: counter,
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: readonly Document[] = Array.isArray(parsed) ? parsed : [];
  const entries: (Manifest | { problem: string })[] = [];
  for (const document of documents) {
    const error = document.errors[0];
    if (error) {
      entries.push({ problem: yamlError(error, counter) });
      break;
    }
    if (depthOf(document) > DEEPEST_INPUT) return tooDeep(name);
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch {
      return problem(`error: "${name}" has too many aliases`);
    }
    if (value === null || value === undefined) continue;
    entries.push(...readValue(plain(value), name, isValidated));
  }
  return { entries };
}

function readValue(
  value: unknown,
  name: string,
  isValidated: boolean,
): (Manifest | { problem: string })[] {
  const invalid = (text: string) => [
    {
      problem: `error validating "${name}": error validating data: ${text}; if you choose to ignore these errors, turn validation off with --validate=false`,
    },
  ];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const type = Array.isArray(value) ? 'array' : typeof value;
    return invalid(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  const object = value as Record<string, unknown>;
  const { kind, apiVersion } = object;
  if (typeof kind !== 'string' || kind === '') return invalid('kind not set');
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    return invalid('apiVersion not set');
  }
  if (apiVersion !== 'v1') {
    return invalid(
      `API version "${apiVersion}" isn't supported, only supports API versions ["v1"]`,
    );
  }
  if (kind === 'List' && Array.isArray(object.items)) {
    return object.items.flatMap((item) => readValue(item, name, isValidated));
  }
  const resource = resources.find((each) => each.kind === kind);
  if (!resource) return invalid(`couldn't find type: v1.${kind}`);
  if (isValidated) {
    const errors = checkSchema(`v1.${kind}`, object);
    if (errors.length > 0) {
      return invalid(errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`);
    }
  }
  const metadata = (object.metadata ?? {}) as ObjectMeta;
  return [{ resource, object: { ...object, metadata } }];
}

/** go-yaml's words for what our parser found. Its line is the one before, as in that era. */
function yamlError({ code, message, pos }: YAMLError, counter: LineCounter): string {
  const line = counter.linePos(pos[0]).line - 1;
  const at = line > 0 ? `yaml: line ${line}` : 'yaml';
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return `${at}: mapping values are not allowed in this context`;
    case 'BAD_INDENT':
      return `${at}: did not find expected ${message.includes('sequence') ? "'-' indicator" : 'key'}`;
    case 'MISSING_CHAR':
      return message.includes("'") || message.includes('quote')
        ? `${at}: found unexpected end of stream`
        : `${at}: could not find expected ':'`;
    case 'TAB_AS_INDENT':
    case 'BAD_SCALAR_START':
      return `${at}: found character that cannot start any token`;
    case 'UNEXPECTED_TOKEN':
      return `${at}: did not find expected key`;
    default:
      return `${at}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  }
}

function depthOf(document: Document): number {
  let deepest = 0;
  visit(document, {
    Node(_, node, path) {
      if (isCollection(node) || isAlias(node)) deepest = Math.max(deepest, path.length / 2);
      return deepest > DEEPEST_INPUT ? visit.BREAK : undefined;
    },
  });
  return deepest;
}

/** Nesting that would overflow a parser is refused before it is parsed. */
function depthOfBrackets(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
  }
  const indent = /^( {200,}|(- ){100,})/m.test(text) ? DEEPEST_INPUT + 1 : 0;
  return Math.max(deepest, indent);
}

/** A JSON value: dates and others become texts, keys that are not texts too. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function tooDeep(name: string): ManifestFile {
  return problem(`error: "${name}" is nested deeper than 100 levels`);
}

function problem(text: string): ManifestFile {
  return { entries: [{ problem: text }] };
}
