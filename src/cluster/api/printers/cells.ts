// Cells that take some thought, and that descriptions share.

import type { Endpoints, Event, Node, Service } from '../core/v1/objects.ts';

/** Longer addresses of load balancers are cut off in tables that are not wide. */
const LONGEST_ADDRESS = 16;

/** So many addresses are shown before the rest is counted. */
const SHOWN_ADDRESSES = 3;

/** As Go prints an EventSource. */
export function formatSource({ component, host }: Event['source']): string {
  return `{${component ?? ''} ${host ?? ''}}`;
}

/** Up to three addresses, ports outside, then how many more; of one port only, if it is named. */
export function formatEndpoints({ subsets }: Endpoints, portName?: string): string {
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap(({ addresses, ports }) =>
    (ports ?? [])
      .filter(({ name }) => portName === undefined || (name ?? '') === portName)
      .flatMap(({ port }) => (addresses ?? []).map(({ ip }) => `${ip}:${port}`)),
  );
  const shown = all.slice(0, SHOWN_ADDRESSES).join(',');
  const more = all.length - SHOWN_ADDRESSES;
  return more > 0 ? `${shown} + ${more} more...` : shown;
}

export function externalIP({ spec, status }: Service, isWide: boolean): string {
  const external = spec.externalIPs ?? [];
  switch (spec.type) {
    case 'ClusterIP':
      return external.length > 0 ? external.join(',') : '<none>';
    case 'NodePort':
      return external.length > 0 ? external.join(',') : '<nodes>';
    case 'LoadBalancer': {
      const given = loadBalancerAddresses(status).join(',');
      const isCut = !isWide && given.length > LONGEST_ADDRESS;
      const shown = isCut ? `${given.slice(0, LONGEST_ADDRESS - 3)}...` : given;
      if (external.length > 0) return [...shown.split(','), ...external].join(',');
      return shown === '' ? '<pending>' : shown;
    }
    default:
      return '<unknown>';
  }
}

export function loadBalancerAddresses({ loadBalancer }: Service['status']): string[] {
  return (loadBalancer.ingress ?? []).map(({ ip, hostname }) => ip || (hostname ?? ''));
}

export function nodeStatusText({ spec, status }: Node): string {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  const text = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec.unschedulable ? `${text},SchedulingDisabled` : text;
}
