// What became of a load's requests, read from its counts: who answered, with what, how fast, and what lost the others.

import type { LoadCount } from './load.ts';

export interface LoadTally {
  /** Most first. */
  readonly pods: readonly { readonly pod: string; readonly count: number }[];
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
  readonly losses: readonly Loss[];
  /** Virtual ms from sending to the answer; undefined before the first answer. */
  readonly p50?: number;
  readonly p95?: number;
}

interface Loss {
  /** As the graph names places: client, node:NAME, pod:NS/NAME. */
  readonly where: string;
  /** The outcome and the reason. */
  readonly text: string;
  readonly count: number;
}

/** Reads the counts of one load, by their keys `NAME KIND WORDS`. */
export function tallyOf(counts: readonly (readonly [string, LoadCount])[]): LoadTally {
  const rows = counts.map(([key, { count }]) => {
    const [, kind = '', words = ''] = /^\S+ (\S+) (.*)$/.exec(key) ?? [];
    return { kind, words, count };
  });
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const latencies = of('latency').map(({ words, count }) => ({ ms: Number(words), count }));
  const [p50, p95] = [percentile(latencies, 0.5), percentile(latencies, 0.95)];
  return {
    pods: mostFirst(of('pod').map(({ words, count }) => ({ pod: words, count }))),
    outcomes: mostFirst(of('outcome').map(({ words, count }) => ({ outcome: words, count }))),
    losses: mostFirst(
      of('lost').map(({ words, count }) => {
        const blank = words.indexOf(' ');
        return { where: words.slice(0, Math.max(0, blank)), text: words.slice(blank + 1), count };
      }),
    ),
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
  };
}

/** The latency that so great a part of the requests does not exceed. */
function percentile(
  latencies: readonly { readonly ms: number; readonly count: number }[],
  part: number,
): number | undefined {
  const sorted = latencies.filter(({ ms }) => !Number.isNaN(ms)).sort((a, b) => a.ms - b.ms);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  return sorted.find(({ count }) => (seen += count) >= total * part)?.ms;
}

function mostFirst<T extends { readonly count: number }>(rows: T[]): T[] {
  return rows.sort((one, other) => other.count - one.count);
}
