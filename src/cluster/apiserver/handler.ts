// What the API server does with a request: which path is which resource, which method is which act.

import type { ObjectKey } from '../api/meta.ts';
import type { ApiRequest, ApiResponse } from './client.ts';
import { readComponentStatuses } from './componentStatuses.ts';
import { createObject } from './create.ts';
import { parseBody } from './decoding.ts';
import { deleteObject, type DeleteOptions } from './delete.ts';
import { discover, type Discovery } from './discovery.ts';
import type { ObjectStore } from './objectStore.ts';
import { patchObject } from './patch.ts';
import { parsePath, pathOf, type Route } from './routes.ts';
import { findSelected, selectionOf } from './selection.ts';
import { answer, badRequest, notAllowed, notFound, notServed, plainError } from './statuses.ts';
import type { Storage } from './storage.ts';
import { bindPod, finalizeNamespace, readScale, writeScale } from './subresources.ts';
import { asAccepted } from './tables.ts';
import { updateObject } from './update.ts';
import type { WatchLog } from './watchLog.ts';
import { readWatch } from './watches.ts';

export interface Parts {
  readonly storage: Storage;
  readonly log: WatchLog;
  readonly store: ObjectStore;
  readonly discovery: Discovery;
}

export function handleRequest(parts: Parts, given: ApiRequest): ApiResponse {
  const request = withoutWatchPrefix(given);
  return asAccepted(request, act(parts, request), parts.store.world.now);
}

function act(parts: Parts, request: ApiRequest): ApiResponse {
  const route = parsePath(request.path);
  if (!route) {
    return readComponentStatuses(request) ?? discover(parts.discovery, request) ?? notServed();
  }
  if (route.name === undefined) return handleCollection(parts, route, request);
  const key = { namespace: route.namespace ?? '', name: route.name };
  return route.subresource === undefined
    ? handleObject(parts, route, key, request)
    : handleSubresource(parts, route, key, request);
}

function handleObject(
  { store }: Parts,
  { resource }: Route,
  key: ObjectKey,
  request: ApiRequest,
): ApiResponse {
  switch (request.method) {
    case 'GET': {
      const object = store.get(resource.kind, key);
      return object ? answer(200, object) : notFound(resource, key.name);
    }
    case 'PUT':
      return updateObject(store, resource, key, { body: request.body, part: 'object' });
    case 'PATCH':
      return patchObject(store, resource, key, { request, part: 'object' });
    case 'DELETE':
      return withDeleteOptions(request, (options) => deleteObject(store, resource, key, options));
    case 'POST':
      return notAllowed();
  }
}

function handleCollection(parts: Parts, route: Route, request: ApiRequest): ApiResponse {
  const { resource, namespace } = route;
  const isEverywhere = resource.isNamespaced && namespace === undefined;
  switch (request.method) {
    case 'GET':
      return isWatch(request)
        ? readWatch(parts.storage, parts.log, route, request)
        : list(parts, route, request);
    case 'POST':
      return isEverywhere
        ? notAllowed()
        : createObject(parts.store, resource, namespace ?? '', request.body);
    case 'DELETE':
      // Services of 1.3 cannot be deleted as a collection.
      return isEverywhere || resource.kind === 'Service'
        ? notAllowed()
        : deleteCollection(parts, route, request);
    default:
      return notAllowed();
  }
}

function handleSubresource(
  { store }: Parts,
  { resource, subresource }: Route,
  key: ObjectKey,
  request: ApiRequest,
): ApiResponse {
  const { method, body, path } = request;
  switch (`${resource.kind} ${subresource} ${method}`) {
    case 'Pod binding POST':
      return bindPod(store, key, body);
    case 'Namespace finalize PUT':
      return at(path, finalizeNamespace(store, key, body));
    case 'ReplicationController scale GET':
      return readScale(store, key);
    case 'ReplicationController scale PUT':
      return writeScale(store, key, body);
    default:
  }
  if (subresource !== 'status') return notServed();
  if (method === 'PUT')
    return at(path, updateObject(store, resource, key, { body, part: 'status' }));
  if (method === 'PATCH')
    return at(path, patchObject(store, resource, key, { request, part: 'status' }));
  return notAllowed();
}

/** An answer says where it was asked for. */
function at(path: string, response: ApiResponse): ApiResponse {
  const { metadata } = response.body as { readonly metadata?: { readonly selfLink?: string } };
  if (metadata?.selfLink === undefined) return response;
  const body = { ...(response.body as object), metadata: { ...metadata, selfLink: path } };
  return { ...response, body };
}

function list(parts: Parts, route: Route, request: ApiRequest): ApiResponse {
  const selection = selectionOf(route, request);
  if (typeof selection === 'string') return badRequest(selection);
  return answer(200, listOf(parts, route, findSelected(parts.storage, selection)));
}

function listOf(parts: Parts, { resource, namespace }: Route, items: readonly object[]): object {
  return {
    kind: `${resource.kind}List`,
    apiVersion: 'v1',
    metadata: {
      selfLink: pathOf(resource, namespace),
      resourceVersion: String(parts.log.latest),
    },
    items,
  };
}

/** Each is deleted as if it were alone; the answer is what was there. */
function deleteCollection(parts: Parts, route: Route, request: ApiRequest): ApiResponse {
  const selection = selectionOf(route, request);
  if (typeof selection === 'string') return badRequest(selection);
  return withDeleteOptions(request, (options) => {
    const found = findSelected(parts.storage, selection);
    for (const { metadata } of found) {
      const key = { namespace: metadata.namespace ?? '', name: metadata.name };
      deleteObject(parts.store, route.resource, key, options);
    }
    return answer(200, listOf(parts, route, found));
  });
}

function isWatch({ query }: ApiRequest): boolean {
  return query?.watch === 'true' || query?.watch === '1';
}

/** /api/v1/watch/... is the older way to say ?watch=true; with a name it selects by the name. */
function withoutWatchPrefix(request: ApiRequest): ApiRequest {
  const match = /^(\/api\/v1)\/watch(\/.*)$/.exec(request.path);
  if (!match || request.method !== 'GET') return request;
  const route = parsePath(`${match[1]}${match[2]}`);
  if (!route || route.subresource !== undefined) return request;
  const name = route.name === undefined ? {} : { fieldSelector: `metadata.name=${route.name}` };
  return {
    ...request,
    path: pathOf(route.resource, route.namespace),
    query: { ...request.query, ...name, watch: 'true' },
  };
}

/** A body that is no JSON deletes nothing. */
function withDeleteOptions(
  { query, body }: ApiRequest,
  act: (options: DeleteOptions) => ApiResponse,
): ApiResponse {
  const parsed = parseBody(body);
  if ('problem' in parsed) {
    return plainError(`couldn't get version/kind; json parse error: ${parsed.problem}`);
  }
  const options = (parsed.value ?? {}) as {
    readonly gracePeriodSeconds?: unknown;
    readonly preconditions?: { readonly uid?: unknown };
  };
  const given = query?.gracePeriodSeconds ?? options.gracePeriodSeconds;
  const seconds = given === undefined || given === null ? Number.NaN : Number(given);
  const uid = options.preconditions?.uid;
  return act({
    ...(Number.isInteger(seconds) && seconds >= 0 ? { gracePeriodSeconds: seconds } : {}),
    ...(typeof uid === 'string' ? { uid } : {}),
  });
}
