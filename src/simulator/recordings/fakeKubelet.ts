// The nodes of the recorded sessions: a program that says that they are ready, that every pod runs 0.6 s after it was bound,
// and lets it go 0.3 s after its deletion. It writes no Events and counts pod addresses up, from .3 on.

import { formatTimestamp } from '../../cluster/api/calendar.ts';
import type { Pod, PodStatus } from '../../cluster/api/core/v1/objects.ts';
import { keyOf, parseKey } from '../../cluster/api/meta.ts';
import type { Action, ClusterView, Component } from '../../cluster/apiserver/client.ts';
import { nodeKey, splitNodeKey } from '../../cluster/apiserver/client.ts';
import { makeNode, type Machine } from '../../cluster/kubelet/node.ts';
import { kubeletTables } from '../../cluster/kubelet/tables.ts';

const START_MS = 600;
const STOP_MS = 300;
const HEARTBEAT = 'heartbeat';
const HEARTBEAT_MS = 10_000;

export function createFakeKubelet(machines: readonly Machine[]): Component {
  return {
    name: 'kubelet',
    tables: kubeletTables,
    watches: [
      {
        kind: 'Pod',
        wakeups({ object, key, type }) {
          const pod = object as Pod;
          const { nodeName } = pod.spec;
          if (!nodeName || type === 'DELETED') return [];
          const isLeaving = pod.metadata.deletionTimestamp !== undefined;
          if (!isLeaving && pod.status.podIP) return [];
          const wakeup = nodeKey(nodeName, keyOf(key));
          return isLeaving
            ? [{ key: wakeup, afterMs: STOP_MS }]
            : [
                { key: wakeup, afterMs: 10 },
                { key: wakeup, afterMs: START_MS },
              ];
        },
      },
    ],
    start: (view) =>
      machines.flatMap((machine): Action[] => [
        {
          type: 'request',
          request: { method: 'POST', path: '/api/v1/nodes', body: makeNode(machine, view.now) },
        },
        beatLater(machine),
      ]),
    isPeriodic: (wakeupKey) => splitNodeKey(wakeupKey).key === HEARTBEAT,
    reconcile(view, wakeupKey) {
      const { node, key } = splitNodeKey(wakeupKey);
      const machine = machines.find(({ name }) => name === node);
      if (machine && key === HEARTBEAT) return [...beat(view, machine), beatLater(machine)];
      const pod = view.get('Pod', parseKey(key));
      return machine && pod ? play(view, machine, pod) : [];
    },
  };
}

/** Else the node controller takes the node for lost. */
function beat(view: ClusterView, machine: Machine): Action[] {
  const node = view.get('Node', { namespace: '', name: machine.name });
  if (!node) return [];
  const path = `/api/v1/nodes/${machine.name}/status`;
  const body = { ...node, status: makeNode(machine, view.now).status };
  return [{ type: 'request', request: { method: 'PUT', path, body } }];
}

function beatLater({ name }: Machine): Action {
  return { type: 'wake', key: nodeKey(name, HEARTBEAT), afterMs: HEARTBEAT_MS };
}

function play(view: ClusterView, machine: Machine, pod: Pod): Action[] {
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
  if (pod.metadata.deletionTimestamp) {
    const query = { gracePeriodSeconds: '0' };
    return [{ type: 'request', request: { method: 'DELETE', path, query } }];
  }
  if (pod.status.podIP) return [];
  const startTime = pod.status.startTime;
  const status = startTime
    ? running(view, machine, { ...pod, status: { ...pod.status, startTime } })
    : creating(view, machine, pod);
  return [
    {
      type: 'request',
      request: { method: 'PUT', path: `${path}/status`, body: { ...pod, status } },
    },
  ];
}

function creating(view: ClusterView, machine: Machine, pod: Pod): PodStatus {
  const now = formatTimestamp(view.now);
  return {
    ...pod.status,
    hostIP: machine.address,
    startTime: now,
    containerStatuses: pod.spec.containers.map(({ name, image }) => ({
      name,
      state: { waiting: { reason: 'ContainerCreating' } },
      lastState: {},
      ready: false,
      restartCount: 0,
      image,
      imageID: '',
    })),
  };
}

function running(view: ClusterView, machine: Machine, pod: Pod): PodStatus {
  const now = formatTimestamp(view.now);
  const condition = (type: 'Initialized' | 'Ready') => ({
    type,
    status: 'True' as const,
    lastProbeTime: null,
    lastTransitionTime: now,
  });
  const scheduled = pod.status.conditions?.filter(({ type }) => type === 'PodScheduled') ?? [];
  const network = machine.podSubnet.replace(/0\/24$/, '');
  return {
    phase: 'Running',
    conditions: [condition('Initialized'), condition('Ready'), ...scheduled],
    hostIP: machine.address,
    podIP: pod.spec.hostNetwork
      ? machine.address
      : `${network}${view.next(`address ${machine.name}`) + 2}`,
    ...(pod.status.startTime ? { startTime: pod.status.startTime } : {}),
    containerStatuses: pod.spec.containers.map(({ name, image }) => ({
      name,
      state: { running: { startedAt: now } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image,
      imageID: `docker://sha256:${'0'.repeat(64)}`,
      containerID: `docker://${'0'.repeat(64)}`,
    })),
  };
}
