// The records that rules are kept in. kube-proxies that sync at the same moments (a cohort) have the same rules and share
// one record of each Service; a node whose kube-proxy lags behind its cohort has records of its own where it differs.

import type { Piece, Rule } from './rule.ts';

/**
 * What a Service has in the chains that all share: key `HOLDER namespace/name`, where the holder is a cohort or a node that
 * lags.
 */
export const RULES = 'rules';

/** The chains of its own, by the same key: they change with its Endpoints, the others seldom do. */
export const RULE_CHAINS = 'ruleChains';

/** The kube-proxy of a node: key NODE. */
export const PROXIES = 'proxies';

/** What the kube-proxies of a cohort share besides: key COHORT. */
export const COHORTS = 'cohorts';

/** Which Services have rules for an address or a node port: key `HOLDER ip` or `HOLDER TCP:port`. */
export const RULE_ADDRESSES = 'ruleAddresses';

export interface ProxyRecord {
  readonly cohort: string;
}

export interface Cohort {
  /** Rules that are there without any Service: before those of the Services, and behind them. */
  readonly first: readonly Piece[];
  readonly last: readonly Piece[];
  /** Virtual ms at which rules were last written: that sets the counters of all its chains to zero. */
  readonly syncedAt: number;
}

/** Pieces of shared chains: the record of RULES. */
export interface Portals {
  readonly shared: readonly Piece[];
}

/** The record of RULE_CHAINS. */
export interface ServiceChains {
  /** Rules by chain, all in table nat. */
  readonly own: Readonly<Record<string, readonly Rule[]>>;
  /** `ip:port` of the endpoints by port name, in the order of the rules. */
  readonly endpoints: Readonly<Record<string, readonly string[]>>;
}

export interface ServicesAtAddress {
  readonly services: readonly string[];
}

/** Rules that follow one another, and the key under which they are counted. */
export interface CountedPiece {
  readonly key: string;
  readonly rules: readonly Rule[];
  /** namespace/name of the Service whose rules they are. */
  readonly service?: string;
  /** How many rules of its chain stand before it, and the one just above: known where a walk is traced. */
  readonly offset?: number;
  readonly above?: Rule | undefined;
}
