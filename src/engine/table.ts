// A table of immutable records, ordered by the code units of their keys. Records lie in dense rows; a treap links the rows
// in order. Its shape follows from the keys alone (priorities are hashes of them), and its links are journaled slots, so
// that the order is rewound and never rebuilt.

import type { Cells, Journal } from './journal.ts';
import { hashText } from './random.ts';

interface Row<V> {
  readonly key: string;
  readonly priority: number;
  readonly value: V;
  readonly writtenAt: number;
}

/** What hears of every row that changes: by a write, an undo, a redo or a restore. */
export interface RowListener<V> {
  (row: number, before: Row<V> | undefined, after: Row<V> | undefined): void;
}

const NONE = -1;
const ROOT = 0;
const FREE = 1;
const ROWS = 2;
const SIZE = 3;

export class Table<V> {
  readonly name: string;
  private readonly rows: Cells<Row<V> | undefined>;
  private readonly left: Cells<number>;
  private readonly right: Cells<number>;
  /** Root row, head of the free list, rows ever used, records. */
  private readonly head: Cells<number>;
  private readonly listeners: RowListener<V>[] = [];
  private readonly stepOf: () => number;

  constructor(name: string, journal: Journal, stepOf: () => number) {
    this.name = name;
    this.stepOf = stepOf;
    this.rows = journal.cells<Row<V> | undefined>((row, before, after) => {
      for (const listener of this.listeners) listener(row, before, after);
    });
    this.left = journal.cells<number>();
    this.right = journal.cells<number>();
    this.head = journal.cells<number>();
    this.head.items = [NONE, NONE, 0, 0];
  }

  get size(): number {
    return this.head.get(SIZE);
  }

  get(key: string): V | undefined {
    return this.rowAt(this.find(key))?.value;
  }

  has(key: string): boolean {
    return this.find(key) !== NONE;
  }

  /** The step that last wrote this record. */
  writtenAt(key: string): number | undefined {
    return this.rowAt(this.find(key))?.writtenAt;
  }

  /** Inserts or replaces a record. */
  set(key: string, value: V): void {
    const row = this.find(key);
    if (row === NONE) this.insert(key, value);
    else {
      const { priority } = this.rows.get(row) as Row<V>;
      this.rows.set(row, { key, priority, value, writtenAt: this.stepOf() });
    }
  }

  /** Deletes a record; false if there was none. */
  delete(key: string): boolean {
    let parent = NONE;
    let isLeft = false;
    let row = this.head.get(ROOT);
    while (row !== NONE) {
      const at = (this.rows.get(row) as Row<V>).key;
      if (at === key) break;
      parent = row;
      isLeft = key < at;
      row = isLeft ? this.left.get(row) : this.right.get(row);
    }
    if (row === NONE) return false;
    this.attach(parent, isLeft, this.merge(this.left.get(row), this.right.get(row)));
    this.rows.set(row, undefined);
    this.right.set(row, NONE);
    this.left.set(row, this.head.get(FREE));
    this.head.set(FREE, row);
    this.head.set(SIZE, this.size - 1);
    return true;
  }

  /** Keys in order, those with a prefix if given. */
  keys(prefix = ''): string[] {
    const keys: string[] = [];
    this.scan(prefix, ({ key }) => keys.push(key));
    return keys;
  }

  values(prefix = ''): V[] {
    const values: V[] = [];
    this.scan(prefix, ({ value }) => values.push(value));
    return values;
  }

  entries(prefix = ''): [string, V][] {
    const entries: [string, V][] = [];
    this.scan(prefix, ({ key, value }) => entries.push([key, value]));
    return entries;
  }

  /** The first key, or the first with a prefix. */
  firstKey(prefix = ''): string | undefined {
    let found: string | undefined;
    let row = this.head.get(ROOT);
    while (row !== NONE) {
      const { key } = this.rows.get(row) as Row<V>;
      if (key >= prefix) {
        found = key;
        row = this.left.get(row);
      } else row = this.right.get(row);
    }
    return found?.startsWith(prefix) ? found : undefined;
  }

  /** The last key of all. */
  lastKey(): string | undefined {
    let row = this.head.get(ROOT);
    if (row === NONE) return undefined;
    while (this.right.get(row) !== NONE) row = this.right.get(row);
    return this.rowAt(row)?.key;
  }

  /** At most `limit` records whose key is greater than `after`, in order. */
  entriesAfter(after: string, limit: number, prefix = ''): [string, V][] {
    const entries: [string, V][] = [];
    this.walk(
      (key) => key > after && key >= prefix,
      ({ key, value }) => {
        if (entries.length >= limit || !key.startsWith(prefix)) return false;
        entries.push([key, value]);
        return true;
      },
    );
    return entries;
  }

  /** Hears of every changed row from now on. */
  listen(listener: RowListener<V>): void {
    this.listeners.push(listener);
  }

  /** Number of rows ever used; rows are numbered from 0. */
  get rowCount(): number {
    return this.rows.items.length;
  }

  rowAt(row: number): Row<V> | undefined {
    return row === NONE ? undefined : this.rows.get(row);
  }

  private scan(prefix: string, visit: (row: Row<V>) => void): void {
    this.walk(
      (key) => key >= prefix,
      (row) => {
        if (!row.key.startsWith(prefix)) return false;
        visit(row);
        return true;
      },
    );
  }

  /** Visits rows in order from the first that is far enough, until the visitor says no. */
  private walk(isFarEnough: (key: string) => boolean, visit: (row: Row<V>) => boolean): void {
    const path: number[] = [];
    let row = this.head.get(ROOT);
    while (row !== NONE) {
      if (isFarEnough((this.rows.get(row) as Row<V>).key)) {
        path.push(row);
        row = this.left.get(row);
      } else row = this.right.get(row);
    }
    for (;;) {
      const next = path.pop();
      if (next === undefined || !visit(this.rows.get(next) as Row<V>)) return;
      row = this.right.get(next);
      while (row !== NONE) {
        path.push(row);
        row = this.left.get(row);
      }
    }
  }

  private find(key: string): number {
    let row = this.head.get(ROOT);
    while (row !== NONE) {
      const at = (this.rows.get(row) as Row<V>).key;
      if (key === at) return row;
      row = key < at ? this.left.get(row) : this.right.get(row);
    }
    return NONE;
  }

  private insert(key: string, value: V): void {
    const priority = hashText(key);
    let parent = NONE;
    let isLeft = false;
    let below = this.head.get(ROOT);
    while (below !== NONE) {
      const at = this.rows.get(below) as Row<V>;
      if (at.priority < priority || (at.priority === priority && at.key > key)) break;
      parent = below;
      isLeft = key < at.key;
      below = isLeft ? this.left.get(below) : this.right.get(below);
    }
    const row = this.takeRow();
    this.rows.set(row, { key, priority, value, writtenAt: this.stepOf() });
    this.split(row, below, key);
    this.attach(parent, isLeft, row);
    this.head.set(SIZE, this.size + 1);
  }

  /** Hangs the rows below a place under a new row: smaller keys left, greater ones right. */
  private split(row: number, start: number, key: string): void {
    let below = start;
    let smaller = row;
    let isSmallerRoot = true;
    let greater = row;
    let isGreaterRoot = true;
    while (below !== NONE) {
      if ((this.rows.get(below) as Row<V>).key < key) {
        (isSmallerRoot ? this.left : this.right).set(smaller, below);
        smaller = below;
        isSmallerRoot = false;
        below = this.right.get(below);
      } else {
        (isGreaterRoot ? this.right : this.left).set(greater, below);
        greater = below;
        isGreaterRoot = false;
        below = this.left.get(below);
      }
    }
    (isSmallerRoot ? this.left : this.right).set(smaller, NONE);
    (isGreaterRoot ? this.right : this.left).set(greater, NONE);
  }

  /** Joins two subtrees, all keys of the first smaller; returns the root. */
  private merge(first: number, second: number): number {
    let smaller = first;
    let greater = second;
    let root = NONE;
    let parent = NONE;
    let isLeft = false;
    for (;;) {
      const takesSmaller = greater === NONE || (smaller !== NONE && this.isAbove(smaller, greater));
      const taken = takesSmaller ? smaller : greater;
      if (parent === NONE) root = taken;
      else if ((isLeft ? this.left : this.right).get(parent) !== taken) {
        (isLeft ? this.left : this.right).set(parent, taken);
      }
      if (smaller === NONE || greater === NONE) return root;
      parent = taken;
      isLeft = !takesSmaller;
      if (takesSmaller) smaller = this.right.get(taken);
      else greater = this.left.get(taken);
    }
  }

  private isAbove(one: number, other: number): boolean {
    const a = this.rows.get(one) as Row<V>;
    const b = this.rows.get(other) as Row<V>;
    return a.priority > b.priority || (a.priority === b.priority && a.key < b.key);
  }

  private attach(parent: number, isLeft: boolean, row: number): void {
    if (parent === NONE) this.head.set(ROOT, row);
    else (isLeft ? this.left : this.right).set(parent, row);
  }

  private takeRow(): number {
    const free = this.head.get(FREE);
    if (free === NONE) {
      const row = this.head.get(ROWS);
      this.head.set(ROWS, row + 1);
      return row;
    }
    this.head.set(FREE, this.left.get(free));
    return free;
  }
}
