// kube-scheduler, as in Kubernetes 1.3 with its default provider: pods of one controller are spread over the nodes, then
// nodes with fewer pods win, then chance decides. Requests of CPU and memory are not counted; the number of pods is.

import type { Node, Pod } from '../api/core/v1/objects.ts';
import { matchesSelector } from '../api/labels.ts';
import { keyOf, parseKey, type ObjectKey } from '../api/meta.ts';
import type { Action, Change, ClusterView, Component } from '../apiserver/client.ts';
import { recordEvent } from '../apiserver/eventRecorder.ts';
import { FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS, SCHEDULE_DELAY_MS } from './timing.ts';

/** Pods on a node, in all and by controller. Key: `NODE` or `NODE namespace/controller`. */
const LOADS = 'nodeLoads';
/** How long a pod that fitted nowhere waits next. Key: namespace/name. */
const BACKOFFS = 'schedulingBackoffs';

interface Load {
  readonly pods: number;
}
interface Backoff {
  readonly ms: number;
}

export function createScheduler(): Component {
  return {
    name: 'kube-scheduler',
    tables: [LOADS, BACKOFFS],
    watches: [{ kind: 'Pod', wakeups: wakeupsOfPod }],
    reconcile(view, key) {
      const [word, pod = '', node = '', group = ''] = key.split(' ');
      if (word === 'leaving') return count(view, [`${node} ${group}`], -1);
      if (word === 'gone') return forget(view, pod, [node, ...(group ? [`${node} ${group}`] : [])]);
      return schedule(view, parseKey(key));
    },
  };
}

/**
 * A pod without a node is to be scheduled; one that is gone leaves room. One that is leaving holds its room, but others of
 * its group are no longer kept away from it.
 */
function wakeupsOfPod(change: Change): readonly { key: string; afterMs: number }[] {
  const pod = change.object as Pod;
  const { nodeName } = pod.spec;
  if (!nodeName) {
    return change.type === 'ADDED' ? [{ key: keyOf(change.key), afterMs: SCHEDULE_DELAY_MS }] : [];
  }
  const { deletionTimestamp } = pod.metadata;
  const name = keyOf(change.key);
  if (change.type === 'DELETED') {
    const group = deletionTimestamp ? '' : groupOf(pod);
    return [{ key: `gone ${name} ${nodeName} ${group}`, afterMs: 0 }];
  }
  const previous = change.previous as Pod | undefined;
  return deletionTimestamp && !previous?.metadata.deletionTimestamp
    ? [{ key: `leaving ${name} ${nodeName} ${groupOf(pod)}`, afterMs: 0 }]
    : [];
}

function schedule(view: ClusterView, key: ObjectKey): Action[] {
  const pod = view.get('Pod', key);
  if (!pod || pod.spec.nodeName || pod.metadata.deletionTimestamp) return [];
  const failures: string[] = [];
  const nodes = view.list('Node').filter((node) => {
    const failure = whyNot(view, pod, node);
    if (failure) failures.push(`fit failure on node (${node.metadata.name}): ${failure}\n`);
    return !failure && isUsable(node);
  });
  const node = choose(view, pod, nodes);
  return node ? bind(view, pod, node) : giveUp(view, pod, failures);
}

function bind(view: ClusterView, pod: Pod, node: Node): Action[] {
  const { name, namespace = '' } = pod.metadata;
  const nodeName = node.metadata.name;
  return [
    ...count(view, [nodeName, `${nodeName} ${groupOf(pod)}`], 1),
    { type: 'write', table: BACKOFFS, key: `${namespace}/${name}`, value: undefined },
    {
      type: 'request',
      request: {
        method: 'POST',
        path: `/api/v1/namespaces/${namespace}/pods/${name}/binding`,
        body: {
          kind: 'Binding',
          apiVersion: 'v1',
          metadata: { name },
          target: { kind: 'Node', name: nodeName },
        },
      },
    },
    recordEvent(view, {
      component: 'default-scheduler',
      object: pod,
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${name} to ${nodeName}`,
    }),
  ];
}

/** Fitted nowhere: say so, and try again later. */
function giveUp(view: ClusterView, pod: Pod, failures: readonly string[]): Action[] {
  const { name, namespace = '' } = pod.metadata;
  const key = `${namespace}/${name}`;
  const ms = view.read<Backoff>(BACKOFFS, key)?.ms ?? FIRST_BACKOFF_MS;
  const message =
    failures.length > 0
      ? `pod (${name}) failed to fit in any node\n${failures.join('')}`
      : 'no nodes available to schedule pods';
  return [
    { type: 'write', table: BACKOFFS, key, value: { ms: Math.min(ms * 2, LONGEST_BACKOFF_MS) } },
    { type: 'wake', key, afterMs: ms },
    recordEvent(view, {
      component: 'default-scheduler',
      object: pod,
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
    }),
  ];
}

/** Ready and not cordoned. Others are not even looked at. */
function isUsable(node: Node): boolean {
  const isReady = node.status.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return isReady === true && node.spec.unschedulable !== true;
}

/** The predicate that fails, in the words of 1.3. */
function whyNot(view: ClusterView, pod: Pod, node: Node): string | undefined {
  const { name, labels } = node.metadata;
  if (!isUsable(node)) return undefined;
  if (pod.spec.nodeSelector && !matchesSelector(pod.spec.nodeSelector, labels)) {
    return 'MatchNodeSelector';
  }
  const ports = hostPortsOf(pod);
  if (ports.length > 0) {
    const taken = view.podsOnNode(name).flatMap(hostPortsOf);
    if (ports.some((port) => taken.includes(port))) return 'PodFitsHostPorts';
  }
  const used = loadOf(view, name);
  const capacity = Number(node.status.capacity?.pods ?? 110);
  return used + 1 > capacity ? 'Insufficient PodCount' : undefined;
}

/** The protocol is not looked at, as in 1.3. */
function hostPortsOf(pod: Pod): number[] {
  return pod.spec.containers.flatMap(({ ports }) =>
    (ports ?? []).flatMap(({ hostPort }) => (hostPort ? [hostPort] : [])),
  );
}

function choose(view: ClusterView, pod: Pod, nodes: readonly Node[]): Node | undefined {
  const group = groupOf(pod);
  let best: Node[] = [];
  let bestScore = Infinity;
  for (const node of nodes) {
    const { name } = node.metadata;
    const score = loadOf(view, `${name} ${group}`) * 1_000 + loadOf(view, name);
    if (score < bestScore) best = [];
    if (score <= bestScore) best.push(node);
    bestScore = Math.min(score, bestScore);
  }
  return best.length < 2 ? best[0] : best[view.random('scheduler') % best.length];
}

/** The pods among which one is spread: those of one controller, else of equal app labels. */
function groupOf(pod: Pod): string {
  const { namespace = '', generateName, name } = pod.metadata;
  return `${namespace}/${generateName ?? name}`;
}

function loadOf(view: ClusterView, key: string): number {
  return view.read<Load>(LOADS, key)?.pods ?? 0;
}

function count(view: ClusterView, keys: readonly string[], change: number): Action[] {
  return keys.map((key) => {
    const pods = loadOf(view, key) + change;
    return { type: 'write', table: LOADS, key, value: pods > 0 ? { pods } : undefined };
  });
}

function forget(view: ClusterView, pod: string, loads: readonly string[]): Action[] {
  return [
    ...count(view, loads, -1),
    { type: 'write', table: BACKOFFS, key: pod, value: undefined },
  ];
}
