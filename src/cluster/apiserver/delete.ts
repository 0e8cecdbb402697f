// DELETE of an object, as in Kubernetes 1.3: most are gone at once, pods get their grace, namespaces are emptied first.

import { formatTimestamp, parseTimestamp } from '../api/calendar.ts';
import type { ApiObject, Namespace, Pod } from '../api/core/v1/objects.ts';
import { inOrder } from '../api/decode.ts';
import { resourceOf, type Resource } from '../api/kinds.ts';
import type { ObjectKey, ObjectMeta } from '../api/meta.ts';
import { admit, admitDeletion } from './admission.ts';
import type { ApiResponse } from './client.ts';
import type { ObjectStore } from './objectStore.ts';
import { answer, conflict, notFound, success } from './statuses.ts';

export interface DeleteOptions {
  /** Missing: as the object's kind wants it. */
  readonly gracePeriodSeconds?: number;
  /** The object must be this one, not another of its name. */
  readonly uid?: string;
}

export function deleteObject(
  store: ObjectStore,
  resource: Resource,
  key: ObjectKey,
  options: DeleteOptions = {},
): ApiResponse {
  const refusal = admitDeletion(resource, key.name) ?? admit(store, resource, key.namespace);
  if (refusal) return refusal;
  const old = store.get(resource.kind, key);
  if (!old) return notFound(resource, key.name);
  if (options.uid !== undefined && options.uid !== old.metadata.uid) {
    return conflict(
      { ...resource, plural: resource.kind },
      key.name,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${old.metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  switch (old.kind) {
    case 'Pod':
      return deletePod(store, key, old, options);
    case 'Namespace':
      return deleteNamespace(store, key, old);
    case 'Service': {
      store.remove(key, old);
      const endpoints = store.get('Endpoints', key);
      if (endpoints) store.remove(key, endpoints);
      store.services.release(old);
      return success();
    }
    default:
      return remove(store, key, old);
  }
}

function remove(store: ObjectStore, key: ObjectKey, old: ApiObject): ApiResponse {
  store.remove(key, old);
  return success();
}

/** Graceful: the pod is marked, its kubelet stops the containers and deletes it with grace 0, which marks it once more. */
function deletePod(
  store: ObjectStore,
  key: ObjectKey,
  pod: Pod,
  { gracePeriodSeconds }: DeleteOptions,
): ApiResponse {
  const { deletionTimestamp, deletionGracePeriodSeconds: pending = 0 } = pod.metadata;
  if (deletionTimestamp !== undefined) {
    // What has been promised may only be made shorter.
    if (gracePeriodSeconds === undefined || gracePeriodSeconds > pending) return success();
    const started = parseTimestamp(deletionTimestamp) - pending * 1000;
    return markOrRemove(store, key, pod, { started, grace: gracePeriodSeconds });
  }
  const isUngraceful = !pod.spec.nodeName || isFinished(pod);
  const grace = isUngraceful
    ? 0
    : (gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 0);
  return markOrRemove(store, key, pod, { started: store.world.now, grace });
}

function markOrRemove(
  store: ObjectStore,
  key: ObjectKey,
  pod: Pod,
  { started, grace }: { readonly started: number; readonly grace: number },
): ApiResponse {
  const metadata: ObjectMeta = inOrder('v1.ObjectMeta', {
    ...pod.metadata,
    deletionTimestamp: formatTimestamp(started + grace * 1000),
    deletionGracePeriodSeconds: grace,
  });
  const marked = store.write(key, { ...pod, metadata }, pod);
  return grace === 0 ? remove(store, key, marked) : answer(200, marked);
}

/** The first time it is marked; it goes when its finalizers are off, which is the namespace controller's work. */
function deleteNamespace(store: ObjectStore, key: ObjectKey, namespace: Namespace): ApiResponse {
  if (namespace.metadata.deletionTimestamp === undefined) {
    const metadata = inOrder('v1.ObjectMeta', {
      ...namespace.metadata,
      deletionTimestamp: formatTimestamp(store.world.now),
    });
    const status = { phase: 'Terminating' } as const;
    return answer(200, store.write(key, { ...namespace, metadata, status }, namespace));
  }
  if ((namespace.spec.finalizers ?? []).length === 0) return remove(store, key, namespace);
  return conflict(
    resourceOf('Namespace'),
    key.name,
    'The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will automatically be purged by the system.',
  );
}

/** True for pods that run no more. */
function isFinished({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}
