// What a world was made from and what people did in it: enough to compute it again. Links and kept work are such records.

import type { Branch, RecordedCommand } from '../engine/history.ts';
import type { Command } from './command.ts';
import { firstFiles } from './firstFiles.ts';
import { profiles, type ProfileName } from './settings.ts';
import { VERSION } from './version.ts';

/** More nodes than these would not start in a moment. */
const MOST_NODES = 1_000;

/** What a world begins with. */
export interface WorldOrigin {
  readonly profile: ProfileName;
  /** Random seed. */
  readonly seed: number;
  readonly nodes: number;
  /** Files of the editor by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A line of time; `parent` is missing for the first. */
export interface BranchRecord extends Pick<
  Branch<Command>,
  'forkStep' | 'forkTime' | 'end' | 'endTime' | 'commands'
> {
  readonly parent?: number;
}

/** A moment: the last step done, and the virtual ms, which may be later. */
export interface Moment {
  readonly step: number;
  readonly time: number;
}

export interface WorldRecord extends WorldOrigin {
  /** Of the engine that made it. */
  readonly version: string;
  /** By their ids; none when nothing has happened yet. */
  readonly branches: readonly BranchRecord[];
  readonly current: number;
  readonly at: Moment;
  /** What Simulation.history.digest() was there, where it is known. */
  readonly digest?: string;
}

/** A world in which nothing has happened. */
export function newWorld(origin: Partial<WorldOrigin> = {}): WorldRecord {
  return {
    profile: 'book',
    seed: 1,
    nodes: 2,
    files: firstFiles,
    ...origin,
    version: VERSION,
    branches: [],
    current: 0,
    at: { step: 0, time: 0 },
  };
}

/** A record read from outside; a sentence when it is none. */
export function readWorldRecord(value: unknown): WorldRecord | string {
  const record = value as WorldRecord;
  const isRecord =
    isObject(record) &&
    typeof record.version === 'string' &&
    Object.hasOwn(profiles, record.profile) &&
    isCount(record.seed) &&
    isCount(record.nodes) &&
    record.nodes > 0 &&
    isObject(record.files) &&
    Object.values(record.files).every((text) => typeof text === 'string') &&
    Array.isArray(record.branches) &&
    record.branches.every(isBranch) &&
    (record.branches.length === 0 || record.branches[record.current] !== undefined) &&
    isMoment(record.at);
  if (!isRecord) return 'it is not the record of a world';
  if (record.nodes > MOST_NODES) return `it wants ${record.nodes} nodes, and ${MOST_NODES} is most`;
  return record;
}

function isBranch(value: unknown, id: number): boolean {
  const branch = value as BranchRecord;
  return (
    isObject(branch) &&
    (id === 0 ? branch.parent === undefined : isCount(branch.parent) && branch.parent < id) &&
    [branch.forkStep, branch.forkTime, branch.end, branch.endTime].every(isCount) &&
    Array.isArray(branch.commands) &&
    branch.commands.every(
      (each: RecordedCommand<Command>) =>
        isObject(each) && isMoment(each) && isObject(each.command) && isCommand(each.command),
    )
  );
}

function isCommand(command: Command): boolean {
  switch (command.type) {
    case 'line':
      return typeof command.line === 'string';
    case 'file':
      return (
        typeof command.path === 'string' &&
        (command.text === undefined || typeof command.text === 'string')
      );
    case 'rename':
      return typeof command.path === 'string' && typeof command.to === 'string';
    case 'order':
      return (
        Array.isArray(command.paths) && command.paths.every((path) => typeof path === 'string')
      );
    case 'interrupt':
      return true;
  }
}

function isMoment(value: unknown): boolean {
  return isObject(value) && isCount((value as Moment).step) && isCount((value as Moment).time);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
