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

  /** True when nothing has changed since the last take. */
  get isQuiet(): boolean {
    return this.parts.every(({ table, keys }) => {
      table.settle();
      return keys.size === 0;
    });
  }
}
