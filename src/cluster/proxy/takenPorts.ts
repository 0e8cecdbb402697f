// Node ports that kube-proxy cannot open on a node, because a container or another Service has them already. It tries
// again every 30 s, when it writes its rules anyway.

import type { Service } from '../api/core/v1/objects.ts';
import { keyOf } from '../api/meta.ts';
import { nodeKey, type ClusterView } from '../apiserver/client.ts';
import { RULE_ADDRESSES, type ServicesAtAddress } from '../network/ruleTables.ts';
import { isPortTaken } from '../network/sockets.ts';
import type { ServiceRules } from './serviceRules.ts';

/** Of a Service's node ports those that are taken on a node; the ones that kube-proxy holds already are not. */
export function takenPorts(
  view: ClusterView,
  { node, holder }: { readonly node: string; readonly holder: string },
  {
    service,
    old,
  }: { readonly service: Service | undefined; readonly old: ServiceRules | undefined },
): readonly number[] {
  if (!service) return NONE;
  const { namespace = '', name } = service.metadata;
  const taken = service.spec.ports.flatMap(({ nodePort, protocol }) => {
    if (!nodePort || isHeld(old, nodePort)) return [];
    const address = `${protocol}:${nodePort}`;
    const others = view
      .read<ServicesAtAddress>(RULE_ADDRESSES, nodeKey(holder, address))
      ?.services.some((each) => each !== keyOf({ namespace, name }));
    return others || isPortTaken(view, node, { protocol, port: nodePort }) ? [nodePort] : [];
  });
  return taken.length === 0 ? NONE : taken;
}

const NONE: readonly number[] = [];

function isHeld(rules: ServiceRules | undefined, nodePort: number): boolean {
  return (
    rules?.portals.shared.some(
      ({ chain, rules: each }) =>
        chain === 'KUBE-NODEPORTS' &&
        each.some(({ destinationPort }) => destinationPort === nodePort),
    ) ?? false
  );
}
