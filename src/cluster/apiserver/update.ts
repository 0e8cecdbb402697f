// PUT of an object or of its status, and everything that ends as one (PATCH, Scale), as in Kubernetes 1.3.

import { repairMetadata, validateObjectMetaUpdate } from '../api/core/v1/validation/metadata.ts';
import type { ApiObject, Service } from '../api/core/v1/objects.ts';
import { inOrder } from '../api/decode.ts';
import { isEqual } from '../api/equality.ts';
import type { Resource } from '../api/kinds.ts';
import type { FieldError, ObjectKey, ObjectMeta } from '../api/meta.ts';
import { admit } from './admission.ts';
import type { ApiResponse } from './client.ts';
import { createDecoded } from './create.ts';
import { decodeBody } from './decoding.ts';
import type { ObjectStore } from './objectStore.ts';
import {
  answer,
  badRequest,
  conflict,
  internalError,
  invalidObject,
  notFound,
  notServed,
  staleVersion,
} from './statuses.ts';
import { strategyOf, type Strategy } from './strategies.ts';

export type UpdatedPart = 'object' | 'status';

export function updateObject(
  store: ObjectStore,
  resource: Resource,
  key: ObjectKey,
  update: { readonly body: unknown; readonly part: UpdatedPart },
): ApiResponse {
  const decoded = decodeBody(resource, update.body, store.get(resource.kind, key));
  if ('refusal' in decoded) return decoded.refusal;
  const { name, namespace } = decoded.object.metadata;
  if (name && name !== key.name) {
    return badRequest(
      `the name of the object (${name}) does not match the name on the URL (${key.name})`,
    );
  }
  if (resource.isNamespaced && namespace && namespace !== key.namespace) {
    return badRequest(
      `the namespace of the object (${namespace}) does not match the namespace on the request (${key.namespace})`,
    );
  }
  return updateDecoded(store, resource, key, { object: decoded.object, part: update.part });
}

export function updateDecoded(
  store: ObjectStore,
  resource: Resource,
  key: ObjectKey,
  { object, part }: { readonly object: ApiObject; readonly part: UpdatedPart },
): ApiResponse {
  const { kind } = resource;
  const strategy = strategyOf(kind);
  const old = store.get(kind, key);
  const isAdmissible = part === 'object' || strategy.status !== undefined;
  if (!isAdmissible) return notServed();
  const refusal = admit(store, resource, key.namespace);
  if (refusal) return refusal;
  if (!old) {
    return strategy.canCreateOnUpdate && part === 'object'
      ? createDecoded(store, resource, key.namespace, object)
      : notFound(resource, key.name);
  }
  const needsVersion = kind === 'Service' && part === 'object';
  const change = { object: withMetadata(object, old, needsVersion), old };
  return kind === 'Service' && part === 'object'
    ? updateService(store, resource, key, change as ServiceChange)
    : updateAny(store, resource, key, { ...change, part });
}

interface ServiceChange {
  readonly object: Service;
  readonly old: Service;
}

/** Services have their own way: validated before the version is compared, and given their ports in between. */
function updateService(
  store: ObjectStore,
  resource: Resource,
  key: ObjectKey,
  { object, old }: ServiceChange,
): ApiResponse {
  const strategy = strategyOf('Service') as unknown as Strategy<'Service'>;
  const defaulted = strategy.default(object);
  const errors = strategy.validateUpdate(defaulted, old);
  if (errors.length > 0) return invalidObject(resource, key.name, errors);
  const allocation = store.services.reallocate(defaulted, old);
  if ('full' in allocation) return internalError(allocation.full);
  if ('errors' in allocation) return invalidObject(resource, key.name, allocation.errors);
  if (object.metadata.resourceVersion !== old.metadata.resourceVersion) {
    allocation.undo();
    return staleVersion(resource, key.name);
  }
  const isBalanced = defaulted.spec.type === 'LoadBalancer';
  const status = isBalanced ? old.status : { loadBalancer: {} };
  allocation.commit();
  return storeChanged(store, key, { ...allocation.service, status }, old);
}

function updateAny(
  store: ObjectStore,
  resource: Resource,
  key: ObjectKey,
  change: { readonly object: ApiObject; readonly old: ApiObject; readonly part: UpdatedPart },
): ApiResponse {
  const { object, old, part } = change;
  const { uid, resourceVersion } = object.metadata;
  const strategy = strategyOf(resource.kind);
  if (uid && uid !== old.metadata.uid) {
    return conflict(
      resource,
      key.name,
      `StorageError: invalid object, Code: 4, Key: ${storageKey(resource, key)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    );
  }
  if (resourceVersion !== old.metadata.resourceVersion) return staleVersion(resource, key.name);
  const rules = part === 'status' ? (strategy.status ?? strategy) : strategy;
  const prepared = rules.prepareForUpdate(strategy.default(object), old);
  const errors = [...validateCommon(prepared, old), ...rules.validateUpdate(prepared, old)];
  if (errors.length > 0) return invalidObject(resource, key.name, errors);
  return storeChanged(store, key, strategy.canonicalize?.(prepared) ?? prepared, old);
}

/** What 1.3 checks of every kind before the kind's own rules, so that metadata's mistakes are told again. */
function validateCommon(object: ApiObject, old: ApiObject): FieldError[] {
  return validateObjectMetaUpdate(object.metadata, old.metadata);
}

/** An update that changes nothing is not written. */
function storeChanged(
  store: ObjectStore,
  key: ObjectKey,
  object: ApiObject,
  old: ApiObject,
): ApiResponse {
  return answer(200, isEqual(object, old) ? old : store.write(key, object, old));
}

/**
 * Metadata as the update says it, with what it left out. Only of a Service must the version be said: others take the
 * present one.
 */
function withMetadata(object: ApiObject, old: ApiObject, needsVersion: boolean): ApiObject {
  if (object.metadata === old.metadata) return object;
  const given = repairMetadata(object.metadata, old.metadata);
  const { resourceVersion = '' } = given;
  const metadata: ObjectMeta = {
    ...given,
    name: given.name || old.metadata.name,
    ...(old.metadata.namespace === undefined ? {} : { namespace: old.metadata.namespace }),
    ...(old.metadata.selfLink === undefined ? {} : { selfLink: old.metadata.selfLink }),
    ...(old.metadata.generation === undefined ? {} : { generation: old.metadata.generation }),
    resourceVersion:
      resourceVersion === '' && !needsVersion
        ? (old.metadata.resourceVersion ?? '')
        : resourceVersion,
  };
  return { ...object, metadata: inOrder('v1.ObjectMeta', metadata) };
}

function storageKey({ plural }: Resource, key: ObjectKey): string {
  return `/${plural}/${key.namespace}${key.namespace === '' ? '' : '/'}${key.name}`;
}
