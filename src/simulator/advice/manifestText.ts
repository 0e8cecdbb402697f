// A file as the objects that kubectl would send, each with its place in the text, and as the API server would fill it in.

import { resources, type Resource } from '../../cluster/api/kinds.ts';
import type { ApiObject, Kind, ObjectByKind } from '../../cluster/api/core/v1/objects.ts';
import { decodeBody } from '../../cluster/apiserver/decoding.ts';
import { strategyOf } from '../../cluster/apiserver/strategies.ts';
import { readDocuments, type FileDocument } from '../../kubectl/documents.ts';
import { DocumentText } from './documentText.ts';
import type { FieldPath } from './fieldPath.ts';
import type { Fix, TextEdit, TextRange } from './problem.ts';

export type Plain = Readonly<Record<string, unknown>>;

/** One object of a file: a document, or an item of a List. */
export class TextObject<K extends Kind = Kind> {
  readonly resource: Resource;
  readonly value: Plain;
  /** With defaults; undefined when the API server could not read it. */
  readonly object: ObjectByKind[K] | undefined;
  private readonly document: DocumentText;
  private readonly at: FieldPath;

  constructor(
    resource: Resource,
    value: Plain,
    place: { readonly document: DocumentText; readonly at: FieldPath },
  ) {
    this.resource = resource;
    this.value = value;
    this.document = place.document;
    this.at = place.at;
    this.object = fillIn(resource, value) as ObjectByKind[K] | undefined;
  }

  get kind(): Kind {
    return this.resource.kind;
  }

  get name(): string {
    return nameIn(this.value, 'name');
  }

  get namespace(): string {
    return this.resource.isNamespaced ? nameIn(this.value, 'namespace') || 'default' : '';
  }

  is<Other extends Kind>(kind: Other): this is TextObject<Other> {
    const own: Kind = this.resource.kind;
    return own === kind;
  }

  has(path: FieldPath): boolean {
    return this.document.has([...this.at, ...path]);
  }

  rangeOf(path: FieldPath): TextRange {
    return this.document.rangeOf([...this.at, ...path]);
  }

  keyRangeOf(path: FieldPath): TextRange {
    return this.document.keyRangeOf([...this.at, ...path]);
  }

  /** Sets a field that is there, or adds it to its mapping. */
  set(path: FieldPath, value: string): Fix[] {
    const name = path.at(-1);
    const edits = this.has(path)
      ? this.document.replace([...this.at, ...path], value)
      : this.document.add([...this.at, ...path.slice(0, -1)], [`${name}: ${value}`]);
    return fix(`Set ${name} to ${value}`, edits);
  }

  add(title: string, path: FieldPath, lines: readonly string[]): Fix[] {
    return fix(title, this.document.add([...this.at, ...path], lines));
  }

  remove(path: FieldPath): Fix[] {
    return fix(`Remove ${path.at(-1)}`, this.document.remove([...this.at, ...path]));
  }

  /** Takes the whole object out. */
  removeAll(): Fix[] {
    const isItem = this.at.length > 0;
    const edits = isItem ? this.document.replace(this.at, '{}') : this.document.removeAll();
    return fix(`Remove ${this.kind} ${this.name}`, edits);
  }

  renameKey(path: FieldPath, name: string): Fix[] {
    return fix(`Rename to ${name}`, this.document.renameKey([...this.at, ...path], name));
  }

  move(title: string, path: FieldPath, target: FieldPath): Fix[] {
    return fix(title, this.document.move([...this.at, ...path], [...this.at, ...target]));
  }
}

/** A file that was read as far as it can be. */
export interface ManifestText {
  readonly documents: readonly (FileDocument & { readonly places: DocumentText })[];
  /** Those of kinds that this cluster knows. */
  readonly objects: readonly TextObject[];
  readonly problem?: string;
  readonly problemLine?: number;
}

export function readManifestText(text: string, name: string): ManifestText {
  const read = readDocuments(text, name);
  const documents = read.documents.map((document) => ({
    ...document,
    places: new DocumentText(document.text, document.line),
  }));
  return {
    ...read,
    documents,
    objects: documents.flatMap(({ value, places }) => objectsIn(value, places, [])),
  };
}

function objectsIn(value: unknown, document: DocumentText, at: FieldPath): TextObject[] {
  if (!isPlain(value)) return [];
  if (value.kind === 'List' && Array.isArray(value.items)) {
    return value.items.flatMap((item, index) => objectsIn(item, document, [...at, 'items', index]));
  }
  const resource = resources.find(({ kind }) => kind === value.kind);
  return resource ? [new TextObject(resource, value, { document, at })] : [];
}

/** As the API server reads and defaults it. */
function fillIn(resource: Resource, value: Plain): ApiObject | undefined {
  const decoded = decodeBody(resource, value);
  if ('refusal' in decoded) return undefined;
  const { metadata } = decoded.object;
  const namespace = resource.isNamespaced ? metadata.namespace || 'default' : undefined;
  const named = { ...metadata, ...(namespace === undefined ? {} : { namespace }) };
  const { default: fill, prepareForCreate } = strategyOf(resource.kind);
  return prepareForCreate(fill({ ...decoded.object, metadata: named }));
}

function fix(title: string, edits: readonly TextEdit[]): Fix[] {
  return edits.length === 0 ? [] : [{ title, edits }];
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameIn({ metadata }: Plain, field: string): string {
  const value = isPlain(metadata) ? metadata[field] : undefined;
  return typeof value === 'string' ? value : '';
}
