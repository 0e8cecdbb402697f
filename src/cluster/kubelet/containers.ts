// The life of one container: wait, pull, create, start, listen, end, wait again. With the Events of Kubernetes 1.3.

import type { Container, Pod } from '../api/core/v1/objects.ts';
import { assert } from '../../engine/assert.ts';
import type { ListeningSocket } from '../network/connection.ts';
import type { ContainerRecord, Program } from '../network/container.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import { recordEvent } from '../apiserver/eventRecorder.ts';
import type { ContainerStep, KubeletContext } from './context.ts';
import { closeSockets, IMAGES, openSockets, write } from './tables.ts';
import {
  BACKOFF_RESET_MS,
  CREATE_MS,
  FIRST_BACKOFF_MS,
  LONGEST_BACKOFF_MS,
  REGISTRY_CHECK_MS,
  RESYNC_MS,
  SHORTEST_GRACE_MS,
} from './timing.ts';

/** Does what is due for one container. */
export function advanceContainer(
  context: KubeletContext,
  pod: Pod,
  record: ContainerRecord,
): ContainerStep {
  const container = pod.spec.containers.find(({ name }) => name === record.name);
  if (!container) return { record, actions: [] };
  const { now } = context.view;
  const isWaiting = now < (record.retryAt ?? 0);
  switch (record.phase) {
    case 'waiting':
      if (isWaiting) return { record, actions: [], nextAt: record.retryAt ?? now };
      return beginPull(context, pod, { container, record });
    case 'pulling':
      if (isWaiting) return { record, actions: [], nextAt: record.retryAt ?? now };
      return endPull(context, pod, { container, record });
    case 'created':
      if (isWaiting) return { record, actions: [], nextAt: record.retryAt ?? now };
      return start(context, pod, { container, record });
    case 'running':
      return keepRunning(context, pod, { container, record });
    case 'exited':
      return restart(context, pod, { container, record });
  }
}

/** SIGTERM, then the end: by itself, or by SIGKILL when the grace period is over. */
export function stopContainer(
  context: KubeletContext,
  pod: Pod,
  record: ContainerRecord,
): ContainerStep {
  const { view, machine, images } = context;
  if (record.phase !== 'running') return { record: exited(record, view.now, 0), actions: [] };
  const graceMs = Math.max(
    SHORTEST_GRACE_MS,
    (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000,
  );
  const program = images.find(record.image);
  const stopMs = 'pullError' in program ? 0 : (program.stopMs ?? Infinity);
  if (record.stoppingSince === undefined) {
    return {
      record: { ...record, stoppingSince: view.now },
      actions: [event(context, pod, record, 'Killing', `${killed(record)}: Need to kill pod.`)],
      nextAt: view.now + Math.min(stopMs, graceMs),
    };
  }
  const endsAt = record.stoppingSince + Math.min(stopMs, graceMs);
  if (view.now < endsAt) return { record, actions: [], nextAt: endsAt };
  return {
    record: exited(record, view.now, stopMs <= graceMs ? 143 : 137),
    actions: closeSockets(view, machine.name, record.pod, record.name),
  };
}

interface Subject {
  readonly container: Container;
  readonly record: ContainerRecord;
}

function beginPull(
  context: KubeletContext,
  pod: Pod,
  { container, record }: Subject,
): ContainerStep {
  const { view, machine, images } = context;
  const { image, imagePullPolicy } = container;
  const isPresent = view.read(IMAGES, `${machine.name} ${image}`) !== undefined;
  if (imagePullPolicy === 'Never' && !isPresent) {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    return {
      record: waiting(record, view, {
        reason: 'ErrImageNeverPull',
        message,
        afterMs: FIRST_BACKOFF_MS,
      }),
      actions: [event(context, pod, record, 'ErrImageNeverPull', message, 'Warning')],
      nextAt: view.now + FIRST_BACKOFF_MS,
    };
  }
  if (isPresent && imagePullPolicy !== 'Always') {
    const message = `Container image "${image}" already present on machine`;
    return create(context, pod, record, [event(context, pod, record, 'Pulled', message)]);
  }
  if (record.reason === 'ErrImagePull') {
    // The next sync says that it backs off, and for how long was decided when the pull failed.
    const afterMs = record.backOffMs ?? FIRST_BACKOFF_MS;
    const message = `Back-off pulling image "${image}"`;
    return {
      record: {
        ...waiting(record, view, { reason: 'ImagePullBackOff', message, afterMs }),
        backOffMs: Math.min(afterMs * 2, LONGEST_BACKOFF_MS),
      },
      actions: [event(context, pod, record, 'BackOff', message)],
      nextAt: view.now + afterMs,
    };
  }
  const program = images.find(image);
  const pullMs = isPresent || 'pullError' in program ? REGISTRY_CHECK_MS : program.pullMs;
  const retryAt = view.now + pullMs;
  return {
    record: { ...record, phase: 'pulling', since: view.now, retryAt },
    actions: [event(context, pod, record, 'Pulling', `pulling image "${image}"`)],
    nextAt: retryAt,
  };
}

function endPull(context: KubeletContext, pod: Pod, { container, record }: Subject): ContainerStep {
  const { view, machine, images } = context;
  const { image } = container;
  const program = images.find(image);
  if ('pullError' in program) {
    const text = program.pullError;
    const sync = `Error syncing pod, skipping: failed to "StartContainer" for "${container.name}" with ErrImagePull: ${JSON.stringify(text)}\n`;
    return {
      record: waiting(record, view, { reason: 'ErrImagePull', message: text, afterMs: RESYNC_MS }),
      actions: [
        event(
          context,
          pod,
          record,
          'Failed',
          `Failed to pull image "${image}": ${text}`,
          'Warning',
        ),
        recordEvent(view, {
          component: 'kubelet',
          host: machine.name,
          object: pod,
          type: 'Warning',
          reason: 'FailedSync',
          message: sync,
        }),
      ],
      nextAt: view.now + RESYNC_MS,
    };
  }
  return create(context, pod, record, [
    write(IMAGES, `${machine.name} ${image}`, { image }),
    event(context, pod, record, 'Pulled', `Successfully pulled image "${image}"`),
  ]);
}

function create(
  context: KubeletContext,
  pod: Pod,
  record: ContainerRecord,
  before: readonly Action[],
): ContainerStep {
  const { view } = context;
  const containerID = newContainerID(view);
  const { reason: _, message: __, backOffMs, ...rest } = record;
  const isPullBackOff = record.reason === 'ErrImagePull' || record.reason === 'ImagePullBackOff';
  const created: ContainerRecord = {
    ...rest,
    ...(backOffMs !== undefined && !isPullBackOff ? { backOffMs } : {}),
    phase: 'created',
    reason: 'ContainerCreating',
    since: view.now,
    retryAt: view.now + CREATE_MS,
    containerID,
  };
  const message = `Created container with docker id ${containerID.slice(0, 12)}`;
  return {
    record: created,
    actions: [...before, event(context, pod, record, 'Created', message)],
    nextAt: view.now + CREATE_MS,
  };
}

function start(context: KubeletContext, pod: Pod, { container, record }: Subject): ContainerStep {
  const { view } = context;
  const { reason: _, retryAt: __, ...rest } = record;
  const running: ContainerRecord = {
    ...rest,
    phase: 'running',
    since: view.now,
    startedAt: view.now,
  };
  const id = record.containerID?.slice(0, 12);
  const began = event(context, pod, record, 'Started', `Started container with docker id ${id}`);
  const next = keepRunning(context, pod, { container, record: running });
  return { ...next, actions: [began, ...next.actions] };
}

/** Opens its ports when the program is up, and notices when it ends by itself. */
function keepRunning(
  context: KubeletContext,
  pod: Pod,
  { container, record }: Subject,
): ContainerStep {
  const { view, machine } = context;
  const program = programOf(context, record);
  const startedAt = record.startedAt ?? view.now;
  const ending = program.ending(container);
  const endsAt = ending ? startedAt + ending.afterMs : undefined;
  if (ending && endsAt !== undefined && view.now >= endsAt) {
    const ended = exited(record, view.now, ending.exitCode);
    const next = restart(context, pod, { container, record: ended });
    const closing = closeSockets(view, machine.name, record.pod, record.name);
    return { ...next, actions: [...closing, ...next.actions] };
  }
  const listensAt = startedAt + program.startMs;
  if (record.isListening) return { record, actions: [], ...(endsAt ? { nextAt: endsAt } : {}) };
  if (view.now < listensAt)
    return { record, actions: [], nextAt: Math.min(listensAt, endsAt ?? listensAt) };
  const sockets = program
    .listeners(container)
    .map(({ port, address, protocol }): ListeningSocket => ({
      node: machine.name,
      pod: record.pod,
      container: record.name,
      address: address ?? '0.0.0.0',
      port,
      protocol: protocol ?? 'TCP',
      program: program.name,
      isHostNetwork: pod.spec.hostNetwork === true,
      since: view.now,
    }));
  return {
    record: { ...record, isListening: true },
    actions: openSockets(sockets),
    ...(endsAt ? { nextAt: endsAt } : {}),
  };
}

/** After its end: as restartPolicy says, the first time at once, then with back-off. */
function restart(context: KubeletContext, pod: Pod, { container, record }: Subject): ContainerStep {
  const { view } = context;
  const { restartPolicy } = pod.spec;
  const { last } = record;
  if (restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && last?.exitCode === 0)) {
    return { record, actions: [] };
  }
  const ranMs = last ? last.finishedAt - last.startedAt : 0;
  const afterMs = ranMs > BACKOFF_RESET_MS ? 0 : (record.backOffMs ?? 0);
  const next: ContainerRecord = {
    ...record,
    phase: 'waiting',
    since: view.now,
    restartCount: record.restartCount + 1,
    backOffMs: afterMs === 0 ? FIRST_BACKOFF_MS : Math.min(afterMs * 2, LONGEST_BACKOFF_MS),
    reason: 'CrashLoopBackOff',
    retryAt: view.now + afterMs,
  };
  if (afterMs === 0) return beginPull(context, pod, { container, record: next });
  const { name, namespace } = pod.metadata;
  const message = `Back-off ${afterMs / 1000}s restarting failed container=${container.name} pod=${name}_${namespace}(${pod.metadata.uid})`;
  return {
    record: { ...next, message },
    actions: [
      event(
        context,
        pod,
        record,
        'BackOff',
        'Back-off restarting failed docker container',
        'Warning',
      ),
    ],
    nextAt: view.now + afterMs,
  };
}

function programOf({ images }: KubeletContext, record: ContainerRecord): Program {
  const program = images.find(record.image);
  assert(!('pullError' in program), 'a running container has an image that could be pulled');
  return program;
}

function waiting(
  record: ContainerRecord,
  view: ClusterView,
  { reason, message, afterMs }: { reason: string; message: string; afterMs: number },
): ContainerRecord {
  return {
    ...record,
    phase: 'waiting',
    since: view.now,
    reason,
    message,
    retryAt: view.now + afterMs,
  };
}

function exited(record: ContainerRecord, now: number, exitCode: number): ContainerRecord {
  if (record.phase === 'exited' || record.containerID === undefined)
    return { ...record, phase: 'exited' };
  const { containerID, startedAt = now, isListening: _, ...rest } = record;
  return {
    ...rest,
    containerID,
    phase: 'exited',
    since: now,
    last: { containerID, startedAt, finishedAt: now, exitCode },
  };
}

function killed(record: ContainerRecord): string {
  return `Killing container with docker id ${record.containerID?.slice(0, 12)}`;
}

function newContainerID(view: ClusterView): string {
  let id = '';
  while (id.length < 64) id += view.random('container-id').toString(16).padStart(8, '0');
  return id;
}

function event(
  { view, machine }: KubeletContext,
  pod: Pod,
  record: ContainerRecord,
  ...[reason, message, type = 'Normal']: [string, string, ('Normal' | 'Warning')?]
): Action {
  return recordEvent(view, {
    component: 'kubelet',
    host: machine.name,
    object: pod,
    fieldPath: `spec.containers{${record.name}}`,
    type,
    reason,
    message,
  });
}
