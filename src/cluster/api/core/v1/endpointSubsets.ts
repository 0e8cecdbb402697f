// How addresses and ports are packed into subsets (RepackSubsets of Kubernetes 1.3), with its order: addresses by the
// bytes of their text, ports and subsets by the MD5 of what Go prints of them. The endpoints controller packs what it
// found, and the API server what anybody writes.

import { md5 } from '../../md5.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset } from './objects.ts';

interface Backend {
  readonly address: EndpointAddress;
  readonly port: EndpointPort;
  readonly isReady: boolean;
}

interface Group {
  readonly ports: EndpointPort[];
  readonly addresses: ReadonlyMap<string, Backend>;
}

/** Subsets without a port are lost. */
export function repackSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
  const byPort = new Map<string, { port: EndpointPort; addresses: Map<string, Backend> }>();
  for (const backend of subsets.flatMap(backendsOf)) {
    const { port, address } = backend;
    const portKey = `${port.name ?? ''} ${port.port} ${port.protocol}`;
    const entry = byPort.get(portKey) ?? { port, addresses: new Map<string, Backend>() };
    byPort.set(portKey, entry);
    const addressKey = `${address.ip} ${address.targetRef?.uid ?? ''}`;
    const known = entry.addresses.get(addressKey);
    if (!known || known.isReady) entry.addresses.set(addressKey, backend); // Not ready wins.
  }
  const groups = new Map<string, Group>();
  for (const { port, addresses } of byPort.values()) {
    const sorted = new Map([...addresses].sort(([one], [other]) => (one < other ? -1 : 1)));
    const key = [...sorted].map(([name, { isReady }]) => `${name} ${isReady}`).join('\n');
    const group = groups.get(key);
    if (group) group.ports.push(port);
    else groups.set(key, { ports: [port], addresses: sorted });
  }
  return inOrderOf([...groups.values()].map(toSubset), ({ ports }) =>
    (ports ?? []).map(fingerprint).join(),
  );
}

function backendsOf({ addresses, notReadyAddresses, ports }: EndpointSubset): Backend[] {
  return (ports ?? []).flatMap((port) => [
    ...(addresses ?? []).map((address) => ({ address, port, isReady: true })),
    ...(notReadyAddresses ?? []).map((address) => ({ address, port, isReady: false })),
  ]);
}

function toSubset({ ports, addresses }: Group): EndpointSubset {
  const all = [...addresses.values()];
  const ready = all.filter(({ isReady }) => isReady).map(({ address }) => address);
  const notReady = all.filter(({ isReady }) => !isReady).map(({ address }) => address);
  return {
    ...(ready.length > 0 ? { addresses: ready } : {}),
    ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
    ports: inOrderOf(ports, fingerprint),
  };
}

function fingerprint({ name, port, protocol }: EndpointPort): string {
  return md5(
    `(api.EndpointPort){Name:(string)${name ?? ''} Port:(int32)${port} Protocol:(api.Protocol)${protocol}}`,
  );
}

function inOrderOf<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  if (items.length < 2) return [...items];
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ item }) => item);
}
