// What each step was, in compact columns: kept for the whole branch even where its journal has been dropped.

import type { Milliseconds } from './time.ts';

/** One step for those who ask why. `component` is "command" for a command and "start" for step 0. */
export interface StepInfo<C> {
  readonly step: number;
  readonly time: Milliseconds;
  readonly component: string;
  readonly key: string;
  /** Steps that asked for it. */
  readonly causes: readonly number[];
  readonly command?: C;
  /** What the machine said of it. */
  readonly notes?: unknown;
}

interface StepEntry {
  readonly time: Milliseconds;
  readonly component: string;
  readonly key: string;
  readonly causes: readonly number[];
  readonly notes?: unknown;
  readonly journalEnd: number;
}

export class StepLog<C> {
  private readonly times: number[] = [];
  private readonly components: string[] = [];
  private readonly keys: string[] = [];
  private readonly causes: (readonly number[])[] = [];
  private readonly notes: unknown[] = [];
  private readonly journalEnds: number[] = [];

  write(step: number, entry: StepEntry): void {
    this.times[step] = entry.time;
    this.components[step] = entry.component;
    this.keys[step] = entry.key;
    this.causes[step] = entry.causes;
    this.notes[step] = entry.notes;
    this.journalEnds[step] = entry.journalEnd;
  }

  read(step: number, command: C | undefined): StepInfo<C> {
    return {
      step,
      time: this.time(step),
      component: this.components[step] as string,
      key: this.keys[step] as string,
      causes: this.causes[step] as readonly number[],
      ...(command === undefined ? {} : { command }),
      ...(this.notes[step] === undefined ? {} : { notes: this.notes[step] }),
    };
  }

  time(step: number): Milliseconds {
    return this.times[step] as number;
  }

  /** Journal position after a step. */
  journalEnd(step: number): number {
    return this.journalEnds[step] as number;
  }

  /** The last step whose time is not after `time`. */
  lastAtOrBefore(time: Milliseconds, end: number): number {
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.time(middle) <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first step whose journal is retained from a position on. */
  firstFrom(journalStart: number, end: number): number {
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.journalEnd(middle) >= journalStart) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  truncate(step: number): void {
    const { times, components, keys, causes, notes, journalEnds } = this;
    for (const column of [times, components, keys, causes, notes, journalEnds]) {
      column.length = Math.min(column.length, step + 1);
    }
  }
}
