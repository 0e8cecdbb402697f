// What the timeline draws, kept as records of the world so that it rewinds with it: marks, the sizes of workloads, and
// how many requests there were and who answered them.

import type { Pod, ReplicationController } from '../cluster/api/core/v1/objects.ts';
import type { Action, Change } from '../cluster/apiserver/client.ts';
import type { Connection } from '../cluster/network/connection.ts';
import { isLost, isOfPerson } from '../cluster/network/outcomes.ts';
import type { Table } from '../engine/table.ts';
import type { World } from '../engine/world.ts';
import type { Mark } from './protocol.ts';

export const timelineTables = ['marks', 'sizes', 'requestCounts', 'tallies'] as const;

/** More marks are never kept. */
export const MOST_MARKS = 4_000;

/** So many are dropped at a time, so that looking for them costs nothing to speak of. */
const MARKS_AT_ONCE = 1_000;

export interface SizeRecord {
  readonly time: number;
  readonly size: number;
  readonly desired: number;
}

/** Requests that ended within one span of REQUEST_SPAN_MS; the key is the span's padded beginning. */
export interface RequestCount {
  readonly time: number;
  readonly answered: number;
  readonly lost: number;
}

/** Answers of one pod to one address; the key is `ADDRESS:PORT namespace/name`. */
export interface Tally {
  readonly count: number;
}

type Write = Extract<Action, { type: 'write' }>;

const CONNECTIONS = 'connections';

/** So finely are requests counted over time. */
const REQUEST_SPAN_MS = 500;

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

/** The request that a write ends, asked before it is made. */
export function endedBy(world: World, { table, key, value }: Write): Connection | undefined {
  if (table !== CONNECTIONS || value === undefined) return undefined;
  const connection = value as Connection;
  const before = world.table<Connection>(CONNECTIONS).get(key);
  const isEnd = isOver(connection) && !isOver(before);
  return isEnd && isOfPerson(connection) ? connection : undefined;
}

/** A connection that stays open for the next request has been answered too. */
function isOver(connection: Connection | undefined): boolean {
  return connection?.stage === 'closed' || connection?.stage === 'open';
}

/** Counts a request that is over; its record is forgotten later. */
export function countRequest(world: World, { outcome, original }: Connection): void {
  const time = Math.floor(world.now / REQUEST_SPAN_MS) * REQUEST_SPAN_MS;
  const counts = world.table<RequestCount>('requestCounts');
  const key = String(time).padStart(12, '0');
  const { answered, lost } = counts.get(key) ?? { answered: 0, lost: 0 };
  if (isLost(outcome)) {
    counts.set(key, { time, answered, lost: lost + 1 });
    return;
  }
  counts.set(key, { time, answered: answered + 1, lost });
  if (outcome?.type !== 'answered') return;
  const tallies = world.table<Tally>('tallies');
  const tally = `${original.destinationIP}:${original.destinationPort} ${outcome.servedBy}`;
  tallies.set(tally, { count: (tallies.get(tally)?.count ?? 0) + 1 });
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
  if (marks.size > MOST_MARKS) thin(marks);
}

/** Pods that came and went long ago make room; commands and warnings stay as long as there is any. */
function thin(marks: Table<Mark>): void {
  const entries = marks.entries();
  const ofPods = entries.filter(([, { kind }]) => kind !== 'command' && kind !== 'warning');
  const isWorthIt = ofPods.length > MARKS_AT_ONCE;
  for (const [key] of (isWorthIt ? ofPods : entries).slice(0, MARKS_AT_ONCE)) marks.delete(key);
}
