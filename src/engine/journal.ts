// All state lives in journaled arrays of slots. A write notes (array, slot, previous reference); undoing swaps the noted
// reference with the present one, so the same entry redoes.

import { assert } from './assert.ts';

const CHUNK = 1 << 15;

interface Chunk {
  readonly arrays: Uint16Array;
  readonly slots: Int32Array;
  readonly values: unknown[];
}

/** One array of slots. Write only through `set`. */
export class Cells<T> {
  /** Read-only to everybody but the journal. */
  items: T[] = [];
  private readonly journal: Journal;
  private readonly id: number;
  private readonly onWrite: ((slot: number, before: T, after: T) => void) | undefined;

  constructor(journal: Journal, id: number, onWrite?: (slot: number, before: T, after: T) => void) {
    this.journal = journal;
    this.id = id;
    this.onWrite = onWrite;
  }

  get(slot: number): T {
    return this.items[slot] as T;
  }

  set(slot: number, value: T): void {
    const before = this.items[slot] as T;
    this.journal.note(this.id, slot, before);
    this.items[slot] = value;
    this.onWrite?.(slot, before, value);
  }

  /** Swaps a noted reference with the present one. */
  swap(slot: number, value: T): T {
    const before = this.items[slot] as T;
    this.items[slot] = value;
    this.onWrite?.(slot, before, value);
    return before;
  }

  /** Replaces every slot at once, as when a checkpoint is restored. */
  restore(items: T[]): void {
    const before = this.items;
    this.items = items;
    if (!this.onWrite) return;
    for (let slot = 0; slot < Math.max(before.length, items.length); slot++) {
      const was = before[slot] as T;
      const is = items[slot] as T;
      if (was !== is) this.onWrite(slot, was, is);
    }
  }
}

export class Journal {
  private readonly arrays: Cells<unknown>[] = [];
  private chunks: (Chunk | undefined)[] = [];
  private retainedFrom = 0;
  private length = 0;

  /** Makes an array of slots; `onWrite` hears of every write, undo, redo and restore. */
  cells<T>(onWrite?: (slot: number, before: T, after: T) => void): Cells<T> {
    const cells = new Cells<T>(this, this.arrays.length, onWrite);
    this.arrays.push(cells as unknown as Cells<unknown>);
    return cells;
  }

  /** Number of entries ever noted on this line of time: the position after the newest. */
  get end(): number {
    return this.length;
  }

  /** Entries before this position have been dropped. */
  get start(): number {
    return this.retainedFrom;
  }

  note(array: number, slot: number, before: unknown): void {
    const offset = this.length % CHUNK;
    let chunk = this.chunks[(this.length / CHUNK) | 0];
    if (!chunk) {
      chunk = { arrays: new Uint16Array(CHUNK), slots: new Int32Array(CHUNK), values: [] };
      this.chunks[(this.length / CHUNK) | 0] = chunk;
    }
    chunk.arrays[offset] = array;
    chunk.slots[offset] = slot;
    chunk.values[offset] = before;
    this.length++;
  }

  /** Undoes the entries from `from` down to `to` (exclusive end first). */
  undo(from: number, to: number): void {
    assert(to >= this.retainedFrom, 'undone entries are retained');
    for (let position = from - 1; position >= to; position--) this.swap(position);
  }

  /** Does again the entries from `from` up to `to`. */
  redo(from: number, to: number): void {
    assert(to <= this.length, 'redone entries exist');
    for (let position = from; position < to; position++) this.swap(position);
  }

  /** Forgets the entries from `position` on: the future that will not be. */
  truncate(position: number): void {
    const keep = Math.ceil(position / CHUNK);
    this.chunks.length = Math.min(this.chunks.length, keep);
    const last = this.chunks[keep - 1];
    if (last && position % CHUNK !== 0)
      last.values.length = Math.min(last.values.length, position % CHUNK);
    this.length = position;
  }

  /** Drops whole chunks of old entries until at most `limit` entries are retained. */
  dropOld(limit: number): void {
    while (this.length - this.retainedFrom > limit + CHUNK) {
      const chunk = (this.retainedFrom / CHUNK) | 0;
      this.chunks[chunk] = undefined;
      this.retainedFrom = (chunk + 1) * CHUNK;
    }
  }

  /** Copies of all arrays. */
  copy(): unknown[][] {
    return this.arrays.map(({ items }) => items.slice());
  }

  /** Puts copies back; the journal goes on empty from `position`. */
  restore(copies: readonly unknown[][], position: number): void {
    this.arrays.forEach((cells, index) => cells.restore((copies[index] ?? []).slice()));
    this.chunks = [];
    this.length = position;
    this.retainedFrom = position;
  }

  private swap(position: number): void {
    const chunk = this.chunks[(position / CHUNK) | 0];
    assert(chunk !== undefined, 'a journal entry is retained');
    const offset = position % CHUNK;
    const cells = this.arrays[chunk.arrays[offset] as number] as Cells<unknown>;
    chunk.values[offset] = cells.swap(chunk.slots[offset] as number, chunk.values[offset]);
  }
}
