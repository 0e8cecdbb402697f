// What the scheduler remembers of each node: how much is asked for there, and by pods with which labels. Counted when a pod
// is bound or goes, so that a decision looks at nodes and not at pods.

import type { Pod } from '../api/core/v1/objects.ts';
import { matchesSelector } from '../api/labels.ts';
import type { Labels } from '../api/meta.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import { requestsOf, type Requests } from './requests.ts';

/** Key: `NODE`. */
const LOADS = 'nodeLoads';
/** Pods that are counted, with what was counted for them. Key: namespace/name. */
const COUNTED = 'countedPods';

export const loadTables = [LOADS, COUNTED] as const;

export interface Load extends Requests {
  readonly pods: number;
  /** How many of them have equal labels, those aside that are leaving. Key: `namespace labels-as-JSON`. */
  readonly groups: Readonly<Record<string, number>>;
}

interface Counted extends Requests {
  readonly node: string;
  readonly group: string;
  /** It is leaving: it still takes room, but others are no longer kept away from it. */
  readonly isLeaving?: boolean;
}

const NOTHING: Load = {
  pods: 0,
  milliCPU: 0,
  memory: 0,
  weight: { milliCPU: 0, memory: 0 },
  groups: {},
};

export function loadOf(view: ClusterView, node: string): Load {
  return view.read<Load>(LOADS, node) ?? NOTHING;
}

/** For any node: how many pods of a namespace are there that one of some selectors matches. */
export function matchingPodsOf(
  namespace: string,
  selectors: readonly Labels[],
): (load: Load) => number {
  if (selectors.length === 0) return () => 0;
  const prefix = `${namespace} `;
  const isMatch = (group: string) => {
    if (!group.startsWith(prefix)) return false;
    const labels = JSON.parse(group.slice(prefix.length)) as Labels;
    return selectors.some((selector) => matchesSelector(selector, labels));
  };
  const answers = new Map<string, boolean>(); // Nodes have the same few groups.
  return ({ groups }) => {
    let sum = 0;
    for (const group of Object.keys(groups)) {
      let answer = answers.get(group);
      if (answer === undefined) answers.set(group, (answer = isMatch(group)));
      if (answer) sum += groups[group] ?? 0;
    }
    return sum;
  };
}

/** A pod has come to a node. */
export function countPod(view: ClusterView, pod: Pod, node: string): Action[] {
  const { namespace = '', name, labels = {} } = pod.metadata;
  const key = `${namespace}/${name}`;
  if (view.read(COUNTED, key)) return [];
  const counted: Counted = {
    ...requestsOf(pod),
    node,
    group: `${namespace} ${JSON.stringify(labels)}`,
  };
  return [
    { type: 'write', table: COUNTED, key, value: counted },
    write(node, withGroup(withRequests(loadOf(view, node), counted, 1), counted.group, 1)),
  ];
}

export function countLeaving(view: ClusterView, key: string): Action[] {
  const counted = view.read<Counted>(COUNTED, key);
  if (!counted || counted.isLeaving) return [];
  const { node, group } = counted;
  return [
    { type: 'write', table: COUNTED, key, value: { ...counted, isLeaving: true } },
    write(node, withGroup(loadOf(view, node), group, -1)),
  ];
}

export function countGone(view: ClusterView, key: string): Action[] {
  const counted = view.read<Counted>(COUNTED, key);
  if (!counted) return [];
  const { node, group, isLeaving } = counted;
  const load = withRequests(loadOf(view, node), counted, -1);
  return [
    { type: 'write', table: COUNTED, key, value: undefined },
    write(node, isLeaving ? load : withGroup(load, group, -1)),
  ];
}

function withRequests(load: Load, pod: Requests, sign: 1 | -1): Load {
  return {
    ...load,
    pods: load.pods + sign,
    milliCPU: load.milliCPU + sign * pod.milliCPU,
    memory: load.memory + sign * pod.memory,
    weight: {
      milliCPU: load.weight.milliCPU + sign * pod.weight.milliCPU,
      memory: load.weight.memory + sign * pod.weight.memory,
    },
  };
}

function withGroup(load: Load, group: string, sign: 1 | -1): Load {
  const { [group]: before = 0, ...others } = load.groups;
  const pods = before + sign;
  return { ...load, groups: pods > 0 ? { ...others, [group]: pods } : others };
}

function write(node: string, load: Load): Action {
  return { type: 'write', table: LOADS, key: node, value: load.pods > 0 ? load : undefined };
}
