// The queue of wakeups, by the total key (time, sequence). The wakeups are records of a table; which is first follows from
// them, so the heap that finds it is no state of its own and may keep wakeups that are gone until they come to its top.

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

/** The heap may always have so many that are gone. */
const SPARE = 1024;

export class Wakeups {
  private readonly records: Table<Wakeup>;
  private heap: Item[] = [];
  /** False when going back and forth has left so much in the heap that making it anew costs less. */
  private isKept = true;

  constructor(records: Table<Wakeup>) {
    this.records = records;
    records.listen((_row, before, after) => {
      if (!this.isKept || !after) return;
      if (before?.value.sequence === after.value.sequence) return;
      const { time, sequence } = after.value;
      this.push({ time, sequence, id: after.key });
    });
  }

  get size(): number {
    return this.records.size;
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
  }

  first(): Wakeup | undefined {
    this.records.settle();
    if (!this.isKept) this.makeAnew();
    for (;;) {
      const top = this.heap[0];
      if (!top) return undefined;
      const wakeup = this.records.get(top.id);
      if (wakeup?.sequence === top.sequence) return wakeup;
      this.pop();
    }
  }

  /** Takes the earliest wakeup. */
  take(): Wakeup | undefined {
    const first = this.first();
    if (first) this.records.delete((this.pop() as Item).id);
    return first;
  }

  /** All wakeups in the order in which they will run. */
  list(): Wakeup[] {
    return this.records.values().sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  private push(item: Item): void {
    let position = this.heap.length;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      const above = this.heap[parent] as Item;
      if (!isBefore(item, above)) break;
      this.heap[position] = above;
      position = parent;
    }
    this.heap[position] = item;
    if (this.heap.length <= 2 * this.size + SPARE) return;
    this.heap = [];
    this.isKept = false;
  }

  private pop(): Item | undefined {
    const top = this.heap[0];
    const last = this.heap.pop();
    if (last && this.heap.length > 0) this.siftDown(last);
    return top;
  }

  /** Puts an item where the top was, or below. */
  private siftDown(item: Item): void {
    const { heap } = this;
    const size = heap.length;
    let position = 0;
    for (;;) {
      const first = position * 4 + 1;
      if (first >= size) break;
      let least = first;
      for (let child = first + 1; child < Math.min(first + 4, size); child++) {
        if (isBefore(heap[child] as Item, heap[least] as Item)) least = child;
      }
      const below = heap[least] as Item;
      if (!isBefore(below, item)) break;
      heap[position] = below;
      position = least;
    }
    heap[position] = item;
  }

  /** In order is a heap too. */
  private makeAnew(): void {
    this.heap = this.records
      .entries()
      .map(([id, { time, sequence }]) => ({ time, sequence, id }))
      .sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.isKept = true;
  }
}

function isBefore(
  a: { readonly time: number; readonly sequence: number },
  b: { readonly time: number; readonly sequence: number },
): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
}
