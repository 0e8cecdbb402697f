// Which rules a node has: what its kube-proxy last wrote, and what Docker wrote. kube-proxies that sync at the same
// moments (a cohort) have the same rules and share one record of each Service; a node whose kube-proxy lags behind its
// cohort has records of its own for the Services where it differs.

import type { ClusterView } from '../apiserver/client.ts';
import { dockerPieces, publishedPorts, SANDBOXES, type HostPort } from './hostPorts.ts';
import { BUILT_IN_CHAINS, type Piece, type Rule, type RuleTable } from './rule.ts';

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
}

/** Chains in which every Service has a piece. */
const SHARED_CHAINS: ReadonlySet<string> = new Set(['KUBE-SERVICES', 'KUBE-NODEPORTS']);

/** Keys of pieces that belong to no Service. */
const FIRST = '';
const LAST = '~';
const DOCKER = '~docker';

/** Everything that the rules of a node are made of. */
export interface RuleRows {
  readonly cohort: Cohort | undefined;
  /** By key namespace/name, in order. */
  readonly portals: readonly (readonly [string, Portals])[];
  readonly chains: readonly (readonly [string, ServiceChains])[];
  readonly hostPorts: readonly HostPort[];
}

/** The chains of a table in the order of iptables-save, each with its pieces in the order in which a packet meets them. */
export function assembleTable(table: RuleTable, rows: RuleRows): Map<string, CountedPiece[]> {
  const chains = new Map<string, CountedPiece[]>(BUILT_IN_CHAINS[table].map((name) => [name, []]));
  const others: [string, CountedPiece][] = [];
  const add = (chain: string, piece: CountedPiece) => {
    const pieces = chains.get(chain);
    if (pieces) pieces.push(piece);
    else others.push([chain, piece]);
  };
  const addAll = (pieces: readonly Piece[], key: string) => {
    for (const piece of pieces) {
      if (piece.table === table) add(piece.chain, { key, rules: piece.rules });
    }
  };
  addAll(rows.cohort?.first ?? [], FIRST);
  for (const [key, { shared }] of rows.portals) addAll(shared, key);
  for (const [, { own }] of table === 'nat' ? rows.chains : []) {
    for (const name of Object.keys(own).sort()) add(name, { key: FIRST, rules: own[name] ?? [] });
  }
  addAll(rows.cohort?.last ?? [], LAST);
  addAll(dockerPieces(rows.hostPorts), DOCKER);
  for (const name of [...new Set(others.map(([chain]) => chain))].sort()) chains.set(name, []);
  for (const [chain, piece] of others) chains.get(chain)?.push(piece);
  return chains;
}

/** The keys of the records that hold a node's rules: its own, where it lags, go before those of its cohort. */
export function holdersOf(view: ClusterView, node: string): readonly string[] {
  const cohort = view.read<ProxyRecord>(PROXIES, node)?.cohort;
  return cohort === undefined || cohort === node ? [node] : [node, cohort];
}

/** The records of all Services of several holders: those of an earlier one go before. */
export function mergeServices<T>(
  byHolder: readonly (readonly (readonly [string, T])[])[],
): (readonly [string, T])[] {
  const [own = [], cohort] = byHolder.map((rows) =>
    rows.map(([key, record]) => [key.slice(key.indexOf(' ') + 1), record] as const),
  );
  if (!cohort || own.length === 0) return [...(cohort ?? own)];
  const overridden = new Set(own.map(([key]) => key));
  return [...cohort.filter(([key]) => !overridden.has(key)), ...own].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
}

/** Finds the pieces of a node's chains for a packet that walks them. */
export class NodeRules {
  readonly node: string;
  private readonly view: ClusterView;
  private readonly holders: readonly string[];
  private readonly cohort: Cohort | undefined;
  private readonly docker: readonly Piece[];

  constructor(view: ClusterView, node: string) {
    this.view = view;
    this.node = node;
    this.holders = holdersOf(view, node);
    this.cohort = view.read<Cohort>(COHORTS, this.holders.at(-1) ?? node);
    this.docker = dockerPieces(publishedPorts(view.scan<object>(SANDBOXES, `${node} `)));
  }

  /** When the counters of kube-proxy's chains were last set to zero. */
  get syncedAt(): number {
    return this.cohort?.syncedAt ?? 0;
  }

  /** All pieces of a chain in order. */
  allPieces(table: RuleTable, chain: string): CountedPiece[] {
    if (!SHARED_CHAINS.has(chain)) return this.around(table, chain, []);
    const byHolder = this.holders.map((holder) => this.view.scan<Portals>(RULES, `${holder} `));
    return this.around(
      table,
      chain,
      mergeServices(byHolder).flatMap((row) => piecesIn(row, table, chain)),
    );
  }

  /** Only the pieces of a chain that a packet to this address or node port (`TCP:30081`) can match. */
  piecesFor(table: RuleTable, chain: string, to: string): CountedPiece[] {
    if (!SHARED_CHAINS.has(chain)) return this.around(table, chain, []);
    const keys = new Set(
      this.holders.flatMap(
        (holder) =>
          this.view.read<ServicesAtAddress>(RULE_ADDRESSES, `${holder} ${to}`)?.services ?? [],
      ),
    );
    const services = [...keys].sort().flatMap((key) => {
      const portals = this.recordOf<Portals>(RULES, key);
      return portals ? piecesIn([key, portals], table, chain) : [];
    });
    return this.around(table, chain, services);
  }

  /** A Service's own chain. */
  ownChain(service: string, chain: string): readonly Rule[] | undefined {
    return this.recordOf<ServiceChains>(RULE_CHAINS, service)?.own[chain];
  }

  /** A record of a Service: of the node itself where it lags, else of its cohort. */
  private recordOf<T>(table: string, service: string): T | undefined {
    for (const holder of this.holders) {
      const found = this.view.read<T>(table, `${holder} ${service}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private around(table: RuleTable, chain: string, services: CountedPiece[]): CountedPiece[] {
    const pick = (pieces: readonly Piece[], key: string): CountedPiece[] =>
      pieces
        .filter((piece) => piece.table === table && piece.chain === chain)
        .map(({ rules }) => ({ key, rules }));
    return [
      ...pick(this.cohort?.first ?? [], FIRST),
      ...services,
      ...pick(this.cohort?.last ?? [], LAST),
      ...pick(this.docker, DOCKER),
    ];
  }
}

function piecesIn(
  [key, { shared }]: readonly [string, Portals],
  table: RuleTable,
  chain: string,
): CountedPiece[] {
  return shared
    .filter((piece) => piece.table === table && piece.chain === chain)
    .map(({ rules }) => ({ key, rules, service: key }));
}
