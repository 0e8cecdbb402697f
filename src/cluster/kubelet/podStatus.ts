// The status that a kubelet reports: phase, conditions and container states from what its containers are.

import { formatTimestamp } from '../api/calendar.ts';
import type {
  ContainerState,
  ContainerStatus,
  Pod,
  PodCondition,
  PodStatus,
} from '../api/core/v1/objects.ts';
import type { ContainerRecord, ExitedContainer, Sandbox } from '../network/container.ts';
import { imageDigest } from '../network/docker.ts';
import type { Machine } from './node.ts';

interface Circumstances {
  readonly now: number;
  readonly machine: Machine;
  readonly sandbox: Sandbox;
}

export function podStatus(
  pod: Pod,
  records: readonly ContainerRecord[],
  { now, machine, sandbox }: Circumstances,
): PodStatus {
  const containerStatuses = records.map(containerStatus);
  const phase = phaseOf(pod, containerStatuses);
  const podIP = addressOf(pod, records, { sandbox, phase });
  return {
    phase,
    conditions: conditionsOf(pod, { containerStatuses, phase, now }),
    hostIP: machine.address,
    ...(podIP === undefined ? {} : { podIP }),
    startTime: formatTimestamp(sandbox.startTime),
    containerStatuses,
  };
}

/** The status of a pod that the kubelet itself ends or does not take: no more than why. */
export function failedStatus(
  { startTime }: Pick<Sandbox, 'startTime'>,
  { reason, message }: { readonly reason: string; readonly message: string },
): PodStatus {
  return { phase: 'Failed', message, reason, startTime: formatTimestamp(startTime) };
}

type Phase = NonNullable<PodStatus['phase']>;

/** The rules of GetPhase in 1.3. A container that has been there counts as stopped, even while it waits. */
function phaseOf({ spec }: Pod, statuses: readonly ContainerStatus[]): Phase {
  const running = statuses.filter(({ state }) => state.running).length;
  const stopped = statuses.filter(({ state }) => state.terminated);
  const restarting = statuses.filter(
    ({ state, lastState }) => state.waiting && lastState.terminated,
  );
  if (running + stopped.length + restarting.length < statuses.length) return 'Pending';
  if (running > 0 || spec.restartPolicy === 'Always') return 'Running';
  const hasSucceeded = stopped.every(({ state }) => state.terminated?.exitCode === 0);
  if (restarting.length === 0 && hasSucceeded) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}

/** Known once a sync has gone through; a pod in its node's network has it at once, a finished pod has none any more. */
function addressOf(
  { spec }: Pod,
  records: readonly ContainerRecord[],
  { sandbox, phase }: { readonly sandbox: Sandbox; readonly phase: Phase },
): string | undefined {
  if (spec.hostNetwork) return sandbox.ip;
  if (phase === 'Succeeded' || phase === 'Failed') return undefined;
  const isSynced = records.some(
    ({ startedAt, last, toldFailure }) => startedAt !== undefined || last || toldFailure,
  );
  return isSynced ? sandbox.ip : undefined;
}

function conditionsOf(
  pod: Pod,
  {
    containerStatuses,
    phase,
    now,
  }: {
    readonly containerStatuses: readonly ContainerStatus[];
    readonly phase: Phase;
    readonly now: number;
  },
): PodCondition[] {
  const condition = (
    type: PodCondition['type'],
    status: 'True' | 'False',
    why?: { readonly reason: string; readonly message?: string },
  ): PodCondition => {
    const before = pod.status.conditions?.find((each) => each.type === type);
    const isSame = before?.status === status;
    return {
      type,
      status,
      lastProbeTime: null,
      lastTransitionTime: isSame ? before.lastTransitionTime : formatTimestamp(now),
      ...why,
    };
  };
  const unready = containerStatuses.filter(({ ready }) => !ready).map(({ name }) => name);
  const completed = phase === 'Succeeded' ? { reason: 'PodCompleted' } : undefined;
  const notReady = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
  return [
    condition('Initialized', 'True', completed),
    unready.length === 0 && !completed
      ? condition('Ready', 'True')
      : condition('Ready', 'False', completed ?? notReady),
    condition('PodScheduled', 'True'),
  ];
}

const NO_STATE: ContainerState = {};

function containerStatus(record: ContainerRecord): ContainerStatus {
  const { name, image, phase, containerID, last, lastBefore, restartCount, toldFailure } = record;
  const isRunning = phase === 'running';
  const previous = isRunning || toldFailure ? last : lastBefore;
  // A container that is being made is not seen yet: its status is that of the last one.
  const seenID = isRunning ? containerID : last?.containerID;
  const seenRestarts = phase === 'created' && restartCount > 0 ? restartCount - 1 : restartCount;
  return {
    name,
    state: stateOf(record),
    lastState: previous ? { terminated: terminated(previous) } : NO_STATE,
    ready: isRunning && record.isReady !== false,
    restartCount: seenRestarts,
    image,
    imageID: seenID === undefined ? '' : `docker://sha256:${imageDigest(image)}`,
    ...(seenID === undefined ? {} : { containerID: `docker://${seenID}` }),
  };
}

function stateOf({ phase, startedAt, last, toldFailure }: ContainerRecord): ContainerState {
  if (phase === 'running') return { running: { startedAt: formatTimestamp(startedAt ?? 0) } };
  if (toldFailure) return { waiting: toldFailure };
  if (last) return { terminated: terminated(last) };
  return { waiting: { reason: 'ContainerCreating' } };
}

function terminated(ended: ExitedContainer): NonNullable<ContainerState['terminated']> {
  const { exitCode, startError } = ended;
  return {
    exitCode,
    reason:
      startError !== undefined ? 'ContainerCannotRun' : exitCode === 0 ? 'Completed' : 'Error',
    ...(startError === undefined ? {} : { message: startError }),
    startedAt: formatTimestamp(ended.startedAt),
    finishedAt: formatTimestamp(ended.finishedAt),
    containerID: `docker://${ended.containerID}`,
  };
}
