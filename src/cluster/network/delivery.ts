// At the end of the way: the network of a pod or of a machine. Somebody listens and answers, or not.

import type { Action, ClusterView } from '../apiserver/client.ts';
import { isLoopback } from './address.ts';
import type {
  Dial,
  HttpRequest,
  HttpResponse,
  ListeningSocket,
  Outcome,
  Packet,
  Place,
} from './connection.ts';
import { settle } from './conntrack.ts';
import { loseToSilence, waitingTime, wayBackMs } from './forwarding.ts';
import { beginConnection } from './opening.ts';
import { publishedPorts, SANDBOXES, type HostPort } from './hostPorts.ts';
import { addressText, connectionKey, machineName, type Journey } from './journey.ts';
import { isHeldByProxy, SOCKETS, socketFor, socketName, type FoundSocket } from './sockets.ts';
import { ANSWER_MS, LOCAL_HOP_MS } from './timing.ts';
import { CLIENT } from './topology.ts';
import { startWaiting, stopWaiting } from './waiting.ts';

/** Pods by address, written by the kubelet: key `NODE ip`. */
const POD_ADDRESSES = 'podAddresses';

/** What comes to a socket. */
interface Asked {
  readonly socket: ListeningSocket;
  /** Key of the connection; a wakeup of it asks a pending one again. */
  readonly connection: string;
  /** The sender, as it is seen there. */
  readonly clientIP: string;
  readonly request?: HttpRequest;
  /** Of a datagram, or words over TCP that are no HTTP. */
  readonly payload?: string;
  /** What came of the connections that the program opened for this request. */
  readonly outcomes: readonly Outcome[];
}

/** What the program at a socket answers, and what it writes by that; without an answer to a datagram it is silent. */
export interface Served {
  readonly response?: HttpResponse;
  readonly payload?: string;
  readonly actions?: readonly Action[];
  /** Nothing to say yet: it is asked again when it wakes the connection, or after so long. */
  readonly isPending?: boolean;
  readonly retryAfterMs?: number;
  /** It needs another connection first, and is asked again with the outcome of that. */
  readonly dial?: Dial;
}

/** The programs at the sockets. */
export interface Programs {
  serve(view: ClusterView, asked: Asked): Served;
  /** Virtual ms from a request at the socket to its response; ANSWER_MS if undefined. */
  answerMs(view: ClusterView, socket: ListeningSocket): number | undefined;
}

/** The packet is at its destination. */
export function deliver(journey: Journey, programs: Programs): void {
  const { connection, view } = journey;
  const { node, packet } = connection;
  const network = networkAt(journey);
  if (network === undefined) {
    loseToSilence(journey, node);
    return;
  }
  const { pod } = network;
  if (packet.protocol === 'ICMP') {
    answerEcho(journey, pod);
    return;
  }
  const found = node === CLIENT ? undefined : socketFor(view, node, pod, packet);
  if (found) accept(journey, found, programs);
  else if (connection.carried > 0 && packet.protocol === 'TCP') {
    lose(journey, pod, { type: 'reset' }, 'the connection is known to nobody here: reset');
  } else if (pod === undefined && node !== CLIENT) deliverToNode(journey);
  else refuse(journey, pod);
}

/** A pod's network, or the machine's own; undefined when no pod has the address any more. */
function networkAt({ connection, topology, view }: Journey): { readonly pod?: string } | undefined {
  const { node, packet, from, origin } = connection;
  const { destinationIP } = packet;
  const isOwnPod = origin === 'pod' && connection.crossed.length === 0;
  if (isOwnPod) return from.pod === undefined ? {} : { pod: from.pod };
  if (isLoopback(destinationIP) || node === CLIENT) return {};
  if (topology.localAddresses(node).includes(destinationIP)) return {};
  const pod = view.read<{ readonly pod: string }>(POD_ADDRESSES, `${node} ${destinationIP}`)?.pod;
  return pod === undefined ? undefined : { pod };
}

/** The kernel answers pings, wherever the address is. */
function answerEcho(journey: Journey, pod: string | undefined): void {
  const { node } = journey.connection;
  const servedBy = pod ?? node;
  const where = pod === undefined ? machineName(node) : `pod:${pod}`;
  journey.note({ kind: 'answer', where, text: 'answers the echo request' });
  journey.go(wayBackMs(journey), { outcome: { type: 'answered', servedBy }, stage: 'returning' });
}

function accept(journey: Journey, { key, socket }: FoundSocket, programs: Programs): void {
  const text = `${socket.container} (${socket.program}) accepts on ${socket.port}`;
  journey.note({ kind: 'deliver', where: ownerName(socket), text });
  const afterMs = programs.answerMs(journey.view, socket) ?? ANSWER_MS;
  journey.go(afterMs, { stage: 'answering', socket: socketName(key, socket) });
}

/** Ports that no container listens on: Docker carries its published ones, kube-proxy holds those of node ports. */
function deliverToNode(journey: Journey): void {
  const { connection, view } = journey;
  const { node, packet } = connection;
  const published = publishedPort(view, node, packet);
  if (published) {
    const { pod, podIP, containerPort } = published;
    const text = `docker-proxy carries it to ${podIP}:${containerPort}, pod ${pod}`;
    journey.note({ kind: 'bridge', where: machineName(node), text });
    const sourceIP = journey.topology.sourceFor(node, podIP);
    const next = { ...packet, sourceIP, destinationIP: podIP, destinationPort: containerPort };
    journey.go(LOCAL_HOP_MS, { packet: next });
    return;
  }
  if (isHeldByProxy(view, node, { protocol: packet.protocol, port: packet.destinationPort })) {
    // It listens so that nobody else can, and never accepts: the kernel completes the handshake.
    const text = `kube-proxy holds port ${packet.destinationPort} open and never answers`;
    journey.note({ kind: 'deliver', where: machineName(node), text });
    hang(journey);
    return;
  }
  refuse(journey, undefined);
}

function publishedPort(view: ClusterView, node: string, packet: Packet): HostPort | undefined {
  const { protocol, destinationPort, destinationIP } = packet;
  return publishedPorts(view.scan<object>(SANDBOXES, `${node} `)).find(
    (port) =>
      port.protocol === protocol &&
      port.hostPort === destinationPort &&
      (port.hostIP === undefined || port.hostIP === destinationIP),
  );
}

/** A port check is answered by the handshake; a request waits for an answer until somebody gives up. */
function hang(journey: Journey): void {
  const { packet, request, node } = journey.connection;
  if (packet.protocol === 'UDP') journey.lose({ type: 'timed out' }, waitingTime(journey));
  else if (request) {
    journey.update({ stage: 'answering' });
    journey.act(...settle(journey.view, journey.connection.crossed, 'answered'));
  } else {
    const outcome: Outcome = { type: 'answered', servedBy: node };
    journey.go(wayBackMs(journey), { outcome, stage: 'returning' });
  }
}

function refuse(journey: Journey, pod: string | undefined): void {
  const { packet } = journey.connection;
  const how = packet.protocol === 'TCP' ? 'connection refused' : 'port unreachable';
  const text = `nobody listens on ${addressText(packet)}: ${how}`;
  lose(journey, pod, { type: 'refused' }, text);
}

function lose(journey: Journey, pod: string | undefined, outcome: Outcome, text: string): void {
  const where = pod === undefined ? machineName(journey.connection.node) : `pod:${pod}`;
  journey.note({ kind: 'lost', where, text });
  journey.lose(outcome, wayBackMs(journey));
}

/** The program answers, if it still runs. */
export function answer(journey: Journey, programs: Programs): void {
  const { connection, view } = journey;
  const { packet, request, socket: name = '', inner = [] } = connection;
  const [key = ''] = name.split('@');
  const socket = view.read<ListeningSocket>(SOCKETS, key);
  if (!socket || socketName(key, socket) !== name) {
    loseSocket(journey, key);
    return;
  }
  const outcomes = inner.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  if (outcomes.length < inner.length) return; // It waits for the connection that it has opened.
  const served = programs.serve(view, {
    socket,
    connection: connectionKey(connection.id),
    clientIP: packet.sourceIP,
    outcomes,
    ...(request ? { request } : {}),
    ...(connection.payload === undefined ? {} : { payload: connection.payload }),
  });
  journey.act(...(served.actions ?? []));
  if (served.isPending || served.dial) wait(journey, socket, served);
  else tell(journey, socket, served);
}

/** The container has ended since. */
function loseSocket(journey: Journey, key: string): void {
  const [, owner = ''] = key.split(' ');
  const pod = owner.includes('/') ? owner : undefined; // Else a program of the node itself.
  if (journey.connection.packet.protocol === 'UDP') {
    giveNoAnswer(journey, pod, 'the container ended: no answer');
  } else lose(journey, pod, { type: 'reset' }, 'the container ended: connection reset');
}

function tell(journey: Journey, socket: ListeningSocket, { response, payload }: Served): void {
  const { id, packet } = journey.connection;
  stopWaiting(journey);
  if (response?.more) journey.update({ keepAlive: true });
  if (packet.protocol === 'UDP' && payload === undefined) {
    giveNoAnswer(journey, socket.pod, `${socket.program} does not answer`);
    return;
  }
  const said = response ? `${response.status} ${response.reason}`.trim() : firstLine(payload);
  journey.note({ kind: 'answer', where: ownerName(socket), text: said });
  const outcome: Outcome = {
    type: 'answered',
    ...(response ? { response } : {}),
    ...(payload === undefined ? {} : { payload }),
    servedBy: socket.pod === '' ? socket.node : socket.pod,
    ...(journey.connection.keepAlive ? { connection: id } : {}),
  };
  journey.go(wayBackMs(journey), { outcome, stage: 'returning' });
}

function firstLine(payload = 'accepted'): string {
  return payload.split(/\r?\n/, 1)[0] ?? '';
}

/** The one who asked waits: until the program is asked again, or for a connection that it opens first. */
function wait(journey: Journey, socket: ListeningSocket, { dial, retryAfterMs }: Served): void {
  const { connection, view, topology } = journey;
  startWaiting(journey);
  const isDue = (connection.nextAt ?? 0) <= view.now;
  if (retryAfterMs !== undefined && isDue) journey.go(retryAfterMs, {});
  if (!dial) return;
  const { node, pod } = socket;
  const from: Place = { node, ...(pod === '' ? {} : { pod }) };
  const opened = beginConnection(view, topology, { ...dial, from, parent: connection.id });
  const text = `${socket.program} opens request ${opened.id} to ${dial.address}:${dial.port}`;
  journey.note({ kind: 'socket', where: ownerName(socket), text, opens: opened.id });
  journey.update({ inner: [...(connection.inner ?? []), { id: opened.id }] });
  journey.act(...opened.actions);
}

/** The pod of a socket, or the machine whose own program listens there. */
function ownerName({ node, pod }: ListeningSocket): string {
  return pod === '' ? machineName(node) : `pod:${pod}`;
}

function giveNoAnswer(journey: Journey, pod: string | undefined, text: string): void {
  journey.note({ kind: 'lost', where: `pod:${pod}`, text });
  journey.lose({ type: 'timed out' }, waitingTime(journey));
}
