// The API server: the only writer of API objects, behind one HTTP-shaped door. Routing is here; what is done with objects
// is in registry.ts, and what the master itself keeps (namespaces, the kubernetes Service) is in masterObjects.ts.

import type { Kind, ObjectByKind } from '../api/core/v1/objects.ts';
import { parseSelector, matchesRequirements } from '../api/labels.ts';
import type { Labels, ObjectKey } from '../api/meta.ts';
import type { World } from '../../engine/world.ts';
import type { ApiRequest, ApiResponse, Change } from './client.ts';
import { parseFieldSelector } from './fieldSelectors.ts';
import { createMasterObjects, type MasterOptions } from './masterObjects.ts';
import { mergePatch, strategicMergePatch } from './patch.ts';
import { Registry } from './registry.ts';
import { parsePath, pathOf, type Route } from './routes.ts';
import { ServiceAllocator } from './serviceAllocation.ts';
import { answer, badRequest, gone, notAllowed, notFound, notServed, success } from './statuses.ts';
import { Storage } from './storage.ts';
import { WatchLog } from './watchLog.ts';

export interface ApiServerOptions extends MasterOptions {
  readonly serviceClusterIPRange: string;
  readonly nodePortRange: readonly [number, number];
  /** Suffixes of generated names, where they are given; else they are drawn. */
  readonly nameSuffix?: (generateName: string) => string | undefined;
}

export interface ApiServer {
  /** Makes the first objects. */
  start(): void;
  handle(request: ApiRequest): ApiResponse;
  get<K extends Kind>(kind: K, key: ObjectKey): ObjectByKind[K] | undefined;
  list<K extends Kind>(kind: K, namespace?: string): readonly ObjectByKind[K][];
  select<K extends Kind>(kind: K, namespace: string, selector: Labels): readonly ObjectByKind[K][];
  podsOnNode(node: string): readonly ObjectByKind['Pod'][];
}

export function createApiServer(
  world: World,
  options: ApiServerOptions,
  onChange: (change: Change) => void,
): ApiServer {
  const storage = new Storage(world);
  const log = new WatchLog(world);
  const allocator = new ServiceAllocator(
    world,
    options.serviceClusterIPRange,
    options.nodePortRange,
  );
  const announce = (change: Change) => {
    log.add(change);
    onChange(change);
  };
  const { nameSuffix } = options;
  const registry = new Registry(world, { storage, allocator, announce, nameSuffix });
  const handle = (request: ApiRequest) => handleRequest({ storage, log, registry }, request);
  return {
    start: () => createMasterObjects(handle, options),
    handle,
    get: (kind, key) => storage.get(kind, key),
    list: (kind, namespace) => storage.list(kind, namespace),
    select: (kind, namespace, selector) => storage.select(kind, namespace, selector),
    podsOnNode: (node) => storage.podsOnNode(node),
  };
}

interface Parts {
  readonly storage: Storage;
  readonly log: WatchLog;
  readonly registry: Registry;
}

function handleRequest(parts: Parts, request: ApiRequest): ApiResponse {
  const route = parsePath(request.path);
  if (!route) return notServed();
  if (route.name === undefined) return handleCollection(parts, route, request);
  const key = { namespace: route.namespace ?? '', name: route.name };
  if (route.subresource !== undefined) return handleSubresource(parts, route, key, request);
  const { kind, plural } = route.resource;
  switch (request.method) {
    case 'GET': {
      const object = parts.storage.get(kind, key);
      return object ? answer(200, object) : notFound(plural, key.name);
    }
    case 'PUT':
      return parts.registry.update(kind, key, request.body);
    case 'PATCH':
      return patchObject(parts, route, key, request);
    case 'DELETE':
      return parts.registry.delete(kind, key, deleteOptionsOf(request));
    case 'POST':
      return notAllowed();
  }
}

function handleCollection(parts: Parts, route: Route, request: ApiRequest): ApiResponse {
  const { kind, isNamespaced } = route.resource;
  switch (request.method) {
    case 'GET':
      return request.query?.watch === 'true'
        ? watch(parts, route, request)
        : list(parts, route, request);
    case 'POST':
      if (isNamespaced && route.namespace === undefined) return notAllowed();
      return parts.registry.create(kind, route.namespace ?? '', request.body);
    case 'DELETE': {
      const found = find(parts, route, request);
      if (typeof found === 'string') return badRequest(found);
      for (const { metadata } of found) {
        const key = { namespace: metadata.namespace ?? '', name: metadata.name };
        parts.registry.delete(kind, key, deleteOptionsOf(request));
      }
      return success();
    }
    default:
      return notAllowed();
  }
}

function handleSubresource(
  parts: Parts,
  route: Route,
  key: ObjectKey,
  request: ApiRequest,
): ApiResponse {
  const { kind } = route.resource;
  if (route.subresource === 'status' && request.method === 'PUT') {
    return parts.registry.update(kind, key, request.body, true);
  }
  if (route.subresource === 'binding' && kind === 'Pod' && request.method === 'POST') {
    const target = (request.body as { target?: { name?: unknown } } | undefined)?.target;
    if (typeof target?.name !== 'string') return badRequest('binding.target.name is required');
    return parts.registry.bind(key, target.name);
  }
  return notServed();
}

/** Objects of a collection that fit the query's selectors, or what is wrong with them. */
function find(
  parts: Parts,
  route: Route,
  request: ApiRequest,
): readonly ObjectByKind[Kind][] | string {
  const { labelSelector, fieldSelector } = request.query ?? {};
  const requirements = labelSelector ? parseSelector(labelSelector) : [];
  if (typeof requirements === 'string') return requirements;
  const isEqualityOnly =
    route.namespace !== undefined &&
    requirements.length > 0 &&
    requirements.every(({ operator }) => operator === '=');
  const { kind } = route.resource;
  let objects: readonly ObjectByKind[Kind][] = isEqualityOnly
    ? parts.storage.select(
        kind,
        route.namespace ?? '',
        Object.fromEntries(requirements.map(({ key, values }) => [key, values[0] ?? ''])),
      )
    : parts.storage.list(kind, route.namespace);
  objects = objects.filter(({ metadata }) => matchesRequirements(requirements, metadata.labels));
  return fieldSelector ? objects.filter(parseFieldSelector(fieldSelector)) : objects;
}

function list(parts: Parts, route: Route, request: ApiRequest): ApiResponse {
  const items = find(parts, route, request);
  if (typeof items === 'string') return badRequest(items);
  const { kind } = route.resource;
  return answer(200, {
    kind: `${kind}List`,
    apiVersion: 'v1',
    metadata: {
      selfLink: pathOf(route.resource, route.namespace),
      resourceVersion: String(parts.log.latest),
    },
    items,
  });
}

/** Pull: what happened since a resourceVersion, as `{events, resourceVersion}`. */
function watch(parts: Parts, route: Route, request: ApiRequest): ApiResponse {
  const from = Number(request.query?.resourceVersion ?? parts.log.latest);
  const changes = parts.log.since(from);
  if ('oldest' in changes) return gone(from, changes.oldest);
  const found = changes.filter(
    ({ kind, key }) =>
      kind === route.resource.kind &&
      (route.namespace === undefined || key.namespace === route.namespace),
  );
  return answer(200, {
    events: found.map(({ type, object }) => ({ type, object })),
    resourceVersion: String(changes.at(-1)?.resourceVersion ?? from),
  });
}

function patchObject(parts: Parts, route: Route, key: ObjectKey, request: ApiRequest): ApiResponse {
  const { kind, plural } = route.resource;
  const old = parts.storage.get(kind, key);
  if (!old) return notFound(plural, key.name);
  const isMerge = request.headers?.['Content-Type'] === 'application/merge-patch+json';
  const patched = (isMerge ? mergePatch : strategicMergePatch)(old, request.body);
  return parts.registry.update(kind, key, patched);
}

function deleteOptionsOf(request: ApiRequest): { readonly gracePeriodSeconds?: number } {
  const body = (request.body ?? {}) as { gracePeriodSeconds?: unknown };
  const given = request.query?.gracePeriodSeconds ?? body.gracePeriodSeconds;
  const seconds = given === undefined || given === null ? Number.NaN : Number(given);
  return Number.isInteger(seconds) && seconds >= 0 ? { gracePeriodSeconds: seconds } : {};
}
