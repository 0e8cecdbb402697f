// /etc/resolv.conf of a pod, as kubelet 1.3 and Docker write it when they make the pod: later changes do not reach it.
// --cluster-dns and --cluster-domain are the settings clusterDNS and clusterDomain.

import type { Pod } from '../api/core/v1/objects.ts';
import type { ClusterView } from '../apiserver/client.ts';

/** What the nodes themselves have. */
const HOST_NAMESERVER = '192.168.18.2';
const HOST_SEARCH = 'localdomain';

const hostResolvConf = `nameserver ${HOST_NAMESERVER}\nsearch ${HOST_SEARCH}\n`;

export function resolvConfOf(view: ClusterView, { metadata, spec }: Pod): string {
  if (spec.hostNetwork) return hostResolvConf;
  const { dns, domain } = clusterSettings(view);
  const isCluster = spec.dnsPolicy === 'ClusterFirst' && dns !== undefined;
  const nameserver = isCluster ? dns : HOST_NAMESERVER;
  const search =
    isCluster && domain
      ? `${metadata.namespace}.svc.${domain} svc.${domain} ${domain} ${HOST_SEARCH}`
      : HOST_SEARCH;
  return [`nameserver ${nameserver}`, `search ${search}`, 'options ndots:5', ''].join('\n');
}

/** True when the pod asks for the cluster's DNS and the kubelet knows of none. */
export function isClusterDNSMissing(view: ClusterView, { spec }: Pod): boolean {
  return spec.dnsPolicy === 'ClusterFirst' && clusterSettings(view).dns === undefined;
}

function clusterSettings(view: ClusterView): {
  readonly dns: string | undefined;
  readonly domain: string | undefined;
} {
  return {
    dns: view.setting('clusterDNS') || undefined,
    domain: view.setting('clusterDomain') || undefined,
  };
}
