// What the rules of a Service ought to be, from the API objects as they are now.

import type { Endpoints, Service } from '../api/core/v1/objects.ts';
import { parseKey } from '../api/meta.ts';
import type { ClusterView } from '../apiserver/client.ts';
import type { ServiceChains } from '../network/ruleTables.ts';
import { serviceRules, type ProxyFlags, type ServiceRules } from './serviceRules.ts';

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

/** What the rules of a Service ought to be now, on nodes where these node ports are taken. */
export function currentRules(
  view: ClusterView,
  key: string,
  { old, taken }: { readonly old: ServiceRules | undefined; readonly taken: readonly number[] },
): ServiceRules | undefined {
  const name = parseKey(key);
  const service = view.get('Service', name);
  if (!service) return undefined;
  const endpoints = view.get('Endpoints', name);
  const before = old?.chains;
  const flags = flagsOf(view);
  const text = `${flags.masqueradeAll} ${flags.clusterCIDR} ${taken.join(' ')}`;
  const known = made.get(service) ?? [];
  const same = known.find(
    (each) => each.endpoints === endpoints && each.before === before && each.flags === text,
  );
  if (same) return same.rules;
  const options = { ...(before ? { before } : {}), flags, taken };
  const rules = serviceRules(service, endpoints, options);
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
