// The kubelets of all nodes, as in Kubernetes 1.3 with Docker 1.10: each starts, probes, watches and stops the pods bound to
// its node, and says every ten seconds that it lives. Docker itself is here too: containers, their programs, their logs.

import type { Node, Pod } from '../api/core/v1/objects.ts';
import { keyOf, parseKey } from '../api/meta.ts';
import {
  nodeKey,
  type Action,
  type Change,
  type ClusterView,
  type Component,
} from '../apiserver/client.ts';
import type { Outcome } from '../network/connection.ts';
import type { ContainerRecord, Sandbox } from '../network/container.ts';
import type { DockerRequest } from '../network/docker.ts';
import type { ImageCatalogue } from '../network/program.ts';
import { hangUp } from '../network/waiting.ts';
import type { KubeletContext } from './context.ts';
import { askDocker } from './dockerDaemon.ts';
import {
  DOCKER,
  HEARTBEAT,
  isPeriodicKey,
  parseWakeupKey,
  wakePod,
  type Occasion,
} from './keys.ts';
import { makeNode, nodeStatus, type Machine } from './node.ts';
import { PodDraft, type Told } from './podDraft.ts';
import { syncPod } from './podSync.ts';
import { tick } from './probes.ts';
import { containerKey, CONTAINERS, kubeletTables, SANDBOXES } from './tables.ts';
import { HEARTBEAT_MS, SYNC_DELAY_MS } from './timing.ts';

export function createKubelet(machines: readonly Machine[], images: ImageCatalogue): Component {
  const byName = new Map(machines.map((machine) => [machine.name, machine]));
  return {
    name: 'kubelet',
    tables: kubeletTables,
    watches: [{ kind: 'Pod', wakeups: wakeupsOfPod }],
    start: (view) =>
      machines.flatMap((machine) => [
        {
          type: 'request',
          request: { method: 'POST', path: '/api/v1/nodes', body: makeNode(machine, view.now) },
        },
        { type: 'wake', key: nodeKey(machine.name, HEARTBEAT), afterMs: HEARTBEAT_MS },
      ]),
    reconcile(view, wakeupKey, payload) {
      const { node, pod, occasion } = parseWakeupKey(wakeupKey);
      const machine = byName.get(node);
      if (!machine) return [];
      if (pod === HEARTBEAT) return sendHeartbeat(view, machine);
      const context: KubeletContext = { view, machine, images };
      if (pod === DOCKER) return askDocker(context, payload as DockerRequest);
      switch (occasion.type) {
        case 'probe':
          return probePod(context, pod, occasion);
        case 'outcome':
          return tellProgram(context, pod, { ...occasion, outcome: payload as Outcome });
        default:
          return syncPod(context, pod, { occasion });
      }
    },
    isPeriodic: isPeriodicKey,
  };
}

/** The node's kubelet acts when a pod is bound to it, is to go or is gone; its own status reports are no news. */
function wakeupsOfPod(change: Change): readonly { key: string; afterMs: number }[] {
  const pod = change.object as Pod;
  const previous = change.previous as Pod | undefined;
  const { nodeName } = pod.spec;
  if (!nodeName) return [];
  if (
    change.type === 'MODIFIED' &&
    previous?.spec === pod.spec &&
    previous.metadata.deletionTimestamp === pod.metadata.deletionTimestamp
  ) {
    return [];
  }
  return [{ key: nodeKey(nodeName, keyOf(change.key)), afterMs: SYNC_DELAY_MS }];
}

/** A program that has ended meanwhile leaves nobody who would go on with the connection. */
function tellProgram(context: KubeletContext, key: string, told: Told): Action[] {
  const { view, machine } = context;
  const { container, startedAt, outcome } = told;
  const record = view.read<ContainerRecord>(CONTAINERS, containerKey(machine.name, key, container));
  if (record?.phase === 'running' && record.startedAt === startedAt) {
    return syncPod(context, key, { occasion: { type: 'play' }, told });
  }
  const isOpen = outcome.type === 'answered' && outcome.connection !== undefined;
  return isOpen ? [hangUp(outcome.connection)] : [];
}

function probePod(
  context: KubeletContext,
  key: string,
  { probe, container }: Extract<Occasion, { type: 'probe' }>,
): Action[] {
  const { view, machine } = context;
  const pod = view.get('Pod', parseKey(key));
  const sandbox = view.read<Sandbox>(SANDBOXES, nodeKey(machine.name, key));
  if (!pod || !sandbox || sandbox.uid !== pod.metadata.uid) return [];
  const draft = new PodDraft(context, key, { pod, sandbox });
  const index = draft.records.findIndex(({ name }) => name === container);
  if (index < 0) return [];
  const { actions, record, isUnhealthy } = tick(context, draft.subjectAt(index), probe);
  if (isUnhealthy) draft.wake({ occasion: { type: 'sync' }, afterMs: 0 });
  if (!record) return [...actions, ...draft.finishWithoutStatus()];
  draft.apply(index, { record, actions: [] });
  return [...actions, ...draft.finish()];
}

function sendHeartbeat(view: ClusterView, machine: Machine): Action[] {
  const next: Action = {
    type: 'wake',
    key: nodeKey(machine.name, HEARTBEAT),
    afterMs: HEARTBEAT_MS,
  };
  const node = view.get('Node', { namespace: '', name: machine.name });
  if (!node) {
    const body = makeNode(machine, view.now);
    return [{ type: 'request', request: { method: 'POST', path: '/api/v1/nodes', body } }, next];
  }
  const path = `/api/v1/nodes/${machine.name}/status`;
  const body = { ...node, status: nodeStatus(machine, view.now, node.status) };
  return [
    { type: 'request', request: { method: 'PUT', path, body } },
    ...(isTakenForLost(node) ? reportPods(view, machine) : []),
    next,
  ];
}

function isTakenForLost({ status }: Node): boolean {
  return status.conditions?.find(({ type }) => type === 'Ready')?.status === 'Unknown';
}

/** The node controller has marked the pods of a silent node as not ready: each is looked at, and its status told again. */
function reportPods(view: ClusterView, { name }: Machine): Action[] {
  return view.podsOnNode(name).map(({ metadata }) => {
    const pod = keyOf({ namespace: metadata.namespace ?? '', name: metadata.name });
    return wakePod(name, pod, { occasion: { type: 'sync' }, afterMs: SYNC_DELAY_MS });
  });
}
