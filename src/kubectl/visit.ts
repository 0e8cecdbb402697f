// Goes through the objects of a selection one by one, and goes on after a failure, as the visitors of kubectl 1.3 do
// (pkg/kubectl/resource/visitor.go): failures of the command's own work come first, those of reading come behind.

import type { ApiObject } from '../cluster/api/core/v1/objects.ts';
import type { Resource } from '../cluster/api/kinds.ts';
import { readDocuments } from './documents.ts';
import { isSuccess, mistake, refusal, together, type Failure } from './failures.ts';
import { manifestsOf, type Manifest, type ManifestObject } from './manifests.ts';
import { manifestsOf10 } from './manifests10.ts';
import { pathOf } from './objectPaths.ts';
import { printError, request, type Part } from './process.ts';
import type { Selection, Source } from './selection.ts';
import { notFound } from './statuses.ts';

/** One object that a command is about. */
export interface Target {
  readonly resource: Resource;
  /** Undefined for kinds without namespaces. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Of the object itself, and of where such objects are created. */
  readonly path: string;
  readonly collection: string;
  /** The file it came from, else ''. */
  readonly source: string;
  /** As the file has it, or as it is now. Missing for a name that has not been asked for. */
  readonly object?: ManifestObject;
}

export interface VisitOptions {
  /** Names are asked for before they are visited. Off, they may not exist. */
  readonly isFetching: boolean;
}

type Act = (target: Target) => Part<Failure | undefined>;

export function* visit(
  selection: Selection,
  act: Act,
  options: VisitOptions = { isFetching: true },
): Part<Failure | undefined> {
  const own: Failure[] = [];
  const reading: Failure[] = [];
  for (const source of selection.sources) {
    const failure = yield* visitSource(source, { selection, act, options, own });
    if (failure) reading.push(failure);
  }
  return together([
    ...own,
    ...(reading.length > 0 ? [{ type: 'several', failures: reading } as const] : []),
  ]);
}

/** All objects of a selection that can be had, and what went wrong with the others. */
export function* collect(
  selection: Selection,
): Part<{ readonly targets: readonly Target[]; readonly failure: Failure | undefined }> {
  const targets: Target[] = [];
  const failure = yield* visit(selection, function* (target) {
    targets.push(target);
    return undefined;
  });
  return { targets, failure };
}

interface Visiting {
  readonly selection: Selection;
  readonly act: Act;
  readonly options: VisitOptions;
  /** Where failures of the act go. */
  readonly own: Failure[];
}

/** What ended the source, if it could not be read to its end. */
function* visitSource(source: Source, visiting: Visiting): Part<Failure | undefined> {
  switch (source.type) {
    case 'file':
      return yield* visitFile(source, visiting);
    case 'name':
      return yield* visitName(source, visiting);
    case 'all':
      return yield* visitAll(source, visiting);
    case 'absent':
      return source.name === undefined ? undefined : notFound(source.plural, source.name);
  }
}

function* visitFile(
  { name, text }: Extract<Source, { type: 'file' }>,
  visiting: Visiting,
): Part<Failure | undefined> {
  const { isValidated, release } = visiting.selection;
  const { documents, problem } = readDocuments(text, name, release);
  for (const document of documents) {
    if (document.value === null) continue;
    const manifests =
      release === 'v1.0'
        ? manifestsOf10(document, name)
        : manifestsOf(document, { source: name, isValidated });
    if ('problem' in manifests) return mistake(manifests.problem);
    if ('skipped' in manifests) {
      const reason = `could not read an encoded object from ${name}: ${manifests.skipped}`;
      yield* printError(`error: ${reason}\n`);
      continue;
    }
    for (const manifest of manifests) {
      const failure = yield* visitManifest(manifest, visiting);
      if (failure) return failure;
    }
  }
  return problem === undefined ? undefined : mistake(problem);
}

function* visitManifest(manifest: Manifest, visiting: Visiting): Part<Failure | undefined> {
  const { resource, object, source } = manifest;
  const { namespace: wanted, isNamespaceRequired } = visiting.selection;
  const own = object.metadata.namespace;
  if (resource.isNamespaced && own && isNamespaceRequired && own !== wanted) {
    return mistake(
      `the namespace from the provided object "${own}" does not match the namespace "${wanted}". You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  const namespace = resource.isNamespaced ? own || wanted : undefined;
  return yield* visitTarget(targetOf(resource, object, { namespace, source }), visiting);
}

function* visitName(
  { resource, name }: Extract<Source, { type: 'name' }>,
  visiting: Visiting,
): Part<Failure | undefined> {
  const namespace = resource.isNamespaced ? visiting.selection.namespace : undefined;
  const collection = pathOf(resource, namespace);
  const path = `${collection}/${name}`;
  const target = { resource, namespace, name, path, collection, source: '' };
  if (!visiting.options.isFetching) return yield* visitTarget(target, visiting);
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return refusal(response);
  const object = response.body as ManifestObject;
  return yield* visitTarget({ ...target, object }, visiting);
}

function* visitAll(
  { resource, selector }: Extract<Source, { type: 'all' }>,
  visiting: Visiting,
): Part<Failure | undefined> {
  const namespace = resource.isNamespaced ? visiting.selection.namespace : undefined;
  const response = yield* request({
    method: 'GET',
    path: pathOf(resource, namespace),
    ...(selector === '' ? {} : { query: { labelSelector: selector } }),
  });
  if (!isSuccess(response)) return refusal(response);
  for (const item of (response.body as { items: readonly ApiObject[] }).items) {
    const object = item as unknown as ManifestObject;
    const failure = yield* visitTarget(
      targetOf(resource, object, { namespace, source: '' }),
      visiting,
    );
    if (failure) return failure;
  }
  return undefined;
}

function targetOf(
  resource: Resource,
  object: ManifestObject,
  { namespace, source }: { namespace: string | undefined; source: string },
): Target {
  const { name } = object.metadata;
  const collection = pathOf(resource, namespace);
  return { resource, namespace, name, path: `${collection}/${name}`, collection, source, object };
}

/** The act's failure ends nothing: the next object is visited. */
function* visitTarget(target: Target, { act, own }: Visiting): Part<undefined> {
  const failure = yield* act(target);
  if (failure) own.push(failure);
  return undefined;
}
