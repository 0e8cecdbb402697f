// What the timeline saw before one wound back: it is still drawn, faintly, until another branch makes it untrue.

import type { Frame } from '../simulator/index.ts';
import type { Tables } from './store.ts';

const kept = ['marks', 'sizes', 'requestCounts'] as const;

/** Records that lie after the present moment. */
export type Future = Pick<Tables, (typeof kept)[number]>;

export const NO_FUTURE: Future = { marks: {}, sizes: {}, requestCounts: {} };

/** Takes over records that a frame undoes, and lets go of those that have come true again. */
export function withFuture(future: Future, tables: Tables, { changes, now }: Frame): Future {
  let next = future;
  for (const { table, key, value } of changes) {
    if (!isKept(table)) continue;
    const before = tables[table][key];
    if (value !== null) {
      const records: Readonly<Record<string, object>> = next[table];
      if (key in records) next = { ...next, [table]: without(records, key) };
    } else if (before && before.time >= now) {
      next = { ...next, [table]: { ...next[table], [key]: before } };
    }
  }
  return next;
}

function isKept(table: string): table is (typeof kept)[number] {
  return (kept as readonly string[]).includes(table);
}

function without<T>(records: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = records;
  return rest;
}
