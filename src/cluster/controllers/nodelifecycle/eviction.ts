// What happens to the pods of a node that is lost: at once they are no longer ready; after five minutes they are deleted;
// when their grace is over too and no kubelet has removed them, they are removed by force.

import type { Node, Pod, PodCondition } from '../../api/core/v1/objects.ts';
import { parseKey } from '../../api/meta.ts';
import type { Action, ClusterView } from '../../apiserver/client.ts';
import { recordEvent } from '../../apiserver/eventRecorder.ts';
import { COMPONENT, recordNodeEvent } from './nodeEvents.ts';
import { LONGEST_GRACE_MS } from './timing.ts';

/** Nodes whose pods are being evicted, by name. */
export const EVICTIONS = 'evictions';

interface Eviction {
  /** Virtual ms at which their pods were deleted. */
  readonly since: number;
}

/** The kubelet puts it right when it comes back. */
export function markPodsNotReady(view: ClusterView, node: string): Action[] {
  return view.podsOnNode(node).flatMap((pod): Action[] => {
    const conditions = pod.status.conditions?.map((condition): PodCondition =>
      condition.type === 'Ready' ? { ...condition, status: 'False' } : condition,
    );
    if (!conditions?.some(({ type }) => type === 'Ready')) return [];
    const body: Pod = { ...pod, status: { ...pod.status, conditions } };
    return [{ type: 'request', request: { method: 'PUT', path: `${pathOf(pod)}/status`, body } }];
  });
}

/** Deletes the node's pods, and later by force those that are still there. */
export function evictPods(view: ClusterView, node: Node): Action[] {
  const { name } = node.metadata;
  const pods = view.podsOnNode(name);
  const begun = view.read<Eviction>(EVICTIONS, name);
  const staying = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (begun && staying.length === 0)
    return pods.flatMap((pod) => force(view, node, { pod, begun }));
  const since: Eviction = { since: view.now };
  return [
    { type: 'because', text: `node ${name} had not been ready for five minutes` },
    { type: 'write', table: EVICTIONS, key: name, value: since },
    ...(pods.length > 0
      ? [recordNodeEvent(view, node, 'DeletingAllPods', `Deleting all Pods from Node ${name}.`)]
      : []),
    ...staying.flatMap((pod): Action[] => [
      recordEvent(view, {
        component: COMPONENT,
        object: pod,
        type: 'Normal',
        reason: 'NodeControllerEviction',
        message: `Marking for deletion Pod ${pod.metadata.name} from Node ${name}`,
      }),
      { type: 'request', request: { method: 'DELETE', path: pathOf(pod) } },
    ]),
  ];
}

function force(
  view: ClusterView,
  node: Node,
  { pod, begun }: { readonly pod: Pod; readonly begun: Eviction },
): Action[] {
  const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  if (view.now - begun.since <= Math.min(graceMs, LONGEST_GRACE_MS)) return [];
  const text = `Pod ${pod.metadata.name} has exceeded the grace period for deletion after being evicted from Node "${node.metadata.name}" and is being force killed`;
  return [recordNodeEvent(view, node, 'TerminatingEvictedPod', text), remove(pod)];
}

/** A pod that is to go, of no node or of one that is not there, is removed at once. */
export function checkOrphan(view: ClusterView, key: string): Action[] {
  const pod = view.get('Pod', parseKey(key));
  if (!pod?.metadata.deletionTimestamp) return [];
  const { nodeName } = pod.spec;
  const isHoused = nodeName && view.get('Node', { namespace: '', name: nodeName });
  return isHoused ? [] : [remove(pod)];
}

function remove(pod: Pod): Action {
  const query = { gracePeriodSeconds: '0' };
  return { type: 'request', request: { method: 'DELETE', path: pathOf(pod), query } };
}

function pathOf({ metadata }: Pod): string {
  return `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
}
