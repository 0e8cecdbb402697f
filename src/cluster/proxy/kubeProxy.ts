// The kube-proxies of all nodes in iptables mode, as in Kubernetes 1.3: Services and Endpoints become rules. Unlike the
// real one, which writes all rules anew at every change and every 30 s, a change touches the rules of its Service only.
// What comes out is the same, counters included: a change sets them to zero (the rewriting every 30 s does not here).

import { isEqual } from '../api/equality.ts';
import { keyOf, parseKey } from '../api/meta.ts';
import {
  nodeKey,
  splitNodeKey,
  type Action,
  type Change,
  type ClusterView,
  type Component,
} from '../apiserver/client.ts';
import {
  COHORTS,
  PROXIES,
  RULE_ADDRESSES,
  RULE_CHAINS,
  RULES,
  type Cohort,
} from '../network/ruleTables.ts';
import { LAGGING, makeCohorts, nodesApart, type ProxyCohort } from './cohorts.ts';
import { firstRules, lastRules } from './commonRules.ts';
import { currentRules } from './currentRules.ts';
import { NO_RULES, readRules, writeRules } from './ruleRecords.ts';
import type { ServiceRules } from './serviceRules.ts';
import { forgetStale } from './stale.ts';
import { takenPorts } from './takenPorts.ts';
import { NODE_STAGGER_MS, SYNC_DELAY_MS, SYNC_PERIOD_MS } from './timing.ts';

/** Ends the keys of wakeups that only try again. */
const RETRY = ' retry';

export function createKubeProxy(nodes: readonly { readonly name: string }[]): Component {
  const cohorts = makeCohorts(nodes);
  const byName = new Map(cohorts.map((cohort) => [cohort.name, cohort]));
  const byNode = new Map(
    cohorts.flatMap((cohort) => cohort.nodes.map((node) => [node, cohort] as const)),
  );
  const delayOf = ({ turn }: ProxyCohort) => SYNC_DELAY_MS + turn * NODE_STAGGER_MS;

  /** Every cohort syncs, and every node that goes its own way. */
  const wakeups = ({ key }: Pick<Change, 'key'>, view: ClusterView) => {
    const service = keyOf(key);
    const apart = nodesApart(view, service).flatMap((node) => {
      const cohort = byNode.get(node);
      return cohort && cohort.nodes.length > 1
        ? [{ key: nodeKey(node, service), afterMs: delayOf(cohort) }]
        : [];
    });
    return [
      ...cohorts.map((cohort) => ({
        key: nodeKey(cohort.name, service),
        afterMs: delayOf(cohort),
      })),
      ...apart,
    ];
  };

  return {
    name: 'kube-proxy',
    tables: [RULES, RULE_CHAINS, RULE_ADDRESSES, PROXIES, COHORTS, LAGGING],
    watches: [
      { kind: 'Service', wakeups },
      { kind: 'Endpoints', wakeups },
    ],
    start: (view) => [
      ...cohorts.flatMap(({ name, nodes: members }): Action[] => [
        { type: 'write', table: COHORTS, key: name, value: newCohort() },
        ...members.map((node): Action => {
          return { type: 'write', table: PROXIES, key: node, value: { cohort: name } };
        }),
      ]),
      ...view.list('Service').flatMap(({ metadata: { namespace = '', name } }) =>
        wakeups({ key: { namespace, name } }, view).map((wakeup): Action => ({
          type: 'wake',
          ...wakeup,
        })),
      ),
    ],
    reconcile(view, wakeupKey) {
      const { node: holder, key } = splitNodeKey(wakeupKey);
      const [service = ''] = key.split(' ');
      const cohort = byName.get(holder);
      if (cohort) return syncCohort(view, cohort, service);
      const own = byNode.get(holder);
      return own ? syncApart(view, { node: holder, cohort: own.name }, service) : [];
    },
    isPeriodic: (key) => key.endsWith(RETRY),
  };
}

function newCohort(): Cohort {
  return { first: firstRules, last: lastRules, syncedAt: 0 };
}

/** Brings the rules that a cohort has for one Service up to date. */
function syncCohort(view: ClusterView, cohort: ProxyCohort, service: string): Action[] {
  const { name, nodes } = cohort;
  const old = readRules(view, name, service);
  const isAlone = nodes.length === 1;
  const taken = isAlone ? takenOn(view, { node: name, holder: name }, { service, old }) : [];
  const rules = currentRules(view, service, { old, taken });
  const apart = isAlone ? [] : nodesApart(view, service).filter(isIn(nodes));
  const caughtUp = apart.filter((node) => {
    const lag = readRules(view, node, service);
    return lag !== undefined && isEqual(lag, rules ?? NO_RULES);
  });
  const others = [
    ...caughtUp.flatMap((node) => forgetLag(view, node, service)),
    ...(isAlone ? retry(name, service, taken) : []),
  ];
  if (isEqual(old, rules)) return others;
  const synced: Cohort = { ...newCohort(), syncedAt: view.now };
  return [
    ...apart.flatMap((node) => keepApart(view, { node, service }, old ?? NO_RULES)),
    ...writeRules(view, { holder: name, service }, { old, rules }),
    ...others,
    { type: 'write', table: COHORTS, key: name, value: synced },
    ...nodes
      .filter((node) => !apart.includes(node))
      .flatMap((node) => [
        ...forgetStale(view, node, { old, rules }),
        ...(isAlone ? [] : partFrom(view, { node, holder: name }, { service, old })),
      ]),
  ];
}

/** A node of a bigger cohort on which a node port is taken goes its own way from here on. */
function partFrom(view: ClusterView, at: ProxyOnNode, of: SyncedService): Action[] {
  const { node } = at;
  const { service, old } = of;
  const taken = takenOn(view, at, of);
  if (taken.length === 0) return [];
  const rules = currentRules(view, service, { old, taken });
  return [
    ...writeRules(view, { holder: node, service }, { old: undefined, rules }),
    { type: 'write', table: LAGGING, key: `${service} ${node}`, value: {} },
    ...retry(node, service, taken),
  ];
}

interface ProxyOnNode {
  readonly node: string;
  /** Whose records hold its rules. */
  readonly holder: string;
}

interface SyncedService {
  /** namespace/name. */
  readonly service: string;
  readonly old: ServiceRules | undefined;
}

function takenOn(
  view: ClusterView,
  at: ProxyOnNode,
  { service, old }: SyncedService,
): readonly number[] {
  return takenPorts(view, at, { service: view.get('Service', parseKey(service)), old });
}

/** Ports that could not be opened are tried again with the rewriting of all rules that the real kube-proxy does then. */
function retry(node: string, service: string, taken: readonly number[]): Action[] {
  if (taken.length === 0) return [];
  const text = `kube-proxy on ${node} can't open port ${taken.join(', ')}, skipping this nodePort`;
  return [
    { type: 'because', text },
    { type: 'wake', key: nodeKey(node, service) + RETRY, afterMs: SYNC_PERIOD_MS },
  ];
}

/** Before the rules of its cohort change, a node that goes its own way takes over what they were. */
function keepApart(
  view: ClusterView,
  { node, service }: { readonly node: string; readonly service: string },
  rules: ServiceRules,
): Action[] {
  if (readRules(view, node, service)) return [];
  return [
    ...writeRules(view, { holder: node, service }, { old: undefined, rules }),
    { type: 'write', table: LAGGING, key: `${service} ${node}`, value: {} },
  ];
}

/** The same for a node that goes its own way: it keeps records only while it differs from its cohort. */
function syncApart(
  view: ClusterView,
  { node, cohort }: { readonly node: string; readonly cohort: string },
  service: string,
): Action[] {
  const shared = readRules(view, cohort, service);
  const lag = readRules(view, node, service);
  const old = lag ?? shared;
  const taken = takenOn(view, { node, holder: cohort }, { service, old });
  const rules = currentRules(view, service, { old, taken });
  const stale = [...forgetStale(view, node, { old, rules }), ...retry(node, service, taken)];
  if (isEqual(rules ?? NO_RULES, shared ?? NO_RULES)) {
    return [...stale, ...(lag ? forgetLag(view, node, service) : [])];
  }
  return [
    ...stale,
    ...writeRules(view, { holder: node, service }, { old: lag, rules: rules ?? NO_RULES }),
    { type: 'write', table: LAGGING, key: `${service} ${node}`, value: {} },
  ];
}

function forgetLag(view: ClusterView, node: string, service: string): Action[] {
  const old = readRules(view, node, service);
  return [
    ...writeRules(view, { holder: node, service }, { old, rules: undefined }),
    { type: 'write', table: LAGGING, key: `${service} ${node}`, value: undefined },
  ];
}

function isIn(nodes: readonly string[]): (node: string) => boolean {
  return (node) => nodes.includes(node);
}
