// The records of a Service's rules: those in shared chains, its own chains, and under which addresses they are found. Only
// what differs is written.

import { isEqual } from '../api/equality.ts';
import { nodeKey, type Action, type ClusterView } from '../apiserver/client.ts';
import {
  RULE_ADDRESSES,
  RULE_CHAINS,
  RULES,
  type Portals,
  type ServiceChains,
  type ServicesAtAddress,
} from '../network/ruleTables.ts';
import type { ServiceRules } from './serviceRules.ts';

/** A Service without rules, where the cohort has some. */
export const NO_RULES: ServiceRules = {
  portals: { shared: [] },
  chains: { own: {}, endpoints: {} },
};

/** What a holder has of a Service. */
export function readRules(
  view: ClusterView,
  holder: string,
  service: string,
): ServiceRules | undefined {
  const portals = view.read<Portals>(RULES, nodeKey(holder, service));
  const chains = view.read<ServiceChains>(RULE_CHAINS, nodeKey(holder, service));
  return portals && chains ? { portals, chains } : undefined;
}

interface Change {
  readonly old: ServiceRules | undefined;
  /** undefined: the records go. */
  readonly rules: ServiceRules | undefined;
}

export function writeRules(
  view: ClusterView,
  { holder, service }: { readonly holder: string; readonly service: string },
  { old, rules }: Change,
): Action[] {
  const before = addressesOf(old);
  const after = addressesOf(rules);
  const index = (address: string, isThere: boolean): Action => {
    const key = nodeKey(holder, address);
    const known = view.read<ServicesAtAddress>(RULE_ADDRESSES, key)?.services ?? [];
    const others = known.filter((each) => each !== service);
    const services = isThere ? [...others, service].sort() : others;
    const value = services.length > 0 ? { services } : undefined;
    return { type: 'write', table: RULE_ADDRESSES, key, value };
  };
  const write = (table: string, was: object | undefined, is: object | undefined): Action[] =>
    isEqual(was, is) ? [] : [{ type: 'write', table, key: nodeKey(holder, service), value: is }];
  return [
    ...write(RULES, old?.portals, rules?.portals),
    ...write(RULE_CHAINS, old?.chains, rules?.chains),
    ...before.filter((each) => !after.includes(each)).map((each) => index(each, false)),
    ...after.filter((each) => !before.includes(each)).map((each) => index(each, true)),
  ];
}

/** What a packet must be sent to so that it can match: an address, or `TCP:30081`. */
function addressesOf(rules: ServiceRules | undefined): string[] {
  const addresses = (rules?.portals.shared ?? []).flatMap(({ rules: each }) =>
    each.map(({ destination, protocol, destinationPort }) =>
      destination === undefined
        ? `${protocol}:${destinationPort}`
        : destination.replace(/\/32$/, ''),
    ),
  );
  return [...new Set(addresses)];
}
