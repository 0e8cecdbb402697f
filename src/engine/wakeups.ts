// The queue of wakeups: a 4-ary heap with the total key (time, sequence), so that its order never depends on its history.

import type { Cells, Journal } from './journal.ts';
import type { Table } from './table.ts';
import type { Milliseconds } from './time.ts';

/** A call that is due at a time: one step. */
export interface Wakeup {
  readonly time: Milliseconds;
  readonly sequence: number;
  readonly component: string;
  readonly key: string;
  /** Steps that asked for it. */
  readonly causes: readonly number[];
  /** An answer that it carries. */
  readonly payload?: unknown;
}

interface Item {
  readonly time: Milliseconds;
  readonly sequence: number;
  readonly id: string;
}

const SIZE = 0;

export class Wakeups {
  private readonly heap: Cells<Item | undefined>;
  private readonly head: Cells<number>;
  private readonly records: Table<Wakeup>;

  constructor(journal: Journal, records: Table<Wakeup>) {
    this.records = records;
    this.heap = journal.cells<Item | undefined>();
    this.head = journal.cells<number>();
    this.head.items = [0];
  }

  get size(): number {
    return this.head.get(SIZE);
  }

  /** Adds a wakeup; one that is equal in component, key and time and carries nothing merges with it. */
  add(wakeup: Omit<Wakeup, 'sequence'>, nextSequence: () => number): void {
    const { component, key, time, causes, payload } = wakeup;
    const id = `${component}\0${key}\0${time}`;
    const equal = payload === undefined ? this.records.get(id) : undefined;
    if (equal) {
      const added = causes.filter((cause) => !equal.causes.includes(cause));
      if (added.length > 0) this.records.set(id, { ...equal, causes: [...equal.causes, ...added] });
      return;
    }
    const sequence = nextSequence();
    const ownId = payload === undefined ? id : `${id}\0${sequence}`;
    this.records.set(ownId, { ...wakeup, sequence });
    const last = this.size;
    this.head.set(SIZE, last + 1);
    this.siftUp(last, { time, sequence, id: ownId });
  }

  first(): Wakeup | undefined {
    return this.size === 0 ? undefined : this.records.get((this.heap.get(0) as Item).id);
  }

  /** Takes the earliest wakeup. */
  take(): Wakeup | undefined {
    const first = this.first();
    if (!first) return undefined;
    this.records.delete((this.heap.get(0) as Item).id);
    const last = this.size - 1;
    const moved = this.heap.get(last) as Item;
    this.heap.set(last, undefined);
    this.head.set(SIZE, last);
    if (last > 0) this.siftDown(moved);
    return first;
  }

  /** All wakeups in the order in which they will run. */
  list(): Wakeup[] {
    return this.heap.items
      .slice(0, this.size)
      .map((item) => item as Item)
      .sort((a, b) => (isBefore(a, b) ? -1 : 1))
      .map(({ id }) => this.records.get(id) as Wakeup);
  }

  private siftUp(start: number, item: Item): void {
    let position = start;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      const above = this.heap.get(parent) as Item;
      if (!isBefore(item, above)) break;
      this.heap.set(position, above);
      position = parent;
    }
    this.heap.set(position, item);
  }

  private siftDown(item: Item): void {
    const size = this.size;
    let position = 0;
    for (;;) {
      const first = position * 4 + 1;
      if (first >= size) break;
      let least = first;
      for (let child = first + 1; child < Math.min(first + 4, size); child++) {
        if (isBefore(this.heap.get(child) as Item, this.heap.get(least) as Item)) least = child;
      }
      const below = this.heap.get(least) as Item;
      if (!isBefore(below, item)) break;
      this.heap.set(position, below);
      position = least;
    }
    this.heap.set(position, item);
  }
}

function isBefore(a: Item, b: Item): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
}
