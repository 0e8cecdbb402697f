// How many packets and bytes matched each rule, and how many a built-in chain let through by its policy. iptables counts
// the packets that walk: in table nat only the first of a connection, in table filter every one.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { RuleTable } from './rule.ts';

/** Key `NODE table chain piece index`; the policy of a chain has the piece and index `policy`. */
export const COUNTERS = 'counters';

/** A number of packets and their bytes together. */
export interface Amount {
  readonly packets: number;
  readonly bytes: number;
}

export interface CounterRecord extends Amount {
  /** What syncedAt was when it was counted: rules written anew count from zero. */
  readonly epoch: number;
}

/** Which counter. */
export interface CounterOf {
  readonly node: string;
  readonly table: RuleTable;
  readonly chain: string;
  /** The piece of the chain, and the rule's index in it; without them it is the chain's policy. */
  readonly piece?: string;
  readonly index?: number;
}

export function counterKey({ node, table, chain, piece, index }: CounterOf): string {
  return index === undefined
    ? `${node} ${table} ${chain} policy`
    : `${node} ${table} ${chain} ${piece} ${index}`;
}

/** kube-proxy's own chains lose their counters when it writes its rules; others keep them. */
export function epochOf(chain: string, syncedAt: number): number {
  return chain.startsWith('KUBE-') ? syncedAt : 0;
}

/** Collects what is counted within one step. */
export class Tally {
  private readonly counts = new Map<string, CounterRecord>();

  add(of: CounterOf, { packets, bytes }: Amount, syncedAt: number): void {
    const key = counterKey(of);
    const epoch = epochOf(of.chain, syncedAt);
    const before = this.counts.get(key) ?? { packets: 0, bytes: 0 };
    this.counts.set(key, {
      packets: before.packets + packets,
      bytes: before.bytes + bytes,
      epoch,
    });
  }

  /** The writes that add them to the records. */
  actions(view: ClusterView): Action[] {
    return [...this.counts].map(([key, { packets, bytes, epoch }]) => {
      const before = view.read<CounterRecord>(COUNTERS, key);
      const isValid = before?.epoch === epoch;
      const value: CounterRecord = {
        packets: (isValid ? before.packets : 0) + packets,
        bytes: (isValid ? before.bytes : 0) + bytes,
        epoch,
      };
      return { type: 'write', table: COUNTERS, key, value };
    });
  }
}

export function forgetCounters(
  view: ClusterView,
  node: string,
  { table, chain }: { readonly table: RuleTable; readonly chain: string },
): Action[] {
  return view
    .scan(COUNTERS, `${node} ${table} ${chain} `)
    .map(([key]) => ({ type: 'write', table: COUNTERS, key, value: undefined }));
}
