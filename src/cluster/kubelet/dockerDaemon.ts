// What people do to Docker behind the kubelet's back: they stop a container, or restart the daemon. The kubelet finds out
// and makes anew what is missing; a pod whose pause container has gone gets another one, with whatever address is free.

import { parseKey } from '../api/meta.ts';
import { nodeKey, type Action } from '../apiserver/client.ts';
import type { ContainerRecord, Sandbox, Stopping } from '../network/container.ts';
import { PAUSE, type DockerRequest } from '../network/docker.ts';
import { emptyPool, giveAddressBack } from './addresses.ts';
import type { KubeletContext } from './context.ts';
import { wakePod } from './keys.ts';
import { cleanUp, exited, programOf } from './run.ts';
import {
  CONTAINERS,
  containerKey,
  containersOf,
  POD_ADDRESSES,
  SANDBOXES,
  write,
} from './tables.ts';
import { DOCKER_RESTART_MS, DOCKER_STOP_MS, RELIST_MS } from './timing.ts';

export function askDocker(context: KubeletContext, request: DockerRequest): Action[] {
  if (request.verb === 'restart-daemon') return restartDaemon(context);
  const { view, machine } = context;
  const { pod, container, verb } = request;
  if (container === PAUSE) return killPod(context, pod);
  const key = containerKey(machine.name, pod, container);
  const record = view.read<ContainerRecord>(CONTAINERS, key);
  if (record?.phase !== 'running') return [];
  const play = { occasion: { type: 'play' }, afterMs: 0 } as const;
  if (verb === 'restart') {
    const { playedUntil: _, stopping: __, ...rest } = record;
    return [
      ...cleanUp(context, record),
      write(CONTAINERS, key, { ...rest, since: view.now, startedAt: view.now }),
      wakePod(machine.name, pod, play),
    ];
  }
  const stopping = stopNow(context, record, verb === 'kill' ? 0 : DOCKER_STOP_MS);
  const afterMs = stopping.endsAt - view.now;
  return [
    write(CONTAINERS, key, { ...record, stopping }),
    wakePod(machine.name, pod, { ...play, afterMs }),
  ];
}

/** All containers of the node end; some seconds later their pods are made anew, in the order of their names. */
function restartDaemon(context: KubeletContext): Action[] {
  const { view, machine } = context;
  const pods = view.scan<Sandbox>(SANDBOXES, `${machine.name} `);
  return [
    { type: 'because', text: `Docker on node ${machine.name} was restarted` },
    ...pods.flatMap(([key, sandbox]) =>
      loseSandbox(context, key.slice(machine.name.length + 1), {
        sandbox,
        remakeAt: view.now + DOCKER_RESTART_MS,
      }),
    ),
    ...view
      .scan(POD_ADDRESSES, `${machine.name} `)
      .map(([key]) => write(POD_ADDRESSES, key, undefined)),
    emptyPool(machine.name),
  ];
}

function killPod(context: KubeletContext, pod: string): Action[] {
  const { view, machine } = context;
  const sandbox = view.read<Sandbox>(SANDBOXES, nodeKey(machine.name, pod));
  if (!sandbox) return [];
  return [
    ...loseSandbox(context, pod, { sandbox, remakeAt: view.now + RELIST_MS }),
    ...giveAddressBack(view, machine.name, { pod, ip: sandbox.ip }),
  ];
}

/** The pause container has ended, and all that shared its network with it. */
function loseSandbox(
  context: KubeletContext,
  pod: string,
  { sandbox, remakeAt }: { readonly sandbox: Sandbox; readonly remakeAt: number },
): Action[] {
  const { view, machine } = context;
  const { hostPorts: _, ...rest } = sandbox;
  const lost: Sandbox = { ...rest, remakeAt };
  const containers = containersOf(view, machine.name, pod).flatMap((record): Action[] => {
    const key = containerKey(machine.name, pod, record.name);
    const ended = endNow(context, record);
    return ended === record ? [] : [...cleanUp(context, record), write(CONTAINERS, key, ended)];
  });
  return [
    write(SANDBOXES, nodeKey(machine.name, pod), lost),
    ...containers,
    wakePod(machine.name, pod, { occasion: { type: 'sync' }, afterMs: remakeAt - view.now }),
  ];
}

function endNow(context: KubeletContext, record: ContainerRecord): ContainerRecord {
  if (record.phase === 'running') {
    const { exitCode } = stopNow(context, record, DOCKER_STOP_MS);
    return exited(record, context.view.now, exitCode);
  }
  if (record.phase !== 'pulling' && record.phase !== 'created') return record;
  const { retryAt: __, ...rest } = record;
  return { ...rest, phase: record.last ? 'exited' : 'waiting' };
}

/** How a container ends that Docker stops by itself: nobody writes an Event. */
function stopNow(context: KubeletContext, record: ContainerRecord, graceMs: number): Stopping {
  const { now } = context.view;
  const pod = context.view.get('Pod', parseKey(record.pod));
  const container = pod?.spec.containers.find(({ name }) => name === record.name);
  const program = container && programOf(context, { container, record });
  const { stopMs = Infinity, stopCode = 143 } = program ?? {};
  return {
    since: now,
    signalAt: now,
    endsAt: now + Math.min(stopMs, graceMs),
    exitCode: stopMs <= graceMs ? stopCode : 137,
    isRestart: false,
  };
}
