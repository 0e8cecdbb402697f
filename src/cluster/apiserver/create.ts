// POST of an object, as in Kubernetes 1.3: admitted, cleared of what only the system says, named, validated, stored.

import type { ApiObject, Service } from '../api/core/v1/objects.ts';
import { formatTimestamp } from '../api/calendar.ts';
import { inOrder } from '../api/decode.ts';
import type { Resource } from '../api/kinds.ts';
import type { ObjectMeta } from '../api/meta.ts';
import { admit } from './admission.ts';
import type { ApiResponse } from './client.ts';
import { decodeBody } from './decoding.ts';
import type { ObjectStore } from './objectStore.ts';
import { pathOf } from './routes.ts';
import { alreadyExists, answer, badRequest, internalError, invalidObject } from './statuses.ts';
import { strategyOf } from './strategies.ts';

export function createObject(
  store: ObjectStore,
  resource: Resource,
  namespace: string,
  body: unknown,
): ApiResponse {
  const decoded = decodeBody(resource, body);
  return 'refusal' in decoded
    ? decoded.refusal
    : createDecoded(store, resource, namespace, decoded.object);
}

export function createDecoded(
  store: ObjectStore,
  resource: Resource,
  namespace: string,
  given: ApiObject,
): ApiResponse {
  const { kind, isNamespaced } = resource;
  const strategy = strategyOf(kind);
  const refusal = admit(store, resource, namespace, given.metadata);
  if (refusal) return refusal;
  const ownNamespace = given.metadata.namespace ?? '';
  if (isNamespaced && ownNamespace !== '' && ownNamespace !== namespace) {
    return badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const metadata = newMetadata(store, resource, namespace, given.metadata);
  const prepared = strategy.prepareForCreate(strategy.default({ ...given, metadata }));
  const { name } = prepared.metadata;
  const errors = strategy.validate(prepared);
  if (errors.length > 0) return invalidObject(resource, name, errors);
  return storeNew(store, resource, strategy.canonicalize?.(prepared) ?? prepared);
}

/** A Service first gets its addresses: one that is there already is found out by what it asks for. */
function storeNew(store: ObjectStore, resource: Resource, object: ApiObject): ApiResponse {
  const { name, namespace = '' } = object.metadata;
  const key = { namespace, name };
  if (object.kind !== 'Service') {
    if (store.get(resource.kind, key)) return alreadyExists(resource, name);
    return answer(201, store.write(key, object));
  }
  const allocation = store.services.allocate(object);
  if ('full' in allocation) return internalError(allocation.full);
  if ('errors' in allocation) return invalidObject(resource, name, allocation.errors);
  if (store.get('Service', key)) {
    allocation.undo();
    return alreadyExists(resource, name);
  }
  return answer(201, store.write<Service>(key, allocation.service));
}

/** What the client says of names, labels and annotations; the rest is the system's word. */
function newMetadata(
  store: ObjectStore,
  resource: Resource,
  namespace: string,
  given: ObjectMeta,
): ObjectMeta {
  const { generateName, labels, annotations, ownerReferences, finalizers } = given;
  const name = given.name || (generateName ? store.generateName(generateName) : '');
  return inOrder('v1.ObjectMeta', {
    name,
    generateName,
    namespace: resource.isNamespaced ? namespace : undefined,
    selfLink: pathOf(resource, resource.isNamespaced ? namespace : undefined, name),
    uid: store.newUID(),
    generation: strategyOf(resource.kind).hasGeneration ? 1 : undefined,
    creationTimestamp: formatTimestamp(store.world.now),
    labels,
    annotations,
    ownerReferences,
    finalizers,
  } as ObjectMeta);
}
