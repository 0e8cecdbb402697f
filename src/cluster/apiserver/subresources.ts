// What stands behind an object's name: /binding of a pod, /finalize of a namespace, /scale of a ReplicationController.

import { formatTimestamp } from '../api/calendar.ts';
import type { Namespace, Pod, ReplicationController } from '../api/core/v1/objects.ts';
import { validateNamespaceFinalize } from '../api/core/v1/validation/cluster.ts';
import { inOrder } from '../api/decode.ts';
import { nonNegative, required } from '../api/fieldErrors.ts';
import { resourceOf, type Resource } from '../api/kinds.ts';
import type { ObjectKey } from '../api/meta.ts';
import type { ApiResponse } from './client.ts';
import { decodeBody, parseBody } from './decoding.ts';
import type { ObjectStore } from './objectStore.ts';
import { answer, badRequest, conflict, invalidObject, notFound, success } from './statuses.ts';
import { updateDecoded } from './update.ts';

interface Binding {
  readonly target?: { readonly kind?: string; readonly name?: string };
}

const bindings: Resource = {
  ...resourceOf('Pod'),
  kind: 'Binding' as Resource['kind'],
  plural: 'bindings',
};

/** POST of a Binding: the scheduler's word, once for each pod. */
export function bindPod(store: ObjectStore, key: ObjectKey, body: unknown): ApiResponse {
  const parsed = parseBody(body);
  const { target } = ('value' in parsed ? (parsed.value ?? {}) : {}) as Binding;
  if (!target?.name) return invalidObject(bindings, key.name, [required('target.name')]);
  const resource = resourceOf('Pod');
  const pod = store.get('Pod', key);
  if (!pod) return notFound(resource, key.name);
  const refuse = (reason: string) => conflict(resource, key.name, reason, 'binding');
  if (pod.metadata.deletionTimestamp) {
    return refuse(`pod ${key.name} is being deleted, cannot be assigned to a host`);
  }
  if (pod.spec.nodeName) {
    return refuse(`pod ${key.name} is already assigned to node "${pod.spec.nodeName}"`);
  }
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTimestamp(store.world.now),
  } as const;
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const bound: Pod = {
    ...pod,
    spec: inOrder('v1.PodSpec', { ...pod.spec, nodeName: target.name }),
    status: inOrder('v1.PodStatus', { ...pod.status, conditions: [...others, scheduled] }),
  };
  store.write(key, bound, pod);
  return success(201);
}

/** PUT of a namespace whose finalizers have done their work. */
export function finalizeNamespace(store: ObjectStore, key: ObjectKey, body: unknown): ApiResponse {
  const resource = resourceOf('Namespace');
  const decoded = decodeBody(resource, body);
  if ('refusal' in decoded) return decoded.refusal;
  const old = store.get('Namespace', key);
  if (!old) return notFound(resource, key.name);
  const { finalizers } = (decoded.object as Namespace).spec ?? {};
  const namespace: Namespace = { ...old, spec: finalizers ? { finalizers } : {} };
  const errors = validateNamespaceFinalize(namespace, old);
  if (errors.length > 0) return invalidObject(resource, key.name, errors);
  return answer(200, store.write(key, namespace, old));
}

const scales = {
  ...resourceOf('ReplicationController'),
  kind: 'Scale' as Resource['kind'],
  group: 'extensions',
};

/** The Scale of a ReplicationController, which 1.3 serves in the group extensions. */
export function readScale(store: ObjectStore, key: ObjectKey): ApiResponse {
  const resource = resourceOf('ReplicationController');
  const controller = store.get('ReplicationController', key);
  return controller ? answer(200, scaleOf(controller)) : notFound(resource, key.name);
}

export function writeScale(store: ObjectStore, key: ObjectKey, body: unknown): ApiResponse {
  const resource = resourceOf('ReplicationController');
  const parsed = parseBody(body);
  const scale = ('value' in parsed ? parsed.value : undefined) as
    | {
        readonly metadata?: { readonly name?: string; readonly resourceVersion?: string };
        readonly spec?: { readonly replicas?: number };
      }
    | undefined;
  if (typeof scale !== 'object' || scale === null) {
    return badRequest(`wrong object passed to Scale update: ${String(scale)}`);
  }
  const old = store.get('ReplicationController', key);
  if (!old) return notFound(resource, key.name);
  const replicas = Number(scale.spec?.replicas ?? 0);
  const errors = nonNegative(replicas, 'spec.replicas');
  if (errors.length > 0) return invalidObject(scales, key.name, errors);
  const { resourceVersion = old.metadata.resourceVersion } = scale.metadata ?? {};
  const object = {
    ...old,
    metadata: { ...old.metadata, resourceVersion },
    spec: { ...old.spec, replicas },
  } as ReplicationController;
  const response = updateDecoded(store, resource, key, { object, part: 'object' });
  return response.status === 200
    ? answer(200, scaleOf(response.body as ReplicationController))
    : response;
}

function scaleOf(controller: ReplicationController): object {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = controller.metadata;
  const { replicas, selector } = controller.spec;
  const text = Object.entries(selector ?? {})
    .map((pair) => pair.join('='))
    .join(',');
  return {
    kind: 'Scale',
    apiVersion: 'extensions/v1beta1',
    metadata: {
      name,
      namespace,
      selfLink: `/apis/extensions/v1beta1/namespaces/${namespace}/replicationcontrollers/${name}/scale`,
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: controller.status.replicas,
      selector,
      targetSelector: text,
    },
  };
}
