// The queue of wakeups, by the total key (time, sequence). They lie in journaled slots; which is first, and whether an equal
// one is there, follows from the slots. So the heap is no state of its own, and may keep wakeups that are gone until they
// come to its top.

import { canonicalText } from './digest.ts';
import type { Cells, Journal } from './journal.ts';
import { Heap, sortItems, type HeapItem } from './heap.ts';
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

/** What is asked for: at a whole ms that is not in the past. */
export type WakeupRequest = Omit<Wakeup, 'sequence' | 'causes'> & { readonly cause: number };

/** A free slot holds the number of the next free one; one that was never used is followed by its neighbour. */
type Slot = Wakeup | number | undefined;

const FREE = 0;
const ASKED = 1;

/** The heap may always have so many wakeups that are gone. */
const SPARE = 1024;

export class Wakeups {
  private readonly slots: Cells<Slot>;
  /** The first free slot, and how many have been asked for. */
  private readonly head: Cells<number | undefined>;
  private readonly listeners: ((slot: number) => void)[] = [];
  /** Slots of those without a payload, by component and key. */
  private readonly mergeable = new Map<string, Map<string, number[]>>();
  private count = 0;
  private readonly tallies: Tally[] = [];
  private readonly heap = new Heap();
  /** False when going back and forth has left so much in the heap that making it anew costs less. */
  private isKept = true;

  constructor(journal: Journal) {
    this.slots = journal.cells<Slot>((slot, before, after) => {
      this.follow(slot, wakeupIn(before), wakeupIn(after));
    });
    this.head = journal.cells<number | undefined>();
  }

  get size(): number {
    this.slots.settle();
    return this.count;
  }

  /** Keeps count of some: how many of them are pending, whenever the answer is called. */
  tally(isCounted: Tally['isCounted']): () => number {
    const tally: Tally = { isCounted, count: this.list().filter(isCounted).length };
    this.tallies.push(tally);
    return () => {
      this.slots.settle();
      return tally.count;
    };
  }

  /** How many have ever been asked for. */
  get asked(): number {
    return this.head.get(ASKED) ?? 0;
  }

  /** Adds a wakeup; one that is equal in component, key and time and carries nothing merges with it. */
  add({ time, component, key, cause, payload }: WakeupRequest): void {
    this.slots.settle();
    const equal = payload === undefined ? this.equalTo(component, key, time) : NONE;
    if (equal !== NONE) {
      const known = this.slots.get(equal) as Wakeup;
      if (known.causes.includes(cause)) return;
      this.slots.set(equal, { ...known, causes: [...known.causes, cause] });
      return;
    }
    const sequence = this.asked + 1;
    this.head.set(ASKED, sequence);
    const causes = [cause];
    this.slots.set(
      this.takeSlot(),
      payload === undefined
        ? { time, sequence, component, key, causes }
        : { time, sequence, component, key, causes, payload },
    );
  }

  first(): Wakeup | undefined {
    const item = this.topItem();
    return item && (this.slots.get(item.slot) as Wakeup);
  }

  /** Takes the earliest wakeup. */
  take(): Wakeup | undefined {
    const item = this.topItem();
    if (!item) return undefined;
    const first = this.slots.get(item.slot) as Wakeup;
    this.heap.pop();
    this.slots.set(item.slot, this.head.get(FREE) ?? 0);
    this.head.set(FREE, item.slot);
    return first;
  }

  /** All wakeups in the order in which they will run. */
  list(): Wakeup[] {
    return sortItems(this.items()).map(({ slot }) => this.slots.get(slot) as Wakeup);
  }

  /** Hears of every slot that has changed from now on. */
  listen(listener: (slot: number) => void): void {
    this.listeners.push(listener);
  }

  /** Lets the listeners hear what undo and redo have changed. */
  settle(): void {
    this.slots.settle();
  }

  /** For the digest. */
  textAt(slot: number): string | undefined {
    const wakeup = this.at(slot);
    return wakeup && `(wakeups)\0${canonicalText(wakeup)}`;
  }

  private at(slot: number): Wakeup | undefined {
    return wakeupIn(this.slots.get(slot));
  }

  /** Brings along what follows from the slots. */
  private follow(slot: number, before: Wakeup | undefined, after: Wakeup | undefined): void {
    for (const listener of this.listeners) listener(slot);
    if (before && after && isMerged(before, after)) return;
    this.recount(before, after);
    if (before) {
      this.count--;
      if (before.payload === undefined) this.forget(before, slot);
    }
    if (!after) return;
    this.count++;
    if (after.payload === undefined) this.remember(after, slot);
    if (!this.isKept) return;
    this.heap.push({ time: after.time, sequence: after.sequence, slot });
    if (this.heap.size > 2 * this.count + SPARE) this.isKept = false;
  }

  private recount(before: Wakeup | undefined, after: Wakeup | undefined): void {
    for (const tally of this.tallies) {
      if (before && tally.isCounted(before)) tally.count--;
      if (after && tally.isCounted(after)) tally.count++;
    }
  }

  private remember({ component, key }: Wakeup, slot: number): void {
    let byKey = this.mergeable.get(component);
    if (!byKey) this.mergeable.set(component, (byKey = new Map()));
    const known = byKey.get(key);
    if (known) known.push(slot);
    else byKey.set(key, [slot]);
  }

  private forget({ component, key }: Wakeup, slot: number): void {
    const byKey = this.mergeable.get(component);
    const known = byKey?.get(key);
    if (!byKey || !known) return;
    if (known.length === 1) byKey.delete(key);
    else known.splice(known.indexOf(slot), 1);
  }

  private equalTo(component: string, key: string, time: Milliseconds): number {
    for (const slot of this.mergeable.get(component)?.get(key) ?? []) {
      if ((this.slots.get(slot) as Wakeup).time === time) return slot;
    }
    return NONE;
  }

  private takeSlot(): number {
    const slot = this.head.get(FREE) ?? 0;
    const next = this.slots.get(slot);
    this.head.set(FREE, typeof next === 'number' ? next : slot + 1);
    return slot;
  }

  /** The top of the heap, once those are gone that are there no more. */
  private topItem(): HeapItem | undefined {
    this.slots.settle();
    if (!this.isKept) {
      this.heap.fill(this.items());
      this.isKept = true;
    }
    for (;;) {
      const top = this.heap.top;
      const wakeup = top && this.at(top.slot);
      if (!top || (wakeup?.sequence === top.sequence && wakeup.time === top.time)) return top;
      this.heap.pop();
    }
  }

  /** In no order. */
  private items(): HeapItem[] {
    this.slots.settle();
    const items: HeapItem[] = [];
    for (let slot = 0; items.length < this.count; slot++) {
      const wakeup = this.at(slot);
      if (wakeup) items.push({ time: wakeup.time, sequence: wakeup.sequence, slot });
    }
    return items;
  }
}

interface Tally {
  readonly isCounted: (wakeup: Wakeup) => boolean;
  count: number;
}

const NONE = -1;

/** True of one wakeup before and after it got another cause. On another line of time a number is another wakeup's. */
function isMerged(before: Wakeup, after: Wakeup): boolean {
  return (
    before.sequence === after.sequence &&
    before.time === after.time &&
    before.component === after.component &&
    before.key === after.key
  );
}

function wakeupIn(slot: Slot): Wakeup | undefined {
  return typeof slot === 'object' ? slot : undefined;
}
