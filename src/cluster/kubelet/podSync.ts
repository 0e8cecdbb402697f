// One look of a kubelet at one of its pods: whatever is due now is done, and it asks to be woken for what is due next.
// All that it knows is in its tables, so looking twice does nothing twice.

import { formatTimestamp } from '../api/calendar.ts';
import type { Pod } from '../api/core/v1/objects.ts';
import { isEqual } from '../api/equality.ts';
import { parseKey } from '../api/meta.ts';
import type { ContainerRecord } from '../network/container.ts';
import { nodeKey, type Action } from '../apiserver/client.ts';
import { recordEvent } from '../apiserver/eventRecorder.ts';
import { advanceContainer, stopContainer } from './containers.ts';
import type { ContainerStep, KubeletContext } from './context.ts';
import { podStatus } from './podStatus.ts';
import {
  CONTAINERS,
  containerKey,
  containersOf,
  forgetPod,
  freeAddress,
  POD_ADDRESSES,
  SANDBOXES,
  write,
  type Sandbox,
} from './tables.ts';
import { ADDRESS_RETRY_MS, SANDBOX_MS } from './timing.ts';

export function syncPod(context: KubeletContext, key: string): Action[] {
  const { view, machine } = context;
  const pod = view.get('Pod', parseKey(key));
  const sandbox = view.read<Sandbox>(SANDBOXES, nodeKey(machine.name, key));
  const isMine = pod !== undefined && pod.spec.nodeName === machine.name;
  if (!isMine || (sandbox && sandbox.uid !== pod.metadata.uid)) {
    if (!sandbox) return [];
    const retry: Action[] = isMine
      ? [{ type: 'wake', key: nodeKey(machine.name, key), afterMs: 0 }]
      : [];
    return [...forgetPod(view, machine.name, key), ...retry];
  }
  if (pod.metadata.deletionTimestamp) return terminate(context, key, pod);
  return sandbox ? run(context, key, { pod, sandbox }) : makeSandbox(context, key, pod);
}

/** The pause container: it holds the address for as long as the pod lives. */
function makeSandbox({ view, machine }: KubeletContext, key: string, pod: Pod): Action[] {
  const { name } = machine;
  const ip = pod.spec.hostNetwork ? machine.address : freeAddress(view, name, machine.podSubnet);
  if (!ip) {
    return [
      recordEvent(view, {
        component: 'kubelet',
        host: name,
        object: pod,
        type: 'Warning',
        reason: 'FailedSync',
        message: `Error syncing pod, skipping: no address is left in ${machine.podSubnet}`,
      }),
      { type: 'wake', key: nodeKey(name, key), afterMs: ADDRESS_RETRY_MS },
    ];
  }
  const sandbox: Sandbox = {
    uid: pod.metadata.uid ?? '',
    ip,
    startTime: view.now,
    readyAt: view.now + SANDBOX_MS,
  };
  const records = pod.spec.containers.map((container): ContainerRecord => ({
    pod: key,
    podUID: sandbox.uid,
    podIP: ip,
    name: container.name,
    image: container.image,
    phase: 'waiting',
    since: view.now,
    reason: 'ContainerCreating',
    restartCount: 0,
  }));
  return [
    write(SANDBOXES, nodeKey(name, key), sandbox),
    ...(pod.spec.hostNetwork ? [] : [write(POD_ADDRESSES, nodeKey(name, ip), { pod: key })]),
    ...records.map((record) => write(CONTAINERS, containerKey(name, key, record.name), record)),
    ...reportStatus({ view, machine }, pod, { sandbox, records }),
    { type: 'wake', key: nodeKey(name, key), afterMs: SANDBOX_MS },
  ];
}

function run(
  context: KubeletContext,
  key: string,
  { pod, sandbox }: { readonly pod: Pod; readonly sandbox: Sandbox },
): Action[] {
  const { view, machine } = context;
  if (view.now < sandbox.readyAt) return [];
  const steps = containersOf(view, machine.name, key).map((record) =>
    advanceContainer(context, pod, record),
  );
  return [
    ...carryOut(context, key, steps),
    ...reportStatus(context, pod, { sandbox, records: steps.map(({ record }) => record) }),
  ];
}

/** Stops the containers; when all have ended, the pod is deleted for good and forgotten. */
function terminate(context: KubeletContext, key: string, pod: Pod): Action[] {
  const { view, machine } = context;
  const records = containersOf(view, machine.name, key);
  const steps = records.map((record) => stopContainer(context, pod, record));
  const sandbox = view.read<Sandbox>(SANDBOXES, nodeKey(machine.name, key));
  if (steps.some(({ record }) => record.phase === 'running')) return carryOut(context, key, steps);
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
  const final = steps.map(({ record }) => record);
  return [
    ...(sandbox ? reportStatus(context, pod, { sandbox, records: final }) : []),
    ...forgetPod(view, machine.name, key),
    {
      type: 'request',
      request: { method: 'DELETE', path, query: { gracePeriodSeconds: '0' } },
    },
  ];
}

/** Writes what changed and asks to be woken for the earliest thing that is due. */
function carryOut(
  { view, machine }: KubeletContext,
  key: string,
  steps: readonly ContainerStep[],
): Action[] {
  const due = steps.map(({ nextAt }) => nextAt).filter((time) => time !== undefined);
  const wake: Action[] =
    due.length === 0
      ? []
      : [
          {
            type: 'wake',
            key: nodeKey(machine.name, key),
            afterMs: Math.max(0, Math.min(...due) - view.now),
          },
        ];
  const writes = steps.flatMap(({ record, actions }) => {
    const recordKey = containerKey(machine.name, key, record.name);
    const isChanged = view.read(CONTAINERS, recordKey) !== record;
    return [...actions, ...(isChanged ? [write(CONTAINERS, recordKey, record)] : [])];
  });
  return [...writes, ...wake];
}

function reportStatus(
  { view, machine }: Pick<KubeletContext, 'view' | 'machine'>,
  pod: Pod,
  { sandbox, records }: { readonly sandbox: Sandbox; readonly records: readonly ContainerRecord[] },
): Action[] {
  const status = podStatus(pod, records, {
    now: formatTimestamp(view.now),
    startTime: formatTimestamp(sandbox.startTime),
    podIP: sandbox.ip,
    hostIP: machine.address,
  });
  if (isEqual(status, pod.status)) return [];
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`;
  return [{ type: 'request', request: { method: 'PUT', path, body: { ...pod, status } } }];
}
