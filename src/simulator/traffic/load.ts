// A load generator as records: what it sends and where it stands, and what became of its requests, in numbers only.

import type { Place } from '../../cluster/network/connection.ts';
import type { World } from '../../engine/world.ts';

export const LOADS = 'loads';
export const LOAD_COUNTS = 'loadCounts';
/** Connections that wait open for the next request: key `NAME connection`. */
export const IDLE_CONNECTIONS = 'idleConnections';

export const loadTables = [LOADS, LOAD_COUNTS, IDLE_CONNECTIONS] as const;

/** More different pods or places than these are counted together. */
const MOST_COUNTS = 1_000;

const OTHERS = 'others';

/** What was asked for; see `orrery load`. */
export interface LoadSettings {
  readonly name: string;
  /** As it was typed. */
  readonly target: string;
  readonly from: Place;
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly path: string;
  /** Requests a second. */
  readonly rate: number;
  readonly isKeptAlive: boolean;
  readonly timeoutMs: number;
  /** Missing: it goes on until it is stopped. */
  readonly durationMs?: number;
}

/** The record of the table `loads`, by name. */
export interface Load extends LoadSettings {
  readonly startedAt: number;
  readonly startedStep: number;
  readonly sent: number;
  readonly answered: number;
  readonly lost: number;
  /** Since when it sends nothing more. */
  readonly stoppedAt?: number;
  /** When its last request was over. */
  readonly endedAt?: number;
  /** How many different things are counted. */
  readonly counts: number;
}

/** What is counted; the record of the table `loadCounts`, key `NAME KIND WORDS`. */
export interface LoadCount {
  readonly count: number;
}

type CountKind = 'pod' | 'outcome' | 'latency' | 'lost';

function countKey(load: string, kind: CountKind, words: string): string {
  return `${load} ${kind} ${words}`;
}

/** Adds one; the load as it is afterwards. */
export function addCount(world: World, load: Load, [kind, words]: [CountKind, string]): Load {
  const counts = world.table<LoadCount>(LOAD_COUNTS);
  const wanted = countKey(load.name, kind, words);
  const isFull = load.counts >= MOST_COUNTS && !counts.has(wanted);
  const key = isFull ? countKey(load.name, kind, OTHERS) : wanted;
  const before = counts.get(key)?.count ?? 0;
  counts.set(key, { count: before + 1 });
  return before === 0 ? { ...load, counts: load.counts + 1 } : load;
}

/** Virtual ms with three digits that count, padded so that keys sort as numbers do: so are latencies counted. */
export function latencyWords(ms: number): string {
  const unit = 10 ** Math.max(0, String(ms).length - 3);
  return String(Math.round(ms / unit) * unit).padStart(8, '0');
}
