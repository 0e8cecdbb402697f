// The node controller of Kubernetes 1.3: greets new nodes and marks those whose kubelet is silent. It does not evict yet.

import { formatTimestamp, parseTimestamp } from '../../api/calendar.ts';
import type { Node, NodeCondition } from '../../api/core/v1/objects.ts';
import type { Action, ClusterView, Component } from '../../apiserver/client.ts';
import { recordEvent } from '../../apiserver/eventRecorder.ts';
import { GRACE_PERIOD_MS, MONITOR_PERIOD_MS } from './timing.ts';

const MONITOR = 'monitor';

/** Nodes that it has greeted, by name. */
const KNOWN_NODES = 'knownNodes';

export function createNodeController(): Component {
  return {
    name: 'node-controller',
    tables: [KNOWN_NODES],
    watches: [],
    start: () => [{ type: 'wake', key: MONITOR, afterMs: MONITOR_PERIOD_MS }],
    reconcile: (view) => [
      ...view.list('Node').flatMap((node) => [...greet(view, node), ...checkHeartbeat(view, node)]),
      { type: 'wake', key: MONITOR, afterMs: MONITOR_PERIOD_MS },
    ],
    isPeriodic: () => true,
  };
}

function greet(view: ClusterView, node: Node): Action[] {
  const { name } = node.metadata;
  if (view.read(KNOWN_NODES, name)) return [];
  return [
    { type: 'write', table: KNOWN_NODES, key: name, value: { since: view.now } },
    recordEvent(view, {
      component: 'controllermanager',
      object: node,
      type: 'Normal',
      reason: 'RegisteredNode',
      message: `Node ${name} event: Registered Node ${name} in NodeController`,
    }),
  ];
}

function checkHeartbeat(view: ClusterView, node: Node): Action[] {
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready');
  if (!ready || ready.status === 'Unknown') return [];
  if (view.now - parseTimestamp(ready.lastHeartbeatTime) < GRACE_PERIOD_MS) return [];
  const conditions = node.status.conditions?.map((condition): NodeCondition => ({
    ...condition,
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime: formatTimestamp(view.now),
  }));
  const path = `/api/v1/nodes/${node.metadata.name}/status`;
  const body = { ...node, status: { ...node.status, conditions } };
  return [
    { type: 'because', text: `node ${node.metadata.name} has been silent for 40 seconds` },
    { type: 'request', request: { method: 'PUT', path, body } },
  ];
}
