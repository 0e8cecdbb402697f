// What a kubelet remembers of its node: its own tables, each keyed by node first.

import type { ListeningSocket } from '../network/connection.ts';
import type { ContainerRecord } from '../network/container.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';

export const CONTAINERS = 'containers';
const SOCKETS = 'sockets';
/** Pods by address: key `NODE ip`. */
export const POD_ADDRESSES = 'podAddresses';
/** Pods that have a sandbox: key `NODE namespace/name`. */
export const SANDBOXES = 'sandboxes';
/** Images on the node: key `NODE image`. */
export const IMAGES = 'images';

export const kubeletTables = [CONTAINERS, SOCKETS, POD_ADDRESSES, SANDBOXES, IMAGES] as const;

export interface Sandbox {
  readonly uid: string;
  readonly ip: string;
  /** When the kubelet first saw the pod, virtual ms. */
  readonly startTime: number;
  /** Containers may be made from then on. */
  readonly readyAt: number;
}

export function containerKey(node: string, pod: string, container: string): string {
  return `${node} ${pod} ${container}`;
}

export function containersOf(view: ClusterView, node: string, pod: string): ContainerRecord[] {
  return view.scan<ContainerRecord>(CONTAINERS, `${node} ${pod} `).map(([, record]) => record);
}

export function write(table: string, key: string, value: object | undefined): Action {
  return { type: 'write', table, key, value };
}

/** Writes the sockets of a container that has begun to listen. */
export function openSockets(sockets: readonly ListeningSocket[]): Action[] {
  return sockets.map((socket) =>
    write(SOCKETS, `${socket.node} ${socket.pod} ${socket.container} ${socket.port}`, socket),
  );
}

export function closeSockets(
  view: ClusterView,
  node: string,
  pod: string,
  container: string,
): Action[] {
  return view
    .scan(SOCKETS, `${node} ${pod} ${container} `)
    .map(([key]) => write(SOCKETS, key, undefined));
}

/** Forgets a pod: its sockets, containers, address and sandbox. */
export function forgetPod(view: ClusterView, node: string, pod: string): Action[] {
  const sandbox = view.read<Sandbox>(SANDBOXES, `${node} ${pod}`);
  return [
    ...[SOCKETS, CONTAINERS].flatMap((table) =>
      view.scan(table, `${node} ${pod} `).map(([key]) => write(table, key, undefined)),
    ),
    ...(sandbox ? [write(POD_ADDRESSES, `${node} ${sandbox.ip}`, undefined)] : []),
    write(SANDBOXES, `${node} ${pod}`, undefined),
  ];
}

/** The lowest free address of docker0's network, from .2 on; undefined when there is none. */
export function freeAddress(view: ClusterView, node: string, subnet: string): string | undefined {
  const network = subnet.slice(0, subnet.lastIndexOf('.') + 1);
  for (let host = 2; host < 255; host++) {
    if (!view.read(POD_ADDRESSES, `${node} ${network}${host}`)) return network + host;
  }
  return undefined;
}
