// Which rules a node has: what its kube-proxy last wrote, and what Docker wrote.

import type { ClusterView } from '../apiserver/client.ts';
import { layOut, layoutOf, type ChainLayout } from './chainLayout.ts';
import { dockerPieces, publishedPorts, SANDBOXES, type HostPort } from './hostPorts.ts';
import {
  RULES,
  RULE_CHAINS,
  PROXIES,
  COHORTS,
  RULE_ADDRESSES,
  type ProxyRecord,
  type Cohort,
  type Portals,
  type ServiceChains,
  type ServicesAtAddress,
  type CountedPiece,
} from './ruleTables.ts';
import { BUILT_IN_CHAINS, type Piece, type Rule, type RuleTable } from './rule.ts';

/** Chains in which every Service has a piece. */
const SHARED_CHAINS: ReadonlySet<string> = new Set(['KUBE-SERVICES', 'KUBE-NODEPORTS']);

/** Keys of pieces that belong to no Service. */
const FIRST = '';
const LAST = '~';
const DOCKER = '~docker';

interface ChainOf {
  readonly table: RuleTable;
  readonly chain: string;
}

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

  /**
   * The pieces of a chain that a packet to this address or node port (`TCP:30081`) can match, in order. The others, of other
   * Services, are told of by numbers only, if at all.
   */
  piecesFor(
    { table, chain }: ChainOf,
    { to, isNumbered }: { readonly to: string; readonly isNumbered: boolean },
  ): CountedPiece[] {
    const isShared = SHARED_CHAINS.has(chain);
    const services = isShared ? this.servicesAt(to) : [];
    const pieces = services.flatMap((key) => {
      const portals = this.recordOf<Portals>(RULES, key);
      return portals ? piecesIn([key, portals], { table, chain }) : [];
    });
    const all = this.around({ table, chain }, pieces);
    return isShared && isNumbered ? this.numbered({ table, chain }, all) : all;
  }

  private servicesAt(to: string): string[] {
    const keys = this.holders.flatMap(
      (holder) =>
        this.view.read<ServicesAtAddress>(RULE_ADDRESSES, `${holder} ${to}`)?.services ?? [],
    );
    return [...new Set(keys)].sort();
  }

  /** Pieces with their places in the whole chain; an empty one stands for its end. */
  private numbered(of: ChainOf, pieces: readonly CountedPiece[]): CountedPiece[] {
    const { places, end } = this.layout(of);
    const placed = pieces.map((piece) => ({ ...piece, ...(places.get(piece.key) ?? end) }));
    return [...placed, { key: 'end', rules: [], ...end }];
  }

  private layout(of: ChainOf): ChainLayout {
    const rows = () => this.holders.map((holder) => this.view.scan<Portals>(RULES, `${holder} `));
    const pieces = () =>
      this.around(
        of,
        mergeServices(rows()).flatMap((row) => piecesIn(row, of)),
      );
    const isLagging = this.holders.length > 1 && this.view.scan(RULES, `${this.node} `).length > 0;
    return isLagging || !this.cohort
      ? layOut(pieces())
      : layoutOf(this.cohort, `${of.table} ${of.chain}`, pieces);
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

  private around({ table, chain }: ChainOf, services: CountedPiece[]): CountedPiece[] {
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
  { table, chain }: ChainOf,
): CountedPiece[] {
  return shared
    .filter((piece) => piece.table === table && piece.chain === chain)
    .map(({ rules }) => ({ key, rules, service: key }));
}
