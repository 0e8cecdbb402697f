// The kube-proxies of all nodes in iptables mode, as in Kubernetes 1.3: Services and Endpoints become rules. Unlike the
// real one, which writes all rules anew at every change and every 30 s, a change touches the rules of its Service only.
// What comes out is the same, counters included: a change sets them to zero (the rewriting every 30 s does not here).

import type { Endpoints, Service } from '../api/core/v1/objects.ts';
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
  type ServiceChains,
} from '../network/ruleTables.ts';
import { LAGGING, makeCohorts, nodesApart, type ProxyCohort } from './cohorts.ts';
import { firstRules, lastRules } from './commonRules.ts';
import { NO_RULES, readRules, writeRules } from './ruleRecords.ts';
import { serviceRules, type ProxyFlags, type ServiceRules } from './serviceRules.ts';
import { forgetStale } from './stale.ts';
import { NODE_STAGGER_MS, SYNC_DELAY_MS } from './timing.ts';

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
      const { node: holder, key: service } = splitNodeKey(wakeupKey);
      const cohort = byName.get(holder);
      if (cohort) return syncCohort(view, cohort, service);
      const own = byNode.get(holder);
      return own ? syncApart(view, { node: holder, cohort: own.name }, service) : [];
    },
  };
}

function newCohort(): Cohort {
  return { first: firstRules, last: lastRules, syncedAt: 0 };
}

/** Brings the rules that a cohort has for one Service up to date. */
function syncCohort(view: ClusterView, cohort: ProxyCohort, service: string): Action[] {
  const { name, nodes } = cohort;
  const old = readRules(view, name, service);
  const rules = currentRules(view, service, old);
  const apart = nodes.length > 1 ? nodesApart(view, service).filter(isIn(nodes)) : [];
  const caughtUp = apart.filter((node) => {
    const lag = readRules(view, node, service);
    return lag !== undefined && isEqual(lag, rules ?? NO_RULES);
  });
  const forgotten = caughtUp.flatMap((node) => forgetLag(view, node, service));
  if (isEqual(old, rules)) return forgotten;
  const synced: Cohort = { ...newCohort(), syncedAt: view.now };
  return [
    ...apart.flatMap((node) => keepApart(view, { node, service }, old ?? NO_RULES)),
    ...writeRules(view, { holder: name, service }, { old, rules }),
    ...forgotten,
    { type: 'write', table: COHORTS, key: name, value: synced },
    ...nodes
      .filter((node) => !apart.includes(node))
      .flatMap((node) => forgetStale(view, node, { old, rules })),
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
  const rules = currentRules(view, service, old);
  const stale = forgetStale(view, node, { old, rules });
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

/** The last results by the Service that they were made for: all cohorts ask for the same ones. Only a memo. */
const made = new WeakMap<Service, readonly Made[]>();

/** So many are kept: while cohorts are between two changes, they ask for different ones. */
const MOST_MADE = 4;

interface Made {
  readonly endpoints: Endpoints | undefined;
  readonly before: ServiceChains | undefined;
  readonly flags: string;
  readonly rules: ServiceRules | undefined;
}

/** What the rules of a Service ought to be now. */
function currentRules(
  view: ClusterView,
  key: string,
  old: ServiceRules | undefined,
): ServiceRules | undefined {
  const name = parseKey(key);
  const service = view.get('Service', name);
  if (!service) return undefined;
  const endpoints = view.get('Endpoints', name);
  const before = old?.chains;
  const flags = flagsOf(view);
  const text = `${flags.masqueradeAll} ${flags.clusterCIDR}`;
  const known = made.get(service) ?? [];
  const same = known.find(
    (each) => each.endpoints === endpoints && each.before === before && each.flags === text,
  );
  if (same) return same.rules;
  const rules = serviceRules(service, endpoints, { ...(before ? { before } : {}), flags });
  made.set(service, [...known.slice(1 - MOST_MADE), { endpoints, before, flags: text, rules }]);
  return rules;
}

function flagsOf(view: ClusterView): ProxyFlags {
  const clusterCIDR = view.setting('kube-proxy cluster-cidr');
  return {
    ...(view.setting('kube-proxy masquerade-all') === 'true' ? { masqueradeAll: true } : {}),
    ...(clusterCIDR ? { clusterCIDR } : {}),
  };
}
