// conntrack: what the kernel of a machine remembers of each flow. The first packet of a flow decides; the others are
// translated as it was, whatever the rules say by then. Timeouts are the kernel's.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Packet, TransportProtocol } from './connection.ts';

/** Flows by node and by what their first packet was: key `NODE protocol source>destination`. */
export const CONNTRACK = 'conntrack';

/** When the flows of a node were last looked through for old ones: key NODE. */
export const CONNTRACK_SWEEPS = 'conntrackSweeps';

export interface Tuple {
  readonly sourceIP: string;
  readonly sourcePort: number;
  readonly destinationIP: string;
  readonly destinationPort: number;
}

type TCPState = 'SYN_SENT' | 'ESTABLISHED' | 'TIME_WAIT' | 'CLOSE';

export interface Flow {
  readonly protocol: TransportProtocol;
  /** As the first packet came. */
  readonly original: Tuple;
  /** What an answer looks like when it comes: the translation turned around. */
  readonly reply: Tuple;
  readonly state?: TCPState;
  /** An answer was seen; without it iptables says [UNREPLIED]. */
  readonly isReplied: boolean;
  readonly isAssured: boolean;
  /** Virtual ms. */
  readonly expiresAt: number;
}

/** Seconds that a flow is remembered, as in Linux 3.10. */
const TCP_SECONDS: Readonly<Record<TCPState, number>> = {
  SYN_SENT: 120,
  ESTABLISHED: 432_000,
  TIME_WAIT: 120,
  CLOSE: 10,
};
const UDP_SECONDS = 30;
const UDP_STREAM_SECONDS = 180;
const ICMP_SECONDS = 30;

/** Flows that are over are cleared away so often at most. */
const SWEEP_MS = 30_000;

export function flowKey(node: string, { protocol, ...tuple }: Packet): string {
  const { sourceIP, sourcePort, destinationIP, destinationPort } = tuple;
  return `${node} ${protocol} ${sourceIP}:${sourcePort}>${destinationIP}:${destinationPort}`;
}

/** The flow that a packet belongs to, unless it is forgotten. */
export function findFlow(view: ClusterView, key: string): Flow | undefined {
  const flow = view.read<Flow>(CONNTRACK, key);
  return flow && flow.expiresAt > view.now ? flow : undefined;
}

/** A packet as the first one of its flow was translated. */
export function translated(packet: Packet, { reply }: Flow): Packet {
  return {
    ...packet,
    sourceIP: reply.destinationIP,
    sourcePort: reply.destinationPort,
    destinationIP: reply.sourceIP,
    destinationPort: reply.sourcePort,
  };
}

/** A new flow: how its first packet came and how it left. */
export function newFlow(view: ClusterView, came: Packet, left: Packet): Flow {
  const flow: Omit<Flow, 'expiresAt'> = {
    protocol: came.protocol,
    original: tupleOf(came),
    reply: {
      sourceIP: left.destinationIP,
      sourcePort: left.destinationPort,
      destinationIP: left.sourceIP,
      destinationPort: left.sourcePort,
    },
    ...(came.protocol === 'TCP' ? { state: 'SYN_SENT' } : {}),
    isReplied: false,
    isAssured: false,
  };
  return { ...flow, expiresAt: view.now + secondsOf(flow) * 1_000 };
}

/** What the kernel saw of a flow afterwards. */
export type FlowProgress = 'sent again' | 'answered' | 'closed' | 'reset';

export function progress(view: ClusterView, flow: Flow, what: FlowProgress): Flow {
  const isAnswer = what === 'answered' || what === 'closed';
  const next: Omit<Flow, 'expiresAt'> = {
    ...flow,
    ...(flow.protocol === 'TCP' ? { state: stateAfter(flow, what) } : {}),
    isReplied: flow.isReplied || isAnswer || what === 'reset',
    isAssured:
      flow.isAssured ||
      (flow.protocol === 'TCP' && isAnswer) ||
      (flow.protocol === 'UDP' && flow.isReplied && what === 'sent again'),
  };
  return { ...next, expiresAt: view.now + secondsOf(next) * 1_000 };
}

function stateAfter({ state = 'SYN_SENT' }: Flow, what: FlowProgress): TCPState {
  switch (what) {
    case 'answered':
      return 'ESTABLISHED';
    case 'closed':
      return 'TIME_WAIT';
    case 'reset':
      return 'CLOSE';
    case 'sent again':
      return state;
  }
}

function secondsOf({ protocol, state, isAssured }: Omit<Flow, 'expiresAt'>): number {
  if (protocol === 'TCP') return TCP_SECONDS[state ?? 'SYN_SENT'];
  if (protocol === 'ICMP') return ICMP_SECONDS;
  return isAssured ? UDP_STREAM_SECONDS : UDP_SECONDS;
}

/** How the flows of a connection went on, at every machine that remembers them. */
export function settle(
  view: ClusterView,
  crossed: readonly { readonly flow: string }[],
  what: FlowProgress,
): Action[] {
  return crossed.flatMap(({ flow: key }): Action[] => {
    const flow = findFlow(view, key);
    return flow
      ? [{ type: 'write', table: CONNTRACK, key, value: progress(view, flow, what) }]
      : [];
  });
}

/** Clears away what a node has forgotten, now and then: called when it gets a new flow. */
export function sweep(view: ClusterView, node: string): Action[] {
  const last = view.read<{ readonly at: number }>(CONNTRACK_SWEEPS, node)?.at ?? 0;
  if (view.now < last + SWEEP_MS) return [];
  return [
    ...view
      .scan<Flow>(CONNTRACK, `${node} `)
      .filter(([, { expiresAt }]) => expiresAt <= view.now)
      .map(([key]): Action => ({ type: 'write', table: CONNTRACK, key, value: undefined })),
    { type: 'write', table: CONNTRACK_SWEEPS, key: node, value: { at: view.now } },
  ];
}

/** Deletes the UDP flows of a node to an address, or only those that were translated to another one. */
export function flushUDP(
  view: ClusterView,
  node: string,
  { to, translatedTo }: { readonly to: string; readonly translatedTo?: string },
): Action[] {
  return view
    .scan<Flow>(CONNTRACK, `${node} UDP `)
    .filter(
      ([, { original, reply }]) =>
        original.destinationIP === to &&
        (translatedTo === undefined || reply.sourceIP === translatedTo),
    )
    .map(([key]) => ({ type: 'write', table: CONNTRACK, key, value: undefined }));
}

function tupleOf({ sourceIP, sourcePort, destinationIP, destinationPort }: Packet): Tuple {
  return { sourceIP, sourcePort, destinationIP, destinationPort };
}
