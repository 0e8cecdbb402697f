// A table of immutable records, listed by the code units of their keys. Records lie in dense rows, which are journaled
// slots. Where a key's row is, and the order of the keys, follow from the rows: they are brought along with every write and
// restore, and after undo and redo when somebody asks, so that these cost no more than their swaps.

import { canonicalText } from './digest.ts';
import type { Cells, Journal } from './journal.ts';
import { KeyOrder } from './keyOrder.ts';

interface Row<V> {
  readonly key: string;
  readonly value: V;
  readonly writtenAt: number;
}

/** What hears of every row that has changed: by a write, an undo, a redo or a restore. */
export interface RowListener<V> {
  (row: number, before: Row<V> | undefined, after: Row<V> | undefined): void;
}

/** A free row holds the number of the next free one; one that was never used is followed by its neighbour. */
type Slot<V> = Row<V> | number | undefined;

const FREE = 0;

export class Table<V> {
  readonly name: string;
  private readonly slots: Cells<Slot<V>>;
  /** The first free row. */
  private readonly head: Cells<number | undefined>;
  private readonly rowByKey = new Map<string, number>();
  private readonly order: KeyOrder;
  private readonly listeners: RowListener<V>[] = [];
  private readonly stepOf: () => number;

  constructor(name: string, journal: Journal, stepOf: () => number) {
    this.name = name;
    this.stepOf = stepOf;
    this.slots = journal.cells<Slot<V>>((row, before, after) => {
      this.follow(row, recordIn(before), recordIn(after));
    });
    this.head = journal.cells<number | undefined>();
    this.order = new KeyOrder(
      (key) => this.rowByKey.has(key),
      () => this.unsortedKeys(),
    );
  }

  get size(): number {
    this.settle();
    return this.rowByKey.size;
  }

  get(key: string): V | undefined {
    return this.recordOf(key)?.value;
  }

  has(key: string): boolean {
    return this.rowOf(key) !== undefined;
  }

  /** The step that last wrote this record. */
  writtenAt(key: string): number | undefined {
    return this.recordOf(key)?.writtenAt;
  }

  /** Inserts or replaces a record. */
  set(key: string, value: V): void {
    const row = this.rowOf(key) ?? this.takeRow();
    this.slots.set(row, { key, value, writtenAt: this.stepOf() });
  }

  /** Deletes a record; false if there was none. */
  delete(key: string): boolean {
    const row = this.rowOf(key);
    if (row === undefined) return false;
    this.slots.set(row, this.firstFree);
    this.head.set(FREE, row);
    return true;
  }

  /** Keys in order, those with a prefix if given. */
  keys(prefix = ''): string[] {
    const keys: string[] = [];
    this.scan(prefix, (key) => keys.push(key));
    return keys;
  }

  values(prefix = ''): V[] {
    const values: V[] = [];
    this.scan(prefix, (key) => values.push(this.get(key) as V));
    return values;
  }

  entries(prefix = ''): [string, V][] {
    const entries: [string, V][] = [];
    this.scan(prefix, (key) => entries.push([key, this.get(key) as V]));
    return entries;
  }

  /** The first key, or the first with a prefix. */
  firstKey(prefix = ''): string | undefined {
    let found: string | undefined;
    this.settle();
    this.order.visit(prefix, (key) => {
      if (key.startsWith(prefix)) found = key;
      return false;
    });
    return found;
  }

  /** The last key of all. */
  lastKey(): string | undefined {
    this.settle();
    return this.order.last();
  }

  /** At most `limit` records whose key is greater than `after`, in order. */
  entriesAfter(after: string, limit: number, prefix = ''): [string, V][] {
    const entries: [string, V][] = [];
    this.settle();
    this.order.visit(after > prefix ? after : prefix, (key) => {
      if (key === after) return true;
      if (entries.length >= limit || !key.startsWith(prefix)) return false;
      entries.push([key, this.get(key) as V]);
      return true;
    });
    return entries;
  }

  /** Hears of every changed row from now on. */
  listen(listener: RowListener<V>): void {
    this.listeners.push(listener);
  }

  /** Lets the listeners hear what undo and redo have changed. */
  settle(): void {
    this.slots.settle();
  }

  /** For the digest. */
  textAt(row: number): string | undefined {
    const record = recordIn(this.slots.get(row));
    if (!record) return undefined;
    return `${this.name}\0${record.key}\0${record.writtenAt}\0${canonicalText(record.value)}`;
  }

  private rowOf(key: string): number | undefined {
    this.settle();
    return this.rowByKey.get(key);
  }

  private recordOf(key: string): Row<V> | undefined {
    const row = this.rowOf(key);
    return row === undefined ? undefined : (this.slots.get(row) as Row<V>);
  }

  private scan(prefix: string, visit: (key: string) => void): void {
    this.settle();
    this.order.visit(prefix, (key) => {
      if (!key.startsWith(prefix)) return false;
      visit(key);
      return true;
    });
  }

  private takeRow(): number {
    const row = this.firstFree;
    const next = this.slots.get(row);
    this.head.set(FREE, typeof next === 'number' ? next : row + 1);
    return row;
  }

  private get firstFree(): number {
    return this.head.get(FREE) ?? 0;
  }

  private unsortedKeys(): string[] {
    return [...this.rowByKey.keys()];
  }

  /** Brings along what follows from the rows. A restore may move a key, so the row that loses it may come second. */
  private follow(row: number, before: Row<V> | undefined, after: Row<V> | undefined): void {
    if (before?.key !== after?.key) {
      if (before && this.rowByKey.get(before.key) === row) {
        this.rowByKey.delete(before.key);
        this.order.touch(before.key);
      }
      if (after) {
        this.rowByKey.set(after.key, row);
        this.order.touch(after.key);
      }
    }
    for (const listener of this.listeners) listener(row, before, after);
  }
}

function recordIn<V>(slot: Slot<V>): Row<V> | undefined {
  return typeof slot === 'object' ? slot : undefined;
}
