// Tells which records have changed since it was last asked, over steps, undo, redo and restores alike.

import type { Table } from './table.ts';
import type { World } from './world.ts';

export interface ChangedRecord {
  readonly table: string;
  readonly key: string;
  /** undefined = gone. */
  readonly value: unknown;
}

export class Feed {
  private readonly parts: { readonly table: Table<unknown>; readonly keys: Set<string> }[];

  /** Its first take gives every record. */
  constructor(world: World, tables: readonly string[]) {
    this.parts = tables.map((name) => {
      const table = world.table<unknown>(name);
      const keys = new Set(table.keys());
      table.listen((_row, before, after) => {
        if (before) keys.add(before.key);
        if (after) keys.add(after.key);
      });
      return { table, keys };
    });
  }

  /** What changed since the last take, sorted by key within each table. */
  take(): ChangedRecord[] {
    const changed: ChangedRecord[] = [];
    for (const { table, keys } of this.parts) {
      table.settle();
      for (const key of [...keys].sort()) {
        changed.push({ table: table.name, key, value: table.get(key) });
      }
      keys.clear();
    }
    return changed;
  }
}

/** Tells whether anything has changed since somebody last asked for calm; it remembers no more than that. */
export class Stir {
  private readonly tables: readonly Table<unknown>[];
  private isStirred = false;

  constructor(world: World, tables: readonly string[]) {
    this.tables = tables.map((name) => world.table<unknown>(name));
    for (const table of this.tables) table.listen(() => (this.isStirred = true));
  }

  calm(): void {
    this.settle();
    this.isStirred = false;
  }

  get isQuiet(): boolean {
    this.settle();
    return !this.isStirred;
  }

  /** Undo and redo are told of late. */
  private settle(): void {
    for (const table of this.tables) table.settle();
  }
}
