// Lines of time. A command in the past leaves the old future behind: its commands and where it ended are enough to
// compute it again.

import { assert } from './assert.ts';
import type { Milliseconds } from './time.ts';

export interface RecordedCommand<C> {
  /** The step that it is. */
  readonly step: number;
  readonly time: Milliseconds;
  readonly command: C;
}

export interface Branch<C> {
  readonly id: number;
  readonly parent: number | undefined;
  /** Last step shared with the parent. */
  readonly forkStep: number;
  readonly forkTime: Milliseconds;
  readonly end: number;
  readonly endTime: Milliseconds;
  /** Commands after the fork. */
  readonly commands: readonly RecordedCommand<C>[];
  readonly current: boolean;
}

interface Line<C> {
  readonly id: number;
  readonly parent: number | undefined;
  readonly forkStep: number;
  readonly forkTime: Milliseconds;
  readonly commands: RecordedCommand<C>[];
  end: number;
  endTime: Milliseconds;
  leftAtStep: number;
  leftAtTime: Milliseconds;
}

export class Branches<C> {
  private readonly lines: Line<C>[] = [
    {
      id: 0,
      parent: undefined,
      forkStep: 0,
      forkTime: 0,
      commands: [],
      end: 0,
      endTime: 0,
      leftAtStep: 0,
      leftAtTime: 0,
    },
  ];
  private currentId = 0;
  private readonly byStep = new Map<number, RecordedCommand<C>>();

  get current(): Line<C> {
    return this.line(this.currentId);
  }

  commandAt(step: number): RecordedCommand<C> | undefined {
    return this.byStep.get(step);
  }

  record(command: RecordedCommand<C>): void {
    this.current.commands.push(command);
    this.byStep.set(command.step, command);
  }

  /** Takes back a command that failed. */
  unrecord(step: number): void {
    this.current.commands.pop();
    this.byStep.delete(step);
  }

  reach(end: number, endTime: Milliseconds): void {
    this.current.end = end;
    this.current.endTime = endTime;
  }

  /** Starts a branch here and makes it current. */
  fork(step: number, time: Milliseconds): void {
    this.leave(this.current.end, this.current.endTime);
    const id = this.lines.length;
    this.lines.push({
      id,
      parent: this.currentId,
      forkStep: step,
      forkTime: time,
      commands: [],
      end: step,
      endTime: time,
      leftAtStep: step,
      leftAtTime: time,
    });
    this.currentId = id;
    this.indexPath();
  }

  leave(step: number, time: Milliseconds): void {
    this.current.leftAtStep = step;
    this.current.leftAtTime = time;
  }

  enter(id: number): Line<C> {
    this.currentId = id;
    this.indexPath();
    return this.current;
  }

  /** Commands of the current branch from the beginning. */
  path(): readonly RecordedCommand<C>[] {
    return [...this.limits(this.currentId)]
      .flatMap(([id, limit]) => this.line(id).commands.filter(({ step }) => step <= limit))
      .sort((a, b) => a.step - b.step);
  }

  /** Last step that the current branch shares with another. */
  commonStep(id: number): number {
    const own = this.limits(this.currentId);
    let common = 0;
    for (const [line, limit] of this.limits(id)) {
      const ownLimit = own.get(line);
      if (ownLimit !== undefined) common = Math.max(common, Math.min(limit, ownLimit));
    }
    return common;
  }

  list(): Branch<C>[] {
    return this.lines.map(({ id, parent, forkStep, forkTime, end, endTime, commands }) => ({
      id,
      parent,
      forkStep,
      forkTime,
      end,
      endTime,
      commands,
      current: id === this.currentId,
    }));
  }

  /** Each line that a branch runs along, and up to which step. */
  private limits(id: number): Map<number, number> {
    const limits = new Map<number, number>();
    let limit = Number.MAX_SAFE_INTEGER;
    let line: Line<C> | undefined = this.line(id);
    while (line) {
      limits.set(line.id, limit);
      limit = Math.min(limit, line.forkStep);
      line = line.parent === undefined ? undefined : this.line(line.parent);
    }
    return limits;
  }

  private indexPath(): void {
    this.byStep.clear();
    for (const command of this.path()) this.byStep.set(command.step, command);
  }

  private line(id: number): Line<C> {
    const line = this.lines[id];
    assert(line !== undefined, `branch ${id} exists`);
    return line;
  }
}
