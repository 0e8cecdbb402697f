// A connection's trace as the inspector shows it: stations in their order, and under a node the rules that its packet met.

import type { Connection } from '../simulator/index.ts';

type Walk = Connection['walks'][number];
type RuleStep = Walk['steps'][number];
type Hop = Connection['hops'][number];

export type Station =
  | { readonly type: 'hop'; readonly hop: Hop }
  | { readonly type: 'walk'; readonly walk: Walk; readonly rows: readonly RuleRow[] };

/** One rule that the packet met, in the order of the walk. */
export interface RuleRow {
  readonly step: RuleStep;
  /** How many jumps deep. */
  readonly depth: number;
  /** The rule without its chain, its comment and `-m tcp`. */
  readonly match: string;
  /** `-j ...`. */
  readonly target: string;
}

/** What happened, moment by moment: rules are told with their walk, not as hops of their own. */
export function stationsOf({ hops, walks }: Connection): Station[] {
  const told = hops.filter(({ kind }) => walks.length === 0 || kind !== 'rule');
  const times = [...new Set([...told, ...walks].map(({ at }) => at))].sort((a, b) => a - b);
  return times.flatMap((time) => {
    const now = told.filter(({ at }) => at === time);
    const here = walks.filter(({ at }) => at === time);
    return here.length === 0 ? now.map(hopStation) : mixed(now, here);
  });
}

/** A walk comes before what came of it: its translation, then where the packet goes. */
function mixed(hops: readonly Hop[], walks: readonly Walk[]): Station[] {
  const left = [...hops];
  const take = (isWanted: (hop: Hop) => boolean): Station[] => {
    const at = left.findIndex(isWanted);
    return at < 0 ? [] : left.splice(at, 1).map(hopStation);
  };
  const first = take(({ kind }) => kind === 'socket');
  const then = walks.flatMap((walk): Station[] => [
    { type: 'walk', walk, rows: rowsOf(walk) },
    ...(walk.verdict === 'DNAT' ? take(({ kind }) => kind === 'dnat') : []),
    ...(walk.verdict === 'MASQUERADE' ? take(({ kind }) => kind === 'snat') : []),
  ]);
  return [...first, ...then, ...left.map(hopStation)];
}

function hopStation(hop: Hop): Station {
  return { type: 'hop', hop };
}

function rowsOf({ chain, steps }: Walk): RuleRow[] {
  const open = [chain];
  return steps.map((step) => {
    while (open.length > 1 && open.at(-1) !== step.chain) open.pop();
    const depth = open.length - 1;
    const at = step.text.lastIndexOf('-j ');
    const [match, target] = [step.text.slice(0, at), step.text.slice(at)];
    const jumpsTo = /^-j (\S+)$/.exec(target)?.[1];
    if (step.isMatched && jumpsTo !== undefined) open.push(jumpsTo);
    return { step, depth, match: shortened(match, step.chain), target };
  });
}

/** As `iptables-save` prints it, less what only fills the line; the whole rule is in the tooltip. */
function shortened(match: string, chain: string): string {
  return match
    .replace(`-A ${chain}`, '')
    .replace(/-m comment --comment ("[^"]*"|\S+)/, '')
    .replace(/-m (tcp|udp)\b/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The rules of a node that a connection's packet matched: `table chain number`. */
export function usedRules({ walks }: Connection, node: string): Set<string> {
  return new Set(
    walks
      .filter((walk) => walk.node === node)
      .flatMap(({ table, steps }) =>
        steps
          .filter(({ isMatched }) => isMatched)
          .map(({ chain, number }) => `${table} ${chain} ${number}`),
      ),
  );
}

/** One rule, or a chain's head, of `iptables-save -c`. */
export interface SavedLine {
  /** `table chain number`; of a chain `table chain`. */
  readonly key: string;
  readonly table: string;
  readonly text: string;
  readonly packets: string;
  readonly bytes: string;
}

/** The lines of `iptables-save -c` with their counters apart. */
export function readSaved(text: string): SavedLine[] {
  const numbers = new Map<string, number>();
  let table = '';
  return text.split('\n').flatMap((line): SavedLine[] => {
    if (line.startsWith('*')) table = line.slice(1);
    const chain = /^:(\S+) (\S+) \[(\d+):(\d+)\]$/.exec(line);
    if (chain) {
      const [, name = '', policy = '', packets = '', bytes = ''] = chain;
      return [{ key: `${table} ${name}`, table, text: `:${name} ${policy}`, packets, bytes }];
    }
    const rule = /^\[(\d+):(\d+)\] (-A (\S+) .*)$/.exec(line);
    if (!rule) return [];
    const [, packets = '', bytes = '', saved = '', name = ''] = rule;
    const number = (numbers.get(`${table} ${name}`) ?? 0) + 1;
    numbers.set(`${table} ${name}`, number);
    return [{ key: `${table} ${name} ${number}`, table, text: saved, packets, bytes }];
  });
}
