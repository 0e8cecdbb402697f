// Who listens where, in the network of a pod or of a node.

import type { Protocol } from '../api/core/v1/objects.ts';
import type { ClusterView } from '../apiserver/client.ts';
import { isLoopback } from './address.ts';
import type { ListeningSocket, Packet } from './connection.ts';
import { publishedPorts, SANDBOXES } from './hostPorts.ts';

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

/** Tells a socket from one that a restarted container opened in its place. */
export function socketName(key: string, { since }: ListeningSocket): string {
  return `${key}@${since ?? 0}`;
}
