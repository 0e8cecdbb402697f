// Who listens where, in the network of a pod or of a node.

import type { Protocol } from '../api/core/v1/objects.ts';
import type { ClusterView } from '../apiserver/client.ts';
import { isLoopback } from './address.ts';
import type { ListeningSocket, Packet, TransportProtocol } from './connection.ts';
import { holdersOf } from './nodeRules.ts';
import { publishedPorts, SANDBOXES } from './hostPorts.ts';
import { RULE_ADDRESSES } from './ruleTables.ts';

/** Listening sockets, written by the kubelet: key `NODE namespace/pod container port`. */
export const SOCKETS = 'sockets';

export interface FoundSocket {
  readonly key: string;
  readonly socket: ListeningSocket;
}

/** The socket that takes a packet in the network of a pod, or of the node itself. */
export function socketFor(
  view: ClusterView,
  node: string,
  pod: string | undefined,
  { protocol, destinationIP, destinationPort }: Packet,
): FoundSocket | undefined {
  const prefix = pod === undefined ? `${node} ` : `${node} ${pod} `;
  const found = view
    .scan<ListeningSocket>(SOCKETS, prefix)
    .find(
      ([, socket]) =>
        socket.port === destinationPort &&
        socket.protocol === protocol &&
        socket.isHostNetwork === (pod === undefined) &&
        (socket.address === '0.0.0.0' ||
          socket.address === destinationIP ||
          (isLoopback(destinationIP) && isLoopback(socket.address))),
    );
  return found && { key: found[0], socket: found[1] };
}

/** True when a container listens on a port of a node, or Docker publishes it: nobody else can. */
export function isPortTaken(
  view: ClusterView,
  node: string,
  { protocol, port }: { readonly protocol: Protocol; readonly port: number },
): boolean {
  const isOnNode = view
    .scan<ListeningSocket>(SOCKETS, `${node} `)
    .some(
      ([, socket]) => socket.isHostNetwork && socket.port === port && socket.protocol === protocol,
    );
  return (
    isOnNode ||
    publishedPorts(view.scan<object>(SANDBOXES, `${node} `)).some(
      (each) => each.hostPort === port && each.protocol === protocol,
    )
  );
}

/** True when kube-proxy listens on a port of a node, for a node port or an external address. */
export function isHeldByProxy(
  view: ClusterView,
  node: string,
  { protocol, port }: { readonly protocol: TransportProtocol; readonly port: number },
): boolean {
  return holdersOf(view, node).some((holder) =>
    view.read(RULE_ADDRESSES, `${holder} ${protocol}:${port}`),
  );
}

/** The socket that has a port already: nobody else in its network can listen there too. */
export function socketInTheWay(
  view: ClusterView,
  network: string,
  wanted: Pick<ListeningSocket, 'address' | 'port' | 'protocol' | 'isHostNetwork'>,
): FoundSocket | undefined {
  const found = view
    .scan<ListeningSocket>(SOCKETS, `${network} `)
    .find(
      ([, socket]) =>
        socket.port === wanted.port &&
        socket.protocol === wanted.protocol &&
        socket.isHostNetwork === wanted.isHostNetwork &&
        (socket.address === wanted.address || [socket.address, wanted.address].includes('0.0.0.0')),
    );
  return found && { key: found[0], socket: found[1] };
}

/** Tells a socket from one that a restarted container opened in its place. */
export function socketName(key: string, { since }: ListeningSocket): string {
  return `${key}@${since ?? 0}`;
}
