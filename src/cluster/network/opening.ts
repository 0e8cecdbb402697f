// How a connection begins: at a program, with a source address and port; or an open one goes on with its next request.

import type { Action, ClusterView } from '../apiserver/client.ts';
import { parseKey } from '../api/meta.ts';
import { isLoopback } from './address.ts';
import type {
  Connection,
  ConnectionRequest,
  ListeningSocket,
  Packet,
  Place,
} from './connection.ts';
import {
  addressText,
  CONNECTIONS,
  connectionKey,
  isOld,
  Journey,
  machineName,
  RETAINED_CONNECTIONS,
  wakeupKey,
} from './journey.ts';
import { isKept } from './losses.ts';
import { socketName, SOCKETS } from './sockets.ts';
import { LOCAL_HOP_MS } from './timing.ts';
import { CLIENT, type Topology } from './topology.ts';
import { sendFrom } from './forwarding.ts';

const FIRST_EPHEMERAL_PORT = 32_768;
const EPHEMERAL_PORTS = 28_232;

export function openConnection(
  view: ClusterView,
  topology: Topology,
  request: ConnectionRequest,
): Action[] {
  return beginConnection(view, topology, request).actions;
}

/** The connection that carries a request, and what its opening does. */
export function beginConnection(
  view: ClusterView,
  topology: Topology,
  request: ConnectionRequest,
): { readonly id: number; readonly actions: Action[] } {
  const open = openOne(view, request);
  const isStillOpen = open !== undefined && isListening(view, open);
  const journey = isStillOpen
    ? goOn(view, topology, { open, request })
    : begin(view, topology, request);
  if (open && !isStillOpen) {
    // The program at the other end has closed it, as it does when it ends; clients then open another.
    journey.act(closeConnection(view, open));
  }
  if (request.timeoutMs) {
    const key = wakeupKey(journey.connection, `timeout ${journey.connection.carried}`);
    journey.act({ type: 'wake', key, afterMs: request.timeoutMs });
  }
  return { id: journey.connection.id, actions: journey.actions() };
}

/** An open connection is closed; one that is none of the last ones leaves no record. */
export function closeConnection(
  view: ClusterView,
  open: Connection,
): Extract<Action, { type: 'write' }> {
  const closed: Connection = { ...open, stage: 'closed' };
  const value = isOld(view, open) ? undefined : closed;
  return { type: 'write', table: CONNECTIONS, key: connectionKey(open.id), value };
}

/** The open connection that a request names. */
function openOne(view: ClusterView, { connection: id }: ConnectionRequest): Connection | undefined {
  if (id === undefined) return undefined;
  const open = view.read<Connection>(CONNECTIONS, connectionKey(id));
  return open?.stage === 'open' ? open : undefined;
}

/** True while the program that took a connection listens on. */
function isListening(view: ClusterView, { socket: name = '' }: Connection): boolean {
  const [key = ''] = name.split('@');
  const socket = view.read<ListeningSocket>(SOCKETS, key);
  return socket !== undefined && socketName(key, socket) === name;
}

function goOn(
  view: ClusterView,
  topology: Topology,
  { open, request }: { readonly open: Connection; readonly request: ConnectionRequest },
): Journey {
  const { id, from, origin, original, isTraced, socket } = open;
  const connection: Connection = {
    id,
    from,
    origin,
    original,
    isTraced,
    ...(socket === undefined ? {} : { socket }),
    ...payloadOf(request),
    openedAt: view.now,
    carried: open.carried + 1,
    packet: open.original,
    node: open.from.node,
    stage: 'arriving',
    hops: [],
    walks: [],
    crossed: [],
  };
  const journey = new Journey(view, topology, connection);
  journey.note({
    kind: 'socket',
    where: placeName(open.from),
    text: `${open.original.sourceIP} sends on its open connection to ${addressText(open.original)}`,
  });
  leave(journey);
  return journey;
}

function begin(view: ClusterView, topology: Topology, request: ConnectionRequest): Journey {
  const { from, protocol } = request;
  const id = view.next('connection');
  const isHostNetwork = from.pod !== undefined && podOf(view, from.pod)?.spec.hostNetwork === true;
  const origin = from.node === CLIENT ? CLIENT : from.pod && !isHostNetwork ? 'pod' : 'node';
  const original: Packet = {
    protocol,
    sourceIP: sourceOf(view, topology, { request, origin }),
    sourcePort: request.sourcePort ?? drawPort(view),
    destinationIP: request.address,
    destinationPort: request.port,
    mark: 0,
  };
  const journey = new Journey(view, topology, {
    id,
    openedAt: view.now,
    from,
    origin,
    ...payloadOf(request),
    isTraced: request.isTraced !== false,
    carried: 0,
    original,
    packet: original,
    stage: 'arriving',
    node: from.node,
    hops: [],
    walks: [],
    crossed: [],
  });
  const verb =
    protocol === 'TCP' ? 'connects' : protocol === 'UDP' ? 'sends' : 'sends an echo request';
  const text = `${original.sourceIP} ${verb} to ${addressText(original)}`;
  journey.note({ kind: 'socket', where: placeName(from), text });
  journey.act(...forgetOld(view, id));
  if (original.sourceIP === '') journey.lose({ type: 'no route' }, 0);
  else leave(journey);
  return journey;
}

/** At the source: what stays within a network goes to its sockets, everything else to the rules and routes of a machine. */
function leave(journey: Journey): void {
  const { origin, original } = journey.connection;
  const { destinationIP, sourceIP } = original;
  const staysInPod = origin === 'pod' && (isLoopback(destinationIP) || destinationIP === sourceIP);
  if (staysInPod) journey.go(LOCAL_HOP_MS, { stage: 'delivering' });
  else if (origin === CLIENT) sendFrom(journey, CLIENT);
  else journey.go(LOCAL_HOP_MS, { stage: 'arriving' });
}

function payloadOf(request: ConnectionRequest) {
  return {
    ...(request.request ? { request: request.request } : {}),
    ...(request.payload === undefined ? {} : { payload: request.payload }),
    ...(request.keepAlive ? { keepAlive: true } : { keepAlive: false }),
    ...(request.replyTo ? { replyTo: request.replyTo } : {}),
    ...(request.load ? { load: request.load } : {}),
    ...(request.isEndless ? { isEndless: true } : {}),
    ...(request.parent === undefined ? {} : { parent: request.parent }),
    ...(request.owner === undefined ? {} : { owner: request.owner }),
  };
}

function sourceOf(
  view: ClusterView,
  topology: Topology,
  {
    request: { from, address },
    origin,
  }: { readonly request: ConnectionRequest; readonly origin: Connection['origin'] },
): string {
  if (origin !== 'pod') return topology.sourceFor(from.node, address);
  if (isLoopback(address)) return '127.0.0.1';
  return podOf(view, from.pod ?? '')?.status.podIP ?? '';
}

function podOf(view: ClusterView, key: string) {
  return view.get('Pod', parseKey(key));
}

function drawPort(view: ClusterView): number {
  return FIRST_EPHEMERAL_PORT + (view.random('source-port') % EPHEMERAL_PORTS);
}

/** The connection that is too old to be kept, if it is over; lost ones are kept apart. */
function forgetOld(view: ClusterView, id: number): Action[] {
  const key = connectionKey(id - RETAINED_CONNECTIONS);
  const old = view.read<Connection>(CONNECTIONS, key);
  return old?.stage === 'closed' && !isKept(old)
    ? [{ type: 'write', table: CONNECTIONS, key, value: undefined }]
    : [];
}

function placeName({ node, pod }: Place): string {
  return pod === undefined ? machineName(node) : `pod:${pod}`;
}
