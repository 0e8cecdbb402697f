// All state lives in journaled arrays of slots. A write notes (array, slot, previous reference); undoing swaps the noted
// reference with the present one, so the same entry redoes.

import { assert } from './assert.ts';

const CHUNK = 1 << 15;

/** Slots lie in blocks, which copies share until one of them is written. */
const BLOCK_BITS = 8;
const BLOCK = 1 << BLOCK_BITS;

/** A copy of one array of slots. */
export type Blocks = readonly (readonly unknown[])[];

interface Chunk {
  readonly arrays: Uint16Array;
  readonly slots: Int32Array;
  readonly values: unknown[];
}

/** What hears of every slot that has changed: of writes and restores at once, of undo and redo at the next `settle`. */
export interface SlotListener<T> {
  (slot: number, before: T, after: T): void;
}

/** One array of slots. Write only through `set`. */
export class Cells<T> {
  private readonly journal: Journal;
  private readonly id: number;
  private readonly onWrite: SlotListener<T> | undefined;
  private blocks: T[][] = [];
  /** Blocks that a copy has too. */
  private isShared: boolean[] = [];
  /** What was in the slots that have been undone or redone, when their changes were told last. */
  private moved = new Map<number, T>();

  constructor(journal: Journal, id: number, onWrite?: SlotListener<T>) {
    this.journal = journal;
    this.id = id;
    this.onWrite = onWrite;
  }

  /** undefined where nothing has been written. */
  get(slot: number): T {
    return this.blocks[slot >> BLOCK_BITS]?.[slot & (BLOCK - 1)] as T;
  }

  set(slot: number, value: T): void {
    this.settle();
    const before = this.put(slot, value);
    this.journal.note(this.id, slot, before);
    this.onWrite?.(slot, before, value);
  }

  /** Undo or redo of one entry: swaps a noted reference with the present one. */
  swap(slot: number, value: T): T {
    const before = this.put(slot, value);
    if (this.onWrite && !this.moved.has(slot)) this.moved.set(slot, before);
    return before;
  }

  /** Tells what undo and redo have changed, each slot once however far they went. */
  settle(): void {
    if (this.moved.size === 0) return;
    const moved = this.moved;
    this.moved = new Map();
    for (const [slot, before] of moved) {
      const after = this.get(slot);
      if (before !== after) this.onWrite?.(slot, before, after);
    }
  }

  /** How many slots a copy would not share with the last one. */
  get unshared(): number {
    return this.isShared.reduce((sum, isShared) => (isShared ? sum : sum + BLOCK), 0);
  }

  /** All slots as they are. What is written later does not show in the copy. */
  copy(): Blocks {
    this.isShared.fill(true);
    return this.blocks.slice();
  }

  /** Replaces every slot at once, as when a checkpoint is restored. */
  restore(copy: Blocks): void {
    this.settle();
    const before = this.blocks;
    const after = copy.slice() as T[][];
    this.blocks = after;
    this.isShared = after.map(() => true);
    if (!this.onWrite) return;
    for (let block = 0; block < Math.max(before.length, after.length); block++) {
      if (before[block] !== after[block]) this.tellDifference(block, before[block], after[block]);
    }
  }

  private tellDifference(block: number, before: readonly T[] = [], after: readonly T[] = []): void {
    for (let at = 0; at < Math.max(before.length, after.length); at++) {
      const was = before[at] as T;
      const is = after[at] as T;
      if (was !== is) this.onWrite?.((block << BLOCK_BITS) + at, was, is);
    }
  }

  private put(slot: number, value: T): T {
    const block = this.ownBlock(slot >> BLOCK_BITS);
    const before = block[slot & (BLOCK - 1)] as T;
    block[slot & (BLOCK - 1)] = value;
    return before;
  }

  private ownBlock(index: number): T[] {
    const block = this.blocks[index];
    if (block && !this.isShared[index]) return block;
    const own = block?.slice() ?? [];
    this.blocks[index] = own;
    this.isShared[index] = false;
    return own;
  }
}

export class Journal {
  private readonly arrays: Cells<unknown>[] = [];
  private chunks: (Chunk | undefined)[] = [];
  private retainedFrom = 0;
  private length = 0;

  /** Makes an array of slots. */
  cells<T>(onWrite?: SlotListener<T>): Cells<T> {
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
    const chunk = (this.chunks[(this.length / CHUNK) | 0] ??= {
      arrays: new Uint16Array(CHUNK),
      slots: new Int32Array(CHUNK),
      values: [],
    });
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
    if (position === this.length) return;
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

  /** How many slots copies would not share with the last ones. */
  get unshared(): number {
    return this.arrays.reduce((sum, { unshared }) => sum + unshared, 0);
  }

  /** Copies of all arrays. */
  copy(): Blocks[] {
    return this.arrays.map((cells) => cells.copy());
  }

  /** Puts copies back; the journal goes on empty from `position`. */
  restore(copies: readonly Blocks[], position: number): void {
    this.arrays.forEach((cells, index) => cells.restore(copies[index] ?? []));
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
