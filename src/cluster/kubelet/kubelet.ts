// The kubelets of all nodes, as in Kubernetes 1.3 with Docker: each starts, watches and stops the pods bound to its node,
// and says every ten seconds that it lives. Probes, environment variables and volumes come later.

import type { Pod } from '../api/core/v1/objects.ts';
import { keyOf } from '../api/meta.ts';
import type { ImageCatalogue } from '../network/container.ts';
import {
  nodeKey,
  splitNodeKey,
  type Action,
  type Change,
  type ClusterView,
  type Component,
} from '../apiserver/client.ts';
import { makeNode, nodeStatus, type Machine } from './node.ts';
import { syncPod } from './podSync.ts';
import { kubeletTables } from './tables.ts';
import { HEARTBEAT_MS, SYNC_DELAY_MS } from './timing.ts';

const HEARTBEAT = 'heartbeat';

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
    reconcile(view, wakeupKey) {
      const { node, key } = splitNodeKey(wakeupKey);
      const machine = byName.get(node);
      if (!machine) return [];
      return key === HEARTBEAT
        ? sendHeartbeat(view, machine)
        : syncPod({ view, machine, images }, key);
    },
    isPeriodic: (key) => splitNodeKey(key).key === HEARTBEAT,
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
  return [{ type: 'request', request: { method: 'PUT', path, body } }, next];
}
