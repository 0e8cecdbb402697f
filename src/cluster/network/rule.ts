// iptables rules as data. kube-proxy writes them, iptables-save prints them, packets walk them: one list for all three.

import type { Protocol } from '../api/core/v1/objects.ts';

export type RuleTable = 'nat' | 'filter';

/** What a rule does with a packet that matched. */
export type RuleTarget =
  | { readonly type: 'jump'; readonly chain: string }
  | { readonly type: 'DNAT'; readonly toIP: string; readonly toPort: number }
  | { readonly type: 'MASQUERADE' }
  | { readonly type: 'MARK'; readonly setXmark: number }
  | { readonly type: 'REJECT' };

/** One rule; every given match must hold. */
export interface Rule {
  readonly comment?: string;
  /** CIDR, e.g. 172.17.1.3/32. */
  readonly source?: string;
  readonly destination?: string;
  readonly protocol?: Protocol;
  readonly destinationPort?: number;
  /** True when the tcp/udp match module is named although no port is matched (DNAT rules). */
  readonly hasProtocolModule?: boolean;
  /** Bits that must be set in the packet's mark. */
  readonly mark?: number;
  /** `-m addrtype --dst-type LOCAL`: the destination is an address of this node. */
  readonly destinationType?: 'LOCAL';
  readonly sourceType?: { readonly type: 'LOCAL'; readonly isNegated: boolean };
  readonly physdevIsIn?: { readonly isNegated: boolean };
  /** `-m statistic --mode random`: decimal text as kube-proxy writes it, e.g. 0.33333. */
  readonly probability?: string;
  readonly recent?:
    | { readonly type: 'rcheck'; readonly name: string; readonly seconds: number }
    | { readonly type: 'set'; readonly name: string };
  readonly target: RuleTarget;
}

/** A piece of a chain: a record of the table `rules`. A chain is its pieces in the order of their keys. */
export interface Chain {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** Sorts behind every Service's piece. */
export const LAST_PIECE = '~';

/**
 * The key of a piece of a chain in the table `rules`. Chains that all Services share have a piece for each of them, so
 * that a change of one touches no other.
 */
export function chainKey(node: string, table: RuleTable, chain: string, piece = ''): string {
  return `${node} ${table} ${chain} ${piece}`;
}
