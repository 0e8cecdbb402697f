// The node controller of Kubernetes 1.3: greets new nodes, marks those whose kubelet is silent, and after five minutes
// deletes their pods. When it sees no ready node at all it takes its own network for broken and evicts nobody. Evictions
// are not rate-limited here: the limit of one node in ten seconds shows in large clusters only.

import { formatTimestamp } from '../../api/calendar.ts';
import type { Node, NodeCondition } from '../../api/core/v1/objects.ts';
import type { Action, Change, ClusterView, Component } from '../../apiserver/client.ts';
import { keyOf } from '../../api/meta.ts';
import { checkOrphan, EVICTIONS, evictPods, markPodsNotReady } from './eviction.ts';
import { recordNodeEvent, recordNodeStatus } from './nodeEvents.ts';
import { GRACE_PERIOD_MS, MONITOR_PERIOD_MS, POD_EVICTION_TIMEOUT_MS } from './timing.ts';

const MONITOR = 'monitor';

/** What it last saw of each node, by name. */
const OBSERVED_NODES = 'observedNodes';

interface ObservedNode {
  /** The heartbeat that the node last sent. */
  readonly heartbeat: string;
  /** When it saw that heartbeat arrive, virtual ms. */
  readonly heardAt: number;
  /** When it saw the present Ready status begin, virtual ms. */
  readonly changedAt: number;
  readonly ready: NodeCondition['status'];
}

export function createNodeController(): Component {
  return {
    name: 'node-controller',
    tables: [OBSERVED_NODES, EVICTIONS],
    watches: [{ kind: 'Pod', wakeups: wakeupsOfPod }],
    start: () => [{ type: 'wake', key: MONITOR, afterMs: MONITOR_PERIOD_MS }],
    reconcile: (view, key) => (key === MONITOR ? monitor(view) : checkOrphan(view, key)),
    isPeriodic: () => true,
  };
}

/** A pod that is to go from a node that is not there any more has nobody else to remove it. */
function wakeupsOfPod(
  { key, object }: Change,
  view: ClusterView,
): readonly { key: string; afterMs: number }[] {
  if (object.kind !== 'Pod' || !object.metadata.deletionTimestamp) return [];
  const { nodeName } = object.spec;
  const isHoused = nodeName && view.get('Node', { namespace: '', name: nodeName });
  return isHoused ? [] : [{ key: keyOf(key), afterMs: 0 }];
}

function monitor(view: ClusterView): Action[] {
  const nodes = view.list('Node');
  const isAnyReady = nodes.some((node) => readyOf(view, node) === 'True');
  return [
    ...nodes.flatMap((node) => monitorNode(view, node, isAnyReady)),
    { type: 'wake', key: MONITOR, afterMs: MONITOR_PERIOD_MS },
  ];
}

function monitorNode(view: ClusterView, node: Node, isAnyReady: boolean): Action[] {
  const { name } = node.metadata;
  const known = view.read<ObservedNode>(OBSERVED_NODES, name);
  const seen = observe(view, node, known);
  const isLost = known?.ready === 'True' && seen.ready !== 'True';
  const isSilent = seen.ready === 'Unknown' && conditionOf(node)?.status !== 'Unknown';
  const notReadyFor = view.now - (seen.ready === 'Unknown' ? seen.heardAt : seen.changedAt);
  const isToEvict = isAnyReady && seen.ready !== 'True' && notReadyFor > POD_EVICTION_TIMEOUT_MS;
  return [
    ...(known === undefined
      ? [recordNodeEvent(view, node, 'RegisteredNode', `Registered Node ${name} in NodeController`)]
      : []),
    ...(known && isSame(known, seen)
      ? []
      : [{ type: 'write', table: OBSERVED_NODES, key: name, value: seen } satisfies Action]),
    ...(isSilent ? silence(view, node) : []),
    ...(isLost
      ? [recordNodeStatus(view, node, 'NodeNotReady'), ...markPodsNotReady(view, name)]
      : []),
    ...(isToEvict ? evictPods(view, node) : cancelEviction(view, name)),
  ];
}

function observe(view: ClusterView, node: Node, known: ObservedNode | undefined): ObservedNode {
  const condition = conditionOf(node);
  const heartbeat = condition?.lastHeartbeatTime ?? '';
  const isHeard = known?.heartbeat !== heartbeat;
  const heardAt = isHeard ? view.now : known.heardAt;
  const ready = readyFor(view, { heardAt, status: condition?.status });
  const changedAt = known?.ready === ready ? known.changedAt : view.now;
  return { heartbeat, heardAt, changedAt, ready };
}

function readyFor(
  { now }: ClusterView,
  { heardAt, status }: { heardAt: number; status: NodeCondition['status'] | undefined },
): NodeCondition['status'] {
  return now > heardAt + GRACE_PERIOD_MS ? 'Unknown' : (status ?? 'Unknown');
}

function readyOf(view: ClusterView, node: Node): NodeCondition['status'] {
  return observe(view, node, view.read<ObservedNode>(OBSERVED_NODES, node.metadata.name)).ready;
}

function isSame(one: ObservedNode, other: ObservedNode): boolean {
  return one.heartbeat === other.heartbeat && one.ready === other.ready;
}

function conditionOf({ status }: Node): NodeCondition | undefined {
  return status.conditions?.find(({ type }) => type === 'Ready');
}

/** Nobody knows how a silent node is. */
function silence(view: ClusterView, node: Node): Action[] {
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
    { type: 'because', text: `node ${node.metadata.name} had been silent for 40 seconds` },
    { type: 'request', request: { method: 'PUT', path, body } },
  ];
}

function cancelEviction(view: ClusterView, node: string): Action[] {
  if (view.read(EVICTIONS, node) === undefined) return [];
  return [{ type: 'write', table: EVICTIONS, key: node, value: undefined }];
}
