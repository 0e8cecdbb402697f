// kubectl cordon, uncordon and drain.

import { resourceOf } from '../../cluster/api/kinds.ts';
import type { Node, Pod } from '../../cluster/api/core/v1/objects.ts';
import {
  finish,
  isFailure,
  isSuccess,
  mistake,
  refusal,
  usageMistake,
  type Failure,
} from '../failures.ts';
import { print, request, type Part, type Program } from '../process.ts';
import { printResult } from '../results.ts';
import type { Command, Invocation } from './command.ts';

export const cordon: Command = {
  name: 'cordon',
  run: (invocation) => mark(invocation, 'cordon'),
};

export const uncordon: Command = {
  name: 'uncordon',
  run: (invocation) => mark(invocation, 'uncordon'),
};

export const drain: Command = {
  name: 'drain',
  run: drainNode,
};

const PODS = '/api/v1/pods';
const CREATED_BY = 'kubernetes.io/created-by';
const MIRROR = 'kubernetes.io/config.mirror';

function* mark(invocation: Invocation, command: 'cordon' | 'uncordon'): Program {
  const node = yield* findNode(invocation, command);
  if (isFailure(node)) return yield* finish(node);
  return yield* finish(yield* setUnschedulable(node, command === 'cordon'));
}

function* findNode({ args }: Invocation, command: string): Part<Node | Failure> {
  const [word = '', ...more] = args.words;
  if (word === '' || more.length > 0) {
    return usageMistake(command, `USAGE: ${command} NODE [flags]`);
  }
  const name = word.replace(/^(nodes?|no)\//, '');
  const response = yield* request({ method: 'GET', path: `/api/v1/nodes/${name}` });
  return isSuccess(response) ? (response.body as Node) : refusal(response);
}

function* setUnschedulable(node: Node, isWanted: boolean): Part<Failure | undefined> {
  const resource = resourceOf('Node');
  const { name } = node.metadata;
  const verb = isWanted ? 'cordoned' : 'uncordoned';
  if (Boolean(node.spec.unschedulable) === isWanted) {
    yield* printResult({ resource, name }, `already ${verb}`);
    return undefined;
  }
  const body = { ...node, spec: { ...node.spec, unschedulable: isWanted } };
  const response = yield* request({ method: 'PUT', path: `/api/v1/nodes/${name}`, body });
  if (!isSuccess(response)) return refusal(response);
  yield* printResult({ resource, name }, verb);
  return undefined;
}

function* drainNode(invocation: Invocation): Program {
  const { args } = invocation;
  const node = yield* findNode(invocation, 'drain');
  if (isFailure(node)) return yield* finish(node);
  const failure = yield* setUnschedulable(node, true);
  if (failure) return yield* finish(failure);
  const { name } = node.metadata;
  const pods = yield* podsToDelete(name, args.isOn('force'));
  if (isFailure(pods)) return yield* finish(pods);
  for (const pod of pods) {
    const problem = yield* deletePod(pod, args.number('grace-period') ?? -1);
    if (problem) return yield* finish(problem);
  }
  yield* printResult({ resource: resourceOf('Node'), name }, 'drained');
  return 0;
}

function* deletePod({ metadata }: Pod, seconds: number): Part<Failure | undefined> {
  const response = yield* request({
    method: 'DELETE',
    path: `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`,
    ...(seconds < 0 ? {} : { query: { gracePeriodSeconds: String(seconds) } }),
  });
  if (!isSuccess(response)) return refusal(response);
  yield* printResult({ resource: resourceOf('Pod'), name: metadata.name }, 'deleted');
  return undefined;
}

/** Pods that nobody would make again are only deleted with --force. (There are no DaemonSets here.) */
function* podsToDelete(node: string, isForced: boolean): Part<readonly Pod[] | Failure> {
  const query = { fieldSelector: `spec.nodeName=${node}` };
  const response = yield* request({ method: 'GET', path: PODS, query });
  if (!isSuccess(response)) return refusal(response);
  const { items } = response.body as { readonly items: readonly Pod[] };
  const pods: Pod[] = [];
  const lonely: Pod[] = [];
  for (const pod of items) {
    if (pod.metadata.annotations?.[MIRROR] !== undefined) continue;
    if (yield* isReplicated(pod)) pods.push(pod);
    else lonely.push(pod);
  }
  if (lonely.length === 0) return pods;
  const names = lonely.map(({ metadata }) => metadata.name).join(',');
  const message = `pods not managed by ReplicationController, ReplicaSet, Job, or DaemonSet: ${names}`;
  if (!isForced) return mistake(`${message} (use --force to override)`);
  yield* print(`WARNING: About to delete these ${message}\n`);
  return items.filter((pod) => pods.includes(pod) || lonely.includes(pod));
}

/** The controller that made it is still there. */
function* isReplicated({ metadata }: Pod): Part<boolean> {
  const reference = referenceOf(metadata.annotations?.[CREATED_BY]);
  if (reference?.kind !== 'ReplicationController') return false;
  const path = `/api/v1/namespaces/${reference.namespace}/replicationcontrollers/${reference.name}`;
  return isSuccess(yield* request({ method: 'GET', path }));
}

interface Reference {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

function referenceOf(annotation: string | undefined): Reference | undefined {
  if (annotation === undefined) return undefined;
  try {
    return (JSON.parse(annotation) as { readonly reference?: Reference }).reference;
  } catch {
    return undefined; // Somebody else wrote it.
  }
}
