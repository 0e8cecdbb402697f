// iptables rules as data. kube-proxy writes them, iptables-save prints them, packets walk them: one list for all three.

import type { Protocol } from '../api/core/v1/objects.ts';

export type RuleTable = 'nat' | 'filter';

/** What a rule does with a packet that matched. */
export type RuleTarget =
  | { readonly type: 'jump'; readonly chain: string }
  | { readonly type: 'DNAT'; readonly toIP: string; readonly toPort: number }
  | { readonly type: 'MASQUERADE' }
  | { readonly type: 'MARK'; readonly setXmark: number }
  | { readonly type: 'ACCEPT' }
  | { readonly type: 'REJECT' };

/** A match that may be turned around with `!`. */
interface Match {
  readonly value: string;
  readonly isNegated: boolean;
}

/** One rule; every given match must hold. */
export interface Rule {
  readonly comment?: string;
  /** CIDR, e.g. 172.17.1.3/32. */
  readonly source?: string;
  /** `! -s`: everything but this CIDR. */
  readonly notSource?: string;
  readonly destination?: string;
  readonly notDestination?: string;
  /** `-i` and `-o`: docker0, eth0 or lo. */
  readonly inInterface?: Match;
  readonly outInterface?: Match;
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

/** Rules that follow one another in a chain. A chain is its pieces in order. */
export interface Piece {
  readonly table: RuleTable;
  readonly chain: string;
  readonly rules: readonly Rule[];
}

export const BUILT_IN_CHAINS: Readonly<Record<RuleTable, readonly string[]>> = {
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};
