// kube-proxies that always sync at the same moments have the same rules, so they are kept once for all of them: at 5,000
// nodes a change of a Service is then written 25 times. A node whose kube-proxy was delayed or stopped by itself goes
// its own way, and differs from its cohort only in records of its own.

import type { ClusterView } from '../apiserver/client.ts';
import { MOST_COHORTS } from './timing.ts';

/** Nodes whose rules of a Service differ from their cohort's: key `namespace/name NODE`. */
export const LAGGING = 'laggingProxies';

export interface ProxyCohort {
  /** A node's name if it is the only one, else that of the first and how many more there are. */
  readonly name: string;
  readonly nodes: readonly string[];
  /** How much later than the first cohort it syncs, in steps of NODE_STAGGER_MS. */
  readonly turn: number;
}

export function makeCohorts(nodes: readonly { readonly name: string }[]): ProxyCohort[] {
  const cohorts: string[][] = [];
  nodes.forEach(({ name }, index) => (cohorts[index % MOST_COHORTS] ??= []).push(name));
  return cohorts.map((names, turn) => ({
    name: names.length === 1 ? (names[0] ?? '') : `${names[0]}+${names.length - 1}`,
    nodes: names,
    turn,
  }));
}

/** Where it is said that the kube-proxy of one node is late or stands still: tables, and how their keys begin. */
const LATENESS = [
  ['settings', 'delay kube-proxy@'],
  ['settings', 'fault node-down '],
  ['settings', 'fault partition '],
  ['stopped', 'kube-proxy@'],
] as const;

/** Nodes of bigger cohorts that go their own way, now or for this Service still. */
export function nodesApart(view: ClusterView, service: string): string[] {
  const named = LATENESS.flatMap(([table, prefix]) =>
    view.scan(table, prefix).map(([key]) => key.slice(prefix.length)),
  );
  const lagging = view.scan(LAGGING, `${service} `).map(([key]) => key.slice(service.length + 1));
  return [...new Set([...named, ...lagging])].sort();
}
