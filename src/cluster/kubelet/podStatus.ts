// The status that a kubelet reports: phase, conditions and container states from what its containers are.

import { formatTimestamp } from '../api/calendar.ts';
import type {
  ContainerState,
  ContainerStatus,
  Pod,
  PodCondition,
  PodStatus,
} from '../api/core/v1/objects.ts';
import type { Timestamp } from '../api/meta.ts';
import { hashText } from '../../engine/random.ts';
import type { ContainerRecord, ExitedContainer } from '../network/container.ts';

interface Circumstances {
  readonly now: Timestamp;
  readonly startTime: Timestamp;
  readonly podIP: string;
  readonly hostIP: string;
}

export function podStatus(
  pod: Pod,
  records: readonly ContainerRecord[],
  { now, startTime, podIP, hostIP }: Circumstances,
): PodStatus {
  const statuses = records.map(containerStatus);
  const unready = statuses.filter(({ ready }) => !ready).map(({ name }) => name);
  const phase = phaseOf(pod, records);
  const isFinished = phase === 'Succeeded' || phase === 'Failed';
  const condition = (
    type: PodCondition['type'],
    isTrue: boolean,
    why?: { readonly reason: string; readonly message?: string },
  ): PodCondition => {
    const status = isTrue ? 'True' : 'False';
    const before = pod.status.conditions?.find((each) => each.type === type);
    return {
      type,
      status,
      lastProbeTime: null,
      lastTransitionTime: before?.status === status ? before.lastTransitionTime : now,
      ...why,
    };
  };
  const whyUnready = isFinished
    ? { reason: 'PodCompleted' }
    : {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${unready.join(' ')}]`,
      };
  const hasStarted = records.some(({ startedAt, last }) => startedAt !== undefined || last);
  return {
    phase,
    conditions: [
      condition('Initialized', true),
      unready.length === 0 ? condition('Ready', true) : condition('Ready', false, whyUnready),
      condition('PodScheduled', true),
    ],
    hostIP,
    ...(hasStarted ? { podIP } : {}),
    startTime,
    containerStatuses: statuses,
  };
}

function phaseOf(pod: Pod, records: readonly ContainerRecord[]): NonNullable<PodStatus['phase']> {
  const { restartPolicy } = pod.spec;
  const ended = records.filter(({ phase }) => phase === 'exited');
  if (ended.length === records.length && restartPolicy !== 'Always') {
    return ended.every(({ last }) => last?.exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  const neverRan = records.some(({ startedAt, last }) => startedAt === undefined && !last);
  return neverRan ? 'Pending' : 'Running';
}

function containerStatus(record: ContainerRecord): ContainerStatus {
  const { name, image, phase, containerID, last, restartCount } = record;
  const hasImage = containerID !== undefined;
  const previous = phase === 'exited' ? undefined : last;
  return {
    name,
    state: stateOf(record),
    lastState: previous ? { terminated: terminated(previous) } : {},
    ready: phase === 'running',
    restartCount,
    image,
    imageID: hasImage ? `docker://sha256:${imageDigest(image)}` : '',
    ...(containerID === undefined ? {} : { containerID: `docker://${containerID}` }),
  };
}

function stateOf({ phase, reason, message, startedAt, last }: ContainerRecord): ContainerState {
  if (phase === 'running') return { running: { startedAt: formatTimestamp(startedAt ?? 0) } };
  if (phase === 'exited' && last) return { terminated: terminated(last) };
  return { waiting: { reason: reason ?? 'ContainerCreating', ...(message ? { message } : {}) } };
}

function terminated(ended: ExitedContainer): NonNullable<ContainerState['terminated']> {
  return {
    exitCode: ended.exitCode,
    reason: ended.exitCode === 0 ? 'Completed' : 'Error',
    startedAt: formatTimestamp(ended.startedAt),
    finishedAt: formatTimestamp(ended.finishedAt),
    containerID: `docker://${ended.containerID}`,
  };
}

/** 64 hex digits that stay the same for an image. */
function imageDigest(image: string): string {
  return Array.from({ length: 8 }, (_, i) =>
    hashText(`${image}${i}`).toString(16).padStart(8, '0'),
  ).join('');
}
