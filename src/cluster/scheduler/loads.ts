// What the scheduler remembers of each node: how much is asked for there, and by pods with which labels. Counted when a pod
// is bound or goes, so that a decision looks at nodes and not at pods.

import type { Pod } from '../api/core/v1/objects.ts';
import { matchesSelector } from '../api/labels.ts';
import type { Labels } from '../api/meta.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import { requestsOf, type Requests } from './requests.ts';

/** Key: `NODE`. */
const LOADS = 'nodeLoads';
/** Pods of equal labels on a node. Key: `NODE namespace labels-as-JSON`. */
const GROUPS = 'nodeGroups';
/** Pods that are counted, with what was counted for them. Key: namespace/name. */
const COUNTED = 'countedPods';

export const loadTables = [LOADS, GROUPS, COUNTED] as const;

export interface Load extends Requests {
  readonly pods: number;
}

interface Group {
  readonly pods: number;
  readonly labels: Labels;
}

interface Counted extends Requests {
  readonly node: string;
  readonly group: string;
  readonly labels: Labels;
  /** It is leaving: it still takes room, but others are no longer kept away from it. */
  readonly isLeaving?: boolean;
}

const NOTHING: Load = { pods: 0, milliCPU: 0, memory: 0, weight: { milliCPU: 0, memory: 0 } };

export function loadOf(view: ClusterView, node: string): Load {
  return view.read<Load>(LOADS, node) ?? NOTHING;
}

/** Pods on a node that one of some selectors matches. */
export function matchingPods(
  view: ClusterView,
  { node, namespace, selectors }: { node: string; namespace: string; selectors: readonly Labels[] },
): number {
  if (selectors.length === 0) return 0;
  return view
    .scan<Group>(GROUPS, `${node} ${namespace} `)
    .filter(([, { labels }]) => selectors.some((selector) => matchesSelector(selector, labels)))
    .reduce((sum, [, { pods }]) => sum + pods, 0);
}

/** A pod has come to a node. */
export function countPod(view: ClusterView, pod: Pod, node: string): Action[] {
  const { namespace = '', name, labels = {} } = pod.metadata;
  const key = `${namespace}/${name}`;
  if (view.read(COUNTED, key)) return [];
  const counted: Counted = {
    ...requestsOf(pod),
    node,
    labels,
    group: `${node} ${namespace} ${JSON.stringify(labels)}`,
  };
  return [
    { type: 'write', table: COUNTED, key, value: counted },
    changeLoad(view, counted, 1),
    changeGroup(view, counted, 1),
  ];
}

export function countLeaving(view: ClusterView, key: string): Action[] {
  const counted = view.read<Counted>(COUNTED, key);
  if (!counted || counted.isLeaving) return [];
  return [
    { type: 'write', table: COUNTED, key, value: { ...counted, isLeaving: true } },
    changeGroup(view, counted, -1),
  ];
}

export function countGone(view: ClusterView, key: string): Action[] {
  const counted = view.read<Counted>(COUNTED, key);
  if (!counted) return [];
  return [
    { type: 'write', table: COUNTED, key, value: undefined },
    changeLoad(view, counted, -1),
    ...(counted.isLeaving ? [] : [changeGroup(view, counted, -1)]),
  ];
}

function changeLoad(view: ClusterView, { node, ...pod }: Counted, sign: 1 | -1): Action {
  const load = loadOf(view, node);
  const value: Load = {
    pods: load.pods + sign,
    milliCPU: load.milliCPU + sign * pod.milliCPU,
    memory: load.memory + sign * pod.memory,
    weight: {
      milliCPU: load.weight.milliCPU + sign * pod.weight.milliCPU,
      memory: load.weight.memory + sign * pod.weight.memory,
    },
  };
  return { type: 'write', table: LOADS, key: node, value: value.pods > 0 ? value : undefined };
}

function changeGroup(view: ClusterView, { group, labels }: Counted, sign: 1 | -1): Action {
  const pods = (view.read<Group>(GROUPS, group)?.pods ?? 0) + sign;
  const value: Group | undefined = pods > 0 ? { pods, labels } : undefined;
  return { type: 'write', table: GROUPS, key: group, value };
}
