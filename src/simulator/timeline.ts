// What the timeline draws, kept as records of the world so that it rewinds with it: marks and the sizes of workloads.

import type { Pod, ReplicationController } from '../cluster/api/core/v1/objects.ts';
import type { Change } from '../cluster/apiserver/client.ts';
import type { World } from '../engine/world.ts';
import type { Mark } from './protocol.ts';

export const timelineTables = ['marks', 'sizes'] as const;

/** Older marks than these are dropped: the timeline cannot draw more. */
const RETAINED_MARKS = 2000;

export interface SizeRecord {
  readonly time: number;
  readonly size: number;
  readonly desired: number;
}

export function recordCommand(world: World, text: string): void {
  addMark(world, 'command', text);
}

/** Notes the changes that a person would point at: pods coming, ready, going; workloads changing size; warnings. */
export function recordChange(world: World, change: Change): void {
  switch (change.kind) {
    case 'Pod':
      markPod(world, change);
      return;
    case 'ReplicationController':
      recordSize(world, change);
      return;
    case 'Event':
      if (
        change.type === 'ADDED' &&
        'reason' in change.object &&
        change.object.type === 'Warning'
      ) {
        addMark(world, 'warning', change.object.message);
      }
  }
}

function markPod(world: World, change: Change): void {
  const pod = change.object as Pod;
  const previous = change.previous as Pod | undefined;
  const name = pod.metadata.name;
  if (change.type === 'ADDED') addMark(world, 'created', `Pod ${name} created`);
  else if (change.type === 'DELETED') addMark(world, 'deleted', `Pod ${name} is gone`);
  else if (previous && !isReady(previous) && isReady(pod)) {
    addMark(world, 'ready', `Pod ${name} is ready`);
  }
}

function isReady(pod: Pod): boolean {
  return (
    pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ??
    false
  );
}

function recordSize(world: World, change: Change): void {
  const controller = change.object as ReplicationController;
  const previous = change.previous as ReplicationController | undefined;
  const size = change.type === 'DELETED' ? 0 : controller.status.replicas;
  const desired = change.type === 'DELETED' ? 0 : controller.spec.replicas;
  if (
    change.type === 'MODIFIED' &&
    previous?.status.replicas === size &&
    previous.spec.replicas === desired
  ) {
    return;
  }
  const time = String(world.now).padStart(12, '0');
  const key = `${change.kind} ${change.key.namespace}/${change.key.name} ${time}`;
  world.table<SizeRecord>('sizes').set(key, { time: world.now, size, desired });
}

function addMark(world: World, kind: Mark['kind'], text: string): void {
  const marks = world.table<Mark>('marks');
  marks.set(String(world.next('mark')).padStart(10, '0'), {
    time: world.now,
    step: world.step,
    kind,
    text,
  });
  const oldest = marks.size > RETAINED_MARKS ? marks.firstKey() : undefined;
  if (oldest !== undefined) marks.delete(oldest);
}
