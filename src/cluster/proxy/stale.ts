// What a node forgets with the rules that go: the kernel forgets counters and `recent` lists of a chain; kube-proxy 1.3
// deletes conntrack entries of UDP, which would else send on to an endpoint that is gone. Those of TCP stay.

import type { Action, ClusterView } from '../apiserver/client.ts';
import { flushUDP } from '../network/conntrack.ts';
import { forgetCounters } from '../network/counters.ts';
import type { Rule } from '../network/rule.ts';
import { forgetRecent } from '../network/recent.ts';
import type { ServiceRules } from './serviceRules.ts';

interface Change {
  readonly old: ServiceRules | undefined;
  readonly rules: ServiceRules | undefined;
}

export function forgetStale(view: ClusterView, node: string, { old, rules }: Change): Action[] {
  if (!old) return [];
  const gone = Object.keys(old.chains.own).filter((chain) => !rules?.chains.own[chain]);
  return [
    ...gone.flatMap((chain) => [
      ...forgetCounters(view, node, { table: 'nat', chain }),
      ...forgetRecent(view, node, chain),
    ]),
    ...staleFlows(view, node, { old, rules }),
  ];
}

/** As `conntrack -D -p udp --orig-dst CLUSTER-IP [--dst-nat ENDPOINT-IP]`: only what went to the cluster IP. */
function staleFlows(view: ClusterView, node: string, { old, rules }: Change): Action[] {
  const now = clusterPortals(rules);
  return [...clusterPortals(old)].flatMap(([portName, { protocol, destination }]) => {
    if (protocol !== 'UDP') return [];
    const clusterIP = destination?.replace(/\/32$/, '') ?? '';
    if (!now.has(portName)) return flushUDP(view, node, { to: clusterIP });
    const port = portName.slice(portName.indexOf(':') + 1);
    const kept = rules?.chains.endpoints[port] ?? [];
    return (old?.chains.endpoints[port] ?? [])
      .filter((endpoint) => !kept.includes(endpoint))
      .flatMap((endpoint) =>
        flushUDP(view, node, {
          to: clusterIP,
          translatedTo: endpoint.slice(0, endpoint.lastIndexOf(':')),
        }),
      );
  });
}

/** The rules that lead from the cluster IP into the Service, by namespace/name:port. */
function clusterPortals(rules: ServiceRules | undefined): Map<string, Rule> {
  const portals = (rules?.portals.shared ?? [])
    .filter(({ table, chain }) => table === 'nat' && chain === 'KUBE-SERVICES')
    .flatMap(({ rules: each }) => each)
    .filter(({ comment }) => comment?.endsWith(' cluster IP'));
  return new Map(
    portals.map((rule) => [(rule.comment ?? '').slice(0, -' cluster IP'.length), rule]),
  );
}
