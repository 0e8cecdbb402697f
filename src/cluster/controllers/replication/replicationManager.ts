// The replication manager of Kubernetes 1.3: one sync brings the pods of one ReplicationController nearer to its size.
// It reads the present state, so it needs no expectations. status.replicas is what was there before the sync, as there.

import type { Pod, ReplicationController } from '../../api/core/v1/objects.ts';
import { matchesSelector } from '../../api/labels.ts';
import { keyOf, parseKey, type ObjectKey } from '../../api/meta.ts';
import type {
  Action,
  ApiResponse,
  Change,
  ClusterView,
  Component,
} from '../../apiserver/client.ts';
import { recordEvent, referenceTo } from '../../apiserver/eventRecorder.ts';
import { isActive, leastUsefulFirst } from './podOrder.ts';
import { SYNC_DELAY_MS } from './timing.ts';

/** Creates or deletes at most so many pods in one sync. */
const BURST_REPLICAS = 500;

const COMPONENT = 'replication-controller';

export function createReplicationManager(): Component {
  return {
    name: COMPONENT,
    tables: [],
    watches: [
      {
        kind: 'ReplicationController',
        wakeups: ({ key }) => [{ key: keyOf(key), afterMs: SYNC_DELAY_MS }],
      },
      { kind: 'Pod', wakeups: wakeupsOfPod },
    ],
    reconcile(view, key, payload) {
      if (key.startsWith('created ')) {
        return reportCreated(view, parseKey(key.slice('created '.length)), payload as ApiResponse);
      }
      return reconcileReplicationController(view, parseKey(key));
    },
  };
}

/** Says what would bring the pods of one ReplicationController to its desired count. */
function reconcileReplicationController(view: ClusterView, key: ObjectKey): Action[] {
  const controller = view.get('ReplicationController', key);
  if (!controller) return []; // Deleted since the wakeup was queued.

  const { replicas, selector } = controller.spec;
  const pods = view.select('Pod', key.namespace, selector).filter(isActive);
  const missing = replicas - pods.length;
  const changes =
    missing >= 0
      ? Array<Action>(Math.min(missing, BURST_REPLICAS)).fill(createPod(controller))
      : leastUsefulFirst(pods)
          .slice(0, Math.min(-missing, BURST_REPLICAS))
          .flatMap((pod) => deletePod(view, controller, pod));
  const isUnfinished = Math.abs(missing) > BURST_REPLICAS;
  return [
    ...(missing === 0 ? [] : [because(controller, pods.length)]),
    ...changes,
    ...writeStatus(controller, pods),
    ...(isUnfinished
      ? [{ type: 'wake', key: keyOf(key), afterMs: SYNC_DELAY_MS } satisfies Action]
      : []),
  ];
}

function because({ metadata, spec }: ReplicationController, pods: number): Action {
  const text = `ReplicationController ${metadata.name} had ${pods} of ${spec.replicas} pods`;
  return { type: 'because', text };
}

/** A pod that comes, goes or changes its labels wakes the oldest controller that selects it. */
function wakeupsOfPod(change: Change, view: ClusterView): { key: string; afterMs: number }[] {
  const pod = change.object as Pod;
  const previous = change.previous as Pod | undefined;
  if (
    change.type === 'MODIFIED' &&
    previous &&
    previous.metadata.labels === pod.metadata.labels &&
    isActive(previous) === isActive(pod)
  ) {
    return [];
  }
  const woken = [pod, ...(previous ? [previous] : [])]
    .map((each) => controllerOf(view, change.key.namespace, each))
    .filter((name) => name !== undefined);
  return [...new Set(woken)].map((name) => ({
    key: `${change.key.namespace}/${name}`,
    afterMs: SYNC_DELAY_MS,
  }));
}

function controllerOf(view: ClusterView, namespace: string, pod: Pod): string | undefined {
  const [...controllers] = view.selecting(
    'ReplicationController',
    namespace,
    pod.metadata.labels ?? {},
  );
  return controllers.sort(
    (a, b) =>
      compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
      compare(a.metadata.name, b.metadata.name),
  )[0]?.metadata.name;
}

function createPod(controller: ReplicationController): Action {
  const { name, namespace = '' } = controller.metadata;
  const { metadata, spec } = controller.spec.template;
  const createdBy = JSON.stringify({
    kind: 'SerializedReference',
    apiVersion: 'v1',
    reference: referenceTo(controller),
  });
  return {
    type: 'request',
    request: {
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/pods`,
      body: {
        kind: 'Pod',
        apiVersion: 'v1',
        metadata: {
          generateName: `${name}-`,
          labels: metadata.labels,
          annotations: { ...metadata.annotations, 'kubernetes.io/created-by': `${createdBy}\n` },
        },
        spec,
      },
    },
    replyTo: `created ${namespace}/${name}`,
  };
}

/** The answer to a creation: its Event, on the controller. */
function reportCreated(view: ClusterView, key: ObjectKey, response: ApiResponse): Action[] {
  const controller = view.get('ReplicationController', key);
  if (!controller) return [];
  if (response.status === 201) {
    const { name } = (response.body as Pod).metadata;
    const message = `Created pod: ${name}`;
    return [
      recordEvent(view, {
        component: COMPONENT,
        object: controller,
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: message,
      }),
    ];
  }
  const { message } = response.body as { readonly message: string };
  return [
    recordEvent(view, {
      component: COMPONENT,
      object: controller,
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${message}`,
    }),
  ];
}

function deletePod(view: ClusterView, controller: ReplicationController, pod: Pod): Action[] {
  const { name, namespace } = pod.metadata;
  const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  return [
    { type: 'request', request: { method: 'DELETE', path } },
    recordEvent(view, {
      component: COMPONENT,
      object: controller,
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${name}`,
    }),
  ];
}

function writeStatus(controller: ReplicationController, pods: readonly Pod[]): Action[] {
  const { name, namespace, generation } = controller.metadata;
  const templateLabels = controller.spec.template.metadata.labels ?? {};
  const fullyLabeled = pods.filter(({ metadata }) =>
    matchesSelector(templateLabels, metadata.labels),
  ).length;
  const { status } = controller;
  if (
    status.replicas === pods.length &&
    (status.fullyLabeledReplicas ?? 0) === fullyLabeled &&
    status.observedGeneration === generation
  ) {
    return [];
  }
  const body: ReplicationController = {
    ...controller,
    status: {
      replicas: pods.length,
      ...(fullyLabeled > 0 ? { fullyLabeledReplicas: fullyLabeled } : {}),
      ...(generation === undefined ? {} : { observedGeneration: generation }),
    },
  };
  const path = `/api/v1/namespaces/${namespace}/replicationcontrollers/${name}/status`;
  return [{ type: 'request', request: { method: 'PUT', path, body } }];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
