// What the timeline saw before one wound back: it is still drawn, faintly, until another branch makes it untrue.

import type { Frame, Mark, RequestCount, SizeRecord } from '../simulator/index.ts';

const kept = ['marks', 'sizes', 'requestCounts'] as const;

/** Records that lie after the present moment. */
export interface Future {
  readonly marks: Readonly<Record<string, Mark>>;
  readonly sizes: Readonly<Record<string, SizeRecord>>;
  readonly requestCounts: Readonly<Record<string, RequestCount>>;
}

export const NO_FUTURE: Future = { marks: {}, sizes: {}, requestCounts: {} };

/** Takes over records that a frame undoes, and lets go of those that have come true again. */
export function withFuture(future: Future, tables: Future, { changes, now }: Frame): Future {
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
