// What each step was, in compact columns: kept for the whole branch even where its journal has been dropped.

import { assert } from './assert.ts';
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

/** So many steps lie together. */
const PAGE = 1 << 14;

const NO_CAUSE = -1;

interface Page {
  readonly times: Float64Array;
  readonly journalEnds: Float64Array;
  /** The first cause; a step that has more of them has them in `moreCauses`. */
  readonly causes: Int32Array;
  readonly components: string[];
  readonly keys: string[];
  readonly notes: unknown[];
}

export class StepLog<C> {
  private readonly pages: Page[] = [];
  private readonly moreCauses = new Map<number, readonly number[]>();

  write(step: number, entry: StepEntry): void {
    const page = (this.pages[Math.floor(step / PAGE)] ??= newPage());
    const at = step % PAGE;
    const { causes } = entry;
    page.times[at] = entry.time;
    page.journalEnds[at] = entry.journalEnd;
    page.causes[at] = causes[0] ?? NO_CAUSE;
    page.components[at] = entry.component;
    page.keys[at] = entry.key;
    page.notes[at] = entry.notes;
    if (causes.length > 1) this.moreCauses.set(step, causes);
    else if (this.moreCauses.size > 0) this.moreCauses.delete(step);
  }

  read(step: number, command: C | undefined): StepInfo<C> {
    const page = this.page(step);
    const at = step % PAGE;
    const cause = page.causes[at] as number;
    const notes = page.notes[at];
    return {
      step,
      time: page.times[at] as number,
      component: page.components[at] as string,
      key: page.keys[at] as string,
      causes: this.moreCauses.get(step) ?? (cause === NO_CAUSE ? [] : [cause]),
      ...(command === undefined ? {} : { command }),
      ...(notes === undefined ? {} : { notes }),
    };
  }

  time(step: number): Milliseconds {
    return this.page(step).times[step % PAGE] as number;
  }

  /** Journal position after a step. */
  journalEnd(step: number): number {
    return this.page(step).journalEnds[step % PAGE] as number;
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

  /** Forgets the steps after one, or most of them: what is left is written again. */
  truncate(step: number): void {
    this.pages.length = Math.min(this.pages.length, Math.floor(step / PAGE) + 1);
  }

  private page(step: number): Page {
    const page = this.pages[Math.floor(step / PAGE)];
    assert(page !== undefined, `step ${step} has been written`);
    return page;
  }
}

function newPage(): Page {
  return {
    times: new Float64Array(PAGE),
    journalEnds: new Float64Array(PAGE),
    causes: new Int32Array(PAGE),
    components: [],
    keys: [],
    notes: [],
  };
}
