// Packets, connections and requests as plain records: what the data plane carries and what it tells afterwards.

import type { Protocol } from '../api/core/v1/objects.ts';

/** What a packet carries: ICMP is an echo request (ping), which has no ports. */
export type TransportProtocol = Protocol | 'ICMP';

/** Where a program stands: on a node, in a pod on it, or on the machine outside ("client"). */
export interface Place {
  /** Node name, or "client". */
  readonly node: string;
  /** namespace/name of the pod whose network it uses. */
  readonly pod?: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Host and others, in the order sent. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** The body goes on: what to send on this connection, which stays open, to read its next part. */
  readonly more?: HttpRequest;
}

/** Asks the data plane to open a connection, or to go on with an open one, and to carry one request. */
export interface ConnectionRequest {
  readonly from: Place;
  readonly protocol: TransportProtocol;
  readonly address: string;
  /** 0 for ICMP. */
  readonly port: number;
  /** Port of the sender's own socket; drawn if missing. A UDP client that keeps its socket keeps it. */
  readonly sourcePort?: number;
  /** Without it a TCP connection is only opened and closed (a port check). */
  readonly request?: HttpRequest;
  /** What a datagram says, or words over TCP that are no HTTP. */
  readonly payload?: string;
  /** The connection stays open after the answer, whose `connection` names it. */
  readonly keepAlive?: boolean;
  /** Sends on this connection if it is still open, else on a new one. */
  readonly connection?: number;
  /** False for load: every rule that was tried is not noted, only what the graph draws. */
  readonly isTraced?: boolean;
  readonly timeoutMs?: number;
  readonly load?: OfLoad;
  /** Part of what a program does for ever: nobody waits for its end. */
  readonly isEndless?: boolean;
  /** Who is told the Outcome, as the payload of a wakeup. */
  readonly replyTo?: { readonly component: string; readonly key: string };
  /** Id of the connection whose program opened this one to answer it. */
  readonly parent?: number;
  /** The container whose program opened it, as the kubelet's tables name it: it ends with that. */
  readonly owner?: string;
}

/** A connection that a program in a container opens. */
export type Dial = Omit<ConnectionRequest, 'from' | 'load' | 'replyTo' | 'parent' | 'owner'>;

/** The load generator that a request is of. Nobody waits for one that goes on without an end. */
interface OfLoad {
  readonly name: string;
  readonly isEndless: boolean;
}

export type Outcome =
  | {
      readonly type: 'answered';
      readonly response?: HttpResponse;
      /** Of a datagram, or words over TCP that are no HTTP. */
      readonly payload?: string;
      /** namespace/name of the pod, or the node's name. */
      readonly servedBy: string;
      /** Its id when it stays open. */
      readonly connection?: number;
    }
  | { readonly type: 'refused' }
  | { readonly type: 'timed out' }
  | { readonly type: 'reset' }
  /** `by` is the address of the machine that found no way, as ping prints it. */
  | { readonly type: 'no route'; readonly by?: string };

/** One line of a trace: what happened to the packet, where, and why. */
export interface Hop {
  /** Virtual ms when it left this hop. */
  readonly at: number;
  readonly kind:
    | 'socket'
    | 'conntrack'
    | 'rule'
    | 'dnat'
    | 'snat'
    | 'route'
    | 'bridge'
    | 'deliver'
    | 'answer'
    | 'reply'
    | 'lost';
  /** Where on the graph: client, node:NAME, service:NS/NAME, pod:NS/NAME. */
  readonly where: string;
  /** A sentence for the trace. */
  readonly text: string;
  /** Of kind rule: the rule that matched. */
  readonly rule?: RuleStep;
  /** Id of the connection that a program opened there, to answer this one. */
  readonly opens?: number;
  /** Of a translation: the packet's addresses before and after, source>destination. */
  readonly before?: string;
  readonly after?: string;
}

/** One rule that a packet met. */
export interface RuleStep {
  readonly chain: string;
  /** Its number in the chain from 1, as `iptables -L --line-numbers` counts. */
  readonly number: number;
  /** As iptables-save prints it. */
  readonly text: string;
  /** What it does, shortly. */
  readonly what: string;
  readonly isMatched: boolean;
  /** Why, or why not, with the packet's own value. */
  readonly reason: string;
  /** The random number of a rule with a probability, from 0 to 1; it matches below the limit as iptables-save prints it. */
  readonly draw?: { readonly value: number; readonly limit: string };
  /** Of a rule that marks. */
  readonly mark?: { readonly before: number; readonly after: number };
  /** So many rules of other Services stand just before it, none of which this packet could match. */
  readonly skipped?: number;
}

/** A walk through one table at one hook of one node. */
interface Walk {
  readonly at: number;
  readonly node: string;
  readonly table: 'nat' | 'filter';
  /** The built-in chain where it began. */
  readonly chain: string;
  readonly steps: readonly RuleStep[];
  readonly verdict: 'ACCEPT' | 'DNAT' | 'MASQUERADE' | 'REJECT';
  readonly before: Packet;
  readonly after: Packet;
}

export interface Packet {
  readonly protocol: TransportProtocol;
  readonly sourceIP: string;
  readonly sourcePort: number;
  readonly destinationIP: string;
  readonly destinationPort: number;
  /** The firewall mark (0x4000 = masquerade). */
  readonly mark: number;
}

/** A machine that the packets of a connection cross: answers go back over it. */
export interface CrossedNode {
  readonly node: string;
  /** Where its packets enter table filter. */
  readonly chain: 'OUTPUT' | 'INPUT' | 'FORWARD';
  readonly inInterface?: string;
  readonly outInterface?: string;
  /** Key of its record in the table `conntrack`. */
  readonly flow: string;
  /** As the packets come to it, and as they leave it. */
  readonly came: Packet;
  readonly left: Packet;
}

/** A connection from its opening to its outcome; the record of the table `connections`. */
export interface Connection {
  readonly id: number;
  readonly openedAt: number;
  readonly from: Place;
  /** Whose network it starts from: a pod with hostNetwork uses its node's. */
  readonly origin: 'client' | 'node' | 'pod';
  readonly request?: HttpRequest;
  readonly payload?: string;
  readonly keepAlive?: boolean;
  readonly isTraced: boolean;
  /** How many requests it has carried before this one. */
  readonly carried: number;
  /** As the program sent it. */
  readonly original: Packet;
  /** As it is now. */
  readonly packet: Packet;
  /** What is next: it arrives at a machine, at a socket's network, is answered, comes back; or it waits for a request. */
  readonly stage: 'arriving' | 'delivering' | 'answering' | 'returning' | 'open' | 'closed';
  /** When it gets there, virtual ms. */
  readonly nextAt?: number;
  /** The node where the packet is or arrives; "client" outside. */
  readonly node: string;
  readonly hops: readonly Hop[];
  /** Every rule that was tried, hook by hook; only of a traced connection. */
  readonly walks: readonly Walk[];
  /** In the order in which the packets go. */
  readonly crossed: readonly CrossedNode[];
  /** Key of the socket that took it. */
  readonly socket?: string;
  readonly outcome?: Outcome;
  readonly closedAt?: number;
  readonly replyTo?: ConnectionRequest['replyTo'];
  readonly load?: OfLoad;
  readonly isEndless?: boolean;
  readonly parent?: number;
  readonly owner?: string;
  /** The program at the socket has no answer yet. */
  readonly isPending?: boolean;
  /** What that program opened for this request, in order. */
  readonly inner?: readonly InnerConnection[];
}

/** A connection that was opened to answer another one. */
interface InnerConnection {
  readonly id: number;
  /** Missing until it is over. */
  readonly outcome?: Outcome;
}

/** A socket that listens: written by the kubelet for a running container (table `sockets`). */
export interface ListeningSocket {
  readonly node: string;
  /** namespace/name of the pod; '' for a program of the node itself. */
  readonly pod: string;
  readonly container: string;
  /** Address bound: 0.0.0.0, 127.0.0.1 or the pod's IP. */
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** The program that answers, as named in the image catalogue. */
  readonly program: string;
  /** True when the pod uses its node's network: the socket is the node's. */
  readonly isHostNetwork: boolean;
  /** Since when it listens, virtual ms: tells it from the one of a container before. */
  readonly since?: number;
}
