// A 4-ary heap with the total key (time, sequence), so that what comes next never depends on what came before.

import type { Milliseconds } from './time.ts';

export interface HeapItem {
  readonly time: Milliseconds;
  readonly sequence: number;
  readonly slot: number;
}

export class Heap {
  private items: HeapItem[] = [];

  get size(): number {
    return this.items.length;
  }

  get top(): HeapItem | undefined {
    return this.items[0];
  }

  /** Replaces all items. */
  fill(items: readonly HeapItem[]): void {
    this.items = sortItems(items); // In order is a heap too.
  }

  push(item: HeapItem): void {
    const { items } = this;
    let position = items.length;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      const above = items[parent] as HeapItem;
      if (!isBefore(item, above)) break;
      items[position] = above;
      position = parent;
    }
    items[position] = item;
  }

  /** Removes the top. */
  pop(): void {
    const last = this.items.pop();
    if (last && this.items.length > 0) this.siftDown(last);
  }

  /** Puts an item where the top was, or below. */
  private siftDown(item: HeapItem): void {
    const { items } = this;
    const size = items.length;
    let position = 0;
    for (;;) {
      const first = position * 4 + 1;
      if (first >= size) break;
      let least = first;
      for (let child = first + 1; child < Math.min(first + 4, size); child++) {
        if (isBefore(items[child] as HeapItem, items[least] as HeapItem)) least = child;
      }
      const below = items[least] as HeapItem;
      if (!isBefore(below, item)) break;
      items[position] = below;
      position = least;
    }
    items[position] = item;
  }
}

/** Earliest first. */
export function sortItems(items: readonly HeapItem[]): HeapItem[] {
  return [...items].sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

function isBefore(a: HeapItem, b: HeapItem): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
}
