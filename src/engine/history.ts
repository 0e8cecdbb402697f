// Where we are in time: runs steps, undoes and redoes them, seeks, and keeps the futures that were left.
// A step is one wakeup, or one command. Within the retained journal going back swaps references; further back a checkpoint
// is restored and the steps after it are computed again, to the same bytes.

import { assert } from './assert.ts';
import { Branches, type Branch, type RecordedCommand } from './branches.ts';
import { Checkpoints } from './checkpoints.ts';
import { Feed } from './feed.ts';
import { StepLog, type StepInfo } from './steps.ts';
import type { Milliseconds } from './time.ts';
import type { Wakeup } from './wakeups.ts';
import { World } from './world.ts';

export type { Branch, RecordedCommand } from './branches.ts';
export type { StepInfo } from './steps.ts';
export { Feed } from './feed.ts';

/** What runs on the engine. It may touch the world only while it is called. */
export interface Machine<C> {
  /** Step 0: makes the tables and the first records. */
  start(world: World): void;
  /** One act of a person: a step of its own. What it returns is kept beside the step, for those who ask why. */
  command(world: World, command: C): unknown;
  /** One due wakeup: one step. */
  wake(world: World, wakeup: Wakeup): unknown;
}

export interface HistoryOptions {
  readonly seed: number;
  /** Bytes of journal to retain; older steps are computed again when needed. 256 MB if missing. */
  readonly journalBudgetBytes?: number;
  readonly checkpointEverySteps?: number;
}

/** What one journal entry costs with the record that it retains, about. */
const ENTRY_BYTES = 120;

export class History<C> {
  readonly world: World;
  private readonly machine: Machine<C>;
  private readonly steps = new StepLog<C>();
  private readonly branchesOf: Branches<C>;
  private readonly checkpoints: Checkpoints;
  private readonly entryLimit: number;
  /** The last step done. */
  private position = 0;
  /** Steps up to here can be redone by swapping. */
  private redoEnd = 0;
  private cursor: Milliseconds = 0;

  constructor(machine: Machine<C>, options: HistoryOptions) {
    this.machine = machine;
    this.world = new World(options.seed);
    this.entryLimit = Math.ceil((options.journalBudgetBytes ?? 256_000_000) / ENTRY_BYTES);
    this.branchesOf = new Branches<C>();
    machine.start(this.world);
    this.world.close();
    this.steps.write(0, {
      time: 0,
      component: 'start',
      key: '',
      causes: [],
      journalEnd: this.world.journal.end,
    });
    this.checkpoints = new Checkpoints(this.world.journal, options.checkpointEverySteps ?? 4_096);
    this.checkpoints.take(0);
    this.world.journal.restore(this.checkpoints.at(0), this.world.journal.end);
  }

  /** The last step done. */
  get step(): number {
    return this.position;
  }

  /** Virtual ms where one stands; one may stand between two steps. */
  get now(): Milliseconds {
    return this.cursor;
  }

  /** The furthest step of this branch. */
  get end(): number {
    return this.branchesOf.current.end;
  }

  get endTime(): Milliseconds {
    return this.branchesOf.current.endTime;
  }

  /** Runs a command here and now; its step. In the past it starts a branch and the old future is kept. */
  submit(command: C): number {
    const time = this.cursor;
    if (this.position < this.end) {
      this.branchesOf.fork(this.position, time);
      this.forgetAfter(this.position);
    }
    const step = this.position + 1;
    this.branchesOf.record({ step, time, command });
    try {
      this.runStep();
    } catch (error) {
      this.branchesOf.unrecord(step);
      throw error;
    }
    this.extend();
    return step;
  }

  /** One step forward; false when nothing is left to do. */
  forward(): boolean {
    const next = this.position + 1;
    if (next <= this.redoEnd) {
      this.world.journal.redo(this.steps.journalEnd(this.position), this.steps.journalEnd(next));
      this.stand(next, this.steps.time(next));
      return true;
    }
    if (!this.runStep()) return false;
    this.extend();
    return true;
  }

  /** One step back; false at the beginning. */
  back(): boolean {
    if (this.position === 0) return false;
    this.seekStep(this.position - 1);
    return true;
  }

  /** Goes to a step; beyond the end it is computed, until nothing is left to do. */
  seekStep(step: number): void {
    assert(step >= 0 && Number.isInteger(step), 'one seeks a step from 0 on');
    if (step < this.position) this.goBackTo(step);
    else this.leapTowards(step);
    while (this.position < step && this.forward());
    if (this.position === step) this.cursor = this.steps.time(step);
  }

  /** Goes to a time: every step up to it is done. Beyond the end it is computed. */
  seekTime(time: Milliseconds): void {
    const known = this.steps.lastAtOrBefore(time, this.end);
    if (time < this.world.now) this.goBackTo(known);
    else this.leapTowards(known);
    for (;;) {
      const next = this.nextTime();
      if (next === undefined || next > time || !this.forward()) break;
    }
    this.cursor = time;
    this.branchesOf.reach(this.end, Math.max(this.endTime, time));
  }

  /** Goes to the last step that has been computed, and to the last moment that has been reached. */
  seekEnd(): void {
    this.seekStep(this.end);
    this.cursor = this.endTime;
  }

  /** Time of what forward() would do. */
  nextTime(): Milliseconds | undefined {
    const next = this.position + 1;
    if (next <= this.end) return this.steps.time(next);
    return this.world.nextWakeup()?.time;
  }

  /** 16 hex digits; the same at the same step, whichever way one came. */
  digest(): string {
    return this.world.digest();
  }

  stepInfo(step: number): StepInfo<C> {
    assert(step >= 0 && step <= this.end, 'the step has been run on this branch');
    const command = this.branchesOf.commandAt(step);
    return this.steps.read(step, command?.command);
  }

  branches(): Branch<C>[] {
    return this.branchesOf.list();
  }

  /** Goes to where a branch was left. */
  switchTo(branchId: number): void {
    if (branchId === this.branchesOf.current.id) return;
    this.branchesOf.leave(this.position, this.cursor);
    const common = this.branchesOf.commonStep(branchId);
    if (this.position > common) this.goBackTo(common);
    this.forgetAfter(this.position);
    const { end, leftAtStep, leftAtTime } = this.branchesOf.enter(branchId);
    this.steps.truncate(this.position);
    while (this.position < end && this.runStep());
    assert(this.position === end, 'a branch is computed again to its end');
    this.seekStep(leftAtStep);
    this.cursor = Math.max(leftAtTime, this.cursor);
  }

  /** Commands of this branch from the beginning to its end. */
  commands(): readonly RecordedCommand<C>[] {
    return this.branchesOf.path();
  }

  feed(tables: readonly string[]): Feed {
    return new Feed(this.world, tables);
  }

  memory(): {
    readonly journalEntries: number;
    readonly journalBytes: number;
    readonly checkpoints: number;
    readonly firstRetainedStep: number;
  } {
    const { journal } = this.world;
    const journalEntries = journal.end - journal.start;
    return {
      journalEntries,
      journalBytes: journalEntries * ENTRY_BYTES,
      checkpoints: this.checkpoints.count,
      firstRetainedStep: this.steps.firstFrom(journal.start, this.position),
    };
  }

  /** Runs the next step of this branch: a recorded command, or the earliest wakeup. */
  private runStep(): boolean {
    const { world } = this;
    const step = this.position + 1;
    const recorded = this.branchesOf.commandAt(step);
    const due = recorded ? undefined : world.nextWakeup();
    if (!recorded && !due) return false;
    const time = recorded?.time ?? due?.time ?? 0;
    const start = this.steps.journalEnd(this.position);
    world.journal.truncate(start);
    world.moveTo(step, time);
    let notes: unknown;
    try {
      notes = recorded
        ? this.machine.command(world, recorded.command)
        : this.machine.wake(world, world.takeWakeup() as Wakeup);
    } catch (error) {
      world.journal.undo(world.journal.end, start);
      world.journal.truncate(start);
      world.moveTo(this.position, this.steps.time(this.position));
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${message} (seed ${world.seed}, step ${step})`, { cause: error });
    }
    this.steps.write(step, {
      time,
      component: due?.component ?? 'command',
      key: due?.key ?? '',
      causes: due?.causes ?? [],
      notes,
      journalEnd: world.journal.end,
    });
    this.redoEnd = step;
    this.stand(step, time);
    this.checkpoints.consider(step);
    world.journal.dropOld(this.entryLimit);
    return true;
  }

  private goBackTo(step: number): void {
    const { journal } = this.world;
    if (this.steps.journalEnd(step) >= journal.start) {
      journal.undo(this.steps.journalEnd(this.position), this.steps.journalEnd(step));
    } else {
      this.restore(this.checkpoints.nearest(step));
      while (this.position < step) assert(this.runStep(), 'a known step is computed again');
      return;
    }
    this.stand(step, this.steps.time(step));
  }

  /** Far ahead on this branch a checkpoint is nearer than here, unless the way there can be redone. */
  private leapTowards(step: number): void {
    const from = this.checkpoints.nearest(Math.min(step, this.end));
    if (from > this.redoEnd) this.restore(from);
  }

  private restore(checkpoint: number): void {
    this.world.journal.restore(this.checkpoints.at(checkpoint), this.steps.journalEnd(checkpoint));
    this.redoEnd = checkpoint;
    this.stand(checkpoint, this.steps.time(checkpoint));
  }

  private stand(step: number, time: Milliseconds): void {
    this.position = step;
    this.cursor = time;
    this.world.moveTo(step, time);
  }

  private extend(): void {
    this.branchesOf.reach(Math.max(this.end, this.position), Math.max(this.endTime, this.cursor));
  }

  /** The steps after this one will be run anew. */
  private forgetAfter(step: number): void {
    this.world.journal.truncate(this.steps.journalEnd(step));
    this.redoEnd = step;
    this.checkpoints.dropAfter(step);
  }
}
