// kube-scheduler, as in Kubernetes 1.3 with its default provider: predicates say where a pod fits, priorities where best.

import { formatTimestamp } from '../api/calendar.ts';
import type { Pod } from '../api/core/v1/objects.ts';
import { keyOf, parseKey, type ObjectKey } from '../api/meta.ts';
import type { Action, Change, ClusterView, Component } from '../apiserver/client.ts';
import { recordEvent } from '../apiserver/eventRecorder.ts';
import { countGone, countLeaving, countPod, loadTables } from './loads.ts';
import { isUsable, whyNotOf } from './predicates.ts';
import { chooseNode, type Choice } from './priorities.ts';
import { FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS, SCHEDULE_DELAY_MS } from './timing.ts';

/** How long a pod that fitted nowhere waits next. Key: namespace/name. */
const BACKOFFS = 'schedulingBackoffs';

interface Backoff {
  readonly ms: number;
}

export function createScheduler(): Component {
  return {
    name: 'kube-scheduler',
    tables: [...loadTables, BACKOFFS],
    watches: [{ kind: 'Pod', wakeups: wakeupsOfPod }],
    reconcile(view, key) {
      const [word = '', pod = ''] = key.split(' ');
      if (word === 'housed') return house(view, pod);
      if (word === 'leaving') return countLeaving(view, pod);
      if (word === 'gone') return forget(view, pod);
      return schedule(view, parseKey(key));
    },
  };
}

/** A pod without a node is to be scheduled; others are counted as they come, leave and go. */
function wakeupsOfPod(change: Change): readonly { key: string; afterMs: number }[] {
  const pod = change.object as Pod;
  const previous = change.previous as Pod | undefined;
  const key = keyOf(change.key);
  const isHoused = pod.spec.nodeName !== undefined;
  if (change.type === 'DELETED') return [{ key: `gone ${key}`, afterMs: 0 }];
  if (change.type === 'ADDED') {
    return [isHoused ? { key: `housed ${key}`, afterMs: 0 } : { key, afterMs: SCHEDULE_DELAY_MS }];
  }
  if (!isHoused) return [{ key, afterMs: SCHEDULE_DELAY_MS }];
  const isLeaving = pod.metadata.deletionTimestamp && !previous?.metadata.deletionTimestamp;
  return isLeaving ? [{ key: `leaving ${key}`, afterMs: 0 }] : [];
}

function schedule(view: ClusterView, key: ObjectKey): Action[] {
  const pod = view.get('Pod', key);
  if (!pod || pod.spec.nodeName || pod.metadata.deletionTimestamp) return [];
  const failures: string[] = [];
  const whyNot = whyNotOf(view, pod);
  const fitting = view
    .list('Node')
    .filter(isUsable)
    .filter((node) => {
      const failure = whyNot(node);
      if (failure) failures.push(`fit failure on node (${node.metadata.name}): ${failure}\n`);
      return !failure;
    });
  const choice = chooseNode(view, pod, fitting);
  return choice ? bind(view, pod, choice) : giveUp(view, pod, failures);
}

function bind(view: ClusterView, pod: Pod, { node, because }: Choice): Action[] {
  const { name, namespace = '' } = pod.metadata;
  const nodeName = node.metadata.name;
  return [
    { type: 'because', text: because },
    ...countPod(view, pod, nodeName),
    ...forgetBackoff(view, `${namespace}/${name}`),
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
    { type: 'because', text: whyNowhere(failures) },
    { type: 'write', table: BACKOFFS, key, value: { ms: Math.min(ms * 2, LONGEST_BACKOFF_MS) } },
    { type: 'wake', key, afterMs: ms },
    recordEvent(view, {
      component: 'default-scheduler',
      object: pod,
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
    }),
    ...markUnschedulable(view, pod),
  ];
}

/** As in "it does not fit on 192.168.18.3 (MatchNodeSelector) and it does not fit on 192.168.18.4 (PodFitsHostPorts)". */
function whyNowhere(failures: readonly string[]): string {
  const found = failures.flatMap((failure) => {
    const [, node, predicate] = /\((.+)\): (.+)\n/.exec(failure) ?? [];
    return node === undefined ? [] : [`it does not fit on ${node} (${predicate})`];
  });
  if (found.length === 0) return 'there was no node to schedule it to';
  const rest = found.length - MOST_NAMED;
  const named = found.slice(0, MOST_NAMED).join(' and ');
  return rest > 0 ? `${named} and on ${rest} more nodes` : named;
}

/** So many nodes are named. */
const MOST_NAMED = 3;

/** The condition says so once; that write puts the pod into the queue again, as any write does. */
function markUnschedulable(view: ClusterView, pod: Pod): Action[] {
  const conditions = pod.status.conditions ?? [];
  if (conditions.some(({ type }) => type === 'PodScheduled')) return [];
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: formatTimestamp(view.now),
    reason: 'Unschedulable',
  } as const;
  const { name, namespace = '' } = pod.metadata;
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
  const body: Pod = { ...pod, status: { ...pod.status, conditions: [...conditions, condition] } };
  return [{ type: 'request', request: { method: 'PUT', path, body } }];
}

/** A pod that came with its node, past the scheduler. */
function house(view: ClusterView, key: string): Action[] {
  const pod = view.get('Pod', parseKey(key));
  return pod?.spec.nodeName ? countPod(view, pod, pod.spec.nodeName) : [];
}

function forget(view: ClusterView, key: string): Action[] {
  return [...countGone(view, key), ...forgetBackoff(view, key)];
}

function forgetBackoff(view: ClusterView, key: string): Action[] {
  if (view.read(BACKOFFS, key) === undefined) return [];
  return [{ type: 'write', table: BACKOFFS, key, value: undefined }];
}
