// The data plane: carries a connection from where it is opened to a listening socket and back, hop by hop, through the
// rules that each node's kube-proxy last wrote. It decides nothing by itself: addresses, rules and sockets are records.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type {
  Connection,
  ConnectionRequest,
  Hop,
  HttpRequest,
  HttpResponse,
  ListeningSocket,
  Outcome,
  Packet,
  Place,
} from './connection.ts';
import type { Server } from './container.ts';
import { covers, RECENT, walk, type Crossing, type Verdict } from './walk.ts';
import {
  ANSWER_MS,
  CONNECT_TIMEOUT_MS,
  LOCAL_HOP_MS,
  REMOTE_HOP_MS,
  UNREACHABLE_MS,
} from './timing.ts';

/** Connections that are over are kept so long: the last ones. */
const RETAINED_CONNECTIONS = 200;

const CONNECTIONS = 'connections';
const FIRST_EPHEMERAL_PORT = 32_768;
const EPHEMERAL_PORTS = 28_232;

interface NetworkNode {
  readonly name: string;
  readonly address: string;
  readonly podSubnet: string;
}

export interface NetworkOptions {
  readonly nodes: readonly NetworkNode[];
  /** The machine outside: it has routes to the nodes only. */
  readonly clientAddress: string;
  /** The image catalogue's answer of a socket. */
  respond(request: HttpRequest, server: Server): HttpResponse;
}

export interface Network {
  readonly tables: readonly string[];
  open(view: ClusterView, request: ConnectionRequest): Action[];
  reconcile(view: ClusterView, key: string, payload?: unknown): Action[];
}

export function createNetwork(options: NetworkOptions): Network {
  return {
    tables: [CONNECTIONS, RECENT],
    open: (view, request) => new Carrier(options, view).open(request),
    reconcile(view, key) {
      const [id = '', word] = key.split(' ');
      const connection = view.read<Connection>(CONNECTIONS, id);
      if (!connection || connection.stage === 'closed') return [];
      const carrier = new Carrier(options, view);
      if (word === 'timeout') return carrier.lose(connection, { type: 'timed out' }, 0);
      return carrier.advance(connection);
    },
  };
}

/** Carries one connection one hop further. */
class Carrier {
  private readonly options: NetworkOptions;
  private readonly view: ClusterView;

  constructor(options: NetworkOptions, view: ClusterView) {
    this.options = options;
    this.view = view;
  }

  open(request: ConnectionRequest): Action[] {
    const { view } = this;
    const id = view.next('connection');
    const sourceIP = this.addressOf(request.from);
    const packet: Packet = {
      protocol: request.protocol,
      sourceIP,
      sourcePort: FIRST_EPHEMERAL_PORT + (view.random('source-port') % EPHEMERAL_PORTS),
      destinationIP: request.address,
      destinationPort: request.port,
      mark: 0,
    };
    const connection: Connection = {
      id,
      openedAt: view.now,
      from: request.from,
      ...(request.request ? { request: request.request } : {}),
      original: packet,
      packet,
      stage: 'arriving',
      node: request.from.node,
      hops: [
        this.hop('socket', placeName(request.from), `${sourceIP} connects to ${address(packet)}`),
      ],
      ...(request.replyTo ? { replyTo: request.replyTo } : {}),
    };
    const timeout: Action[] = request.timeoutMs
      ? [{ type: 'wake', key: `${connectionKey(id)} timeout`, afterMs: request.timeoutMs }]
      : [];
    if (!sourceIP) return [...this.lose(connection, { type: 'no route' }, 0), ...timeout];
    return [...this.leave(connection), ...timeout];
  }

  advance(connection: Connection): Action[] {
    switch (connection.stage) {
      case 'arriving':
        return this.arrive(connection);
      case 'delivering':
        return this.deliver(connection);
      case 'answering':
        return this.answer(connection);
      case 'returning':
        return this.close(connection);
      case 'closed':
        return [];
    }
  }

  /** At the source: loopback stays, a process of the node passes OUTPUT, a pod's packet goes to its node's PREROUTING. */
  private leave(connection: Connection): Action[] {
    const { from, packet } = connection;
    if (packet.destinationIP.startsWith('127.')) {
      return this.go({ ...connection, stage: 'delivering' }, LOCAL_HOP_MS);
    }
    if (from.node === 'client') return this.leaveClient(connection);
    if (from.pod !== undefined && packet.destinationIP === packet.sourceIP) {
      return this.go({ ...connection, stage: 'delivering' }, LOCAL_HOP_MS);
    }
    return this.go(connection, LOCAL_HOP_MS);
  }

  private leaveClient(connection: Connection): Action[] {
    const { destinationIP } = connection.packet;
    const node = this.options.nodes.find((each) => each.address === destinationIP);
    if (!node) {
      const lost = this.note(
        connection,
        'lost',
        'client',
        `no route to ${destinationIP} from outside`,
      );
      return this.lose(lost, { type: 'timed out' }, CONNECT_TIMEOUT_MS);
    }
    return this.go({ ...connection, node: node.name }, REMOTE_HOP_MS);
  }

  /** At a node: its rules, then its routes. */
  private arrive(connection: Connection): Action[] {
    const { from, node } = connection;
    const isOwn = from.node === node && from.pod === undefined;
    const where = `node:${node}`;
    let next = connection;
    const actions: Action[] = [];
    const cross = (table: Crossing['table'], chain: string): Verdict => {
      const verdict = walk(this.view, this.crossing(node, table, chain), next.packet);
      for (const text of verdict.matches) next = this.note(next, 'rule', where, text);
      actions.push(...verdict.actions);
      return verdict;
    };

    const before = next.packet;
    const nat = cross('nat', isOwn ? 'OUTPUT' : 'PREROUTING');
    next = { ...next, packet: nat.packet };
    if (nat.type === 'DNAT') {
      next = this.note(next, 'dnat', where, `DNAT ${address(before)} -> ${address(next.packet)}`);
    }
    if (isOwn && cross('filter', 'OUTPUT').type === 'REJECT') {
      next = this.note(next, 'lost', where, `rejected: ${address(next.packet)} has no endpoints`);
      return [...actions, ...this.lose(next, { type: 'refused' }, LOCAL_HOP_MS)];
    }
    if (cross('nat', 'POSTROUTING').type === 'MASQUERADE' && !this.isLocal(node, next.packet)) {
      const sourceIP = this.node(node)?.address ?? '';
      const { packet } = next;
      next = { ...next, packet: { ...packet, sourceIP } };
      next = this.note(next, 'snat', where, `SNAT ${packet.sourceIP} -> ${sourceIP}`);
    }
    return [...actions, ...this.route(next)];
  }

  /** Where the destination is: on this node, in its bridge's network, at another node, nowhere. */
  private route(connection: Connection): Action[] {
    const { node, packet } = connection;
    const { destinationIP } = packet;
    const here = `node:${node}`;
    if (this.isLocal(node, packet)) {
      return this.go({ ...connection, stage: 'delivering' }, LOCAL_HOP_MS);
    }
    const home = this.options.nodes.find(
      ({ address: own, podSubnet }) => own === destinationIP || covers(podSubnet, destinationIP),
    );
    if (!home) {
      const text = `no route to ${destinationIP}: the packet leaves the cluster and is lost`;
      const lost = this.note(connection, 'lost', here, text);
      return this.lose(lost, { type: 'timed out' }, CONNECT_TIMEOUT_MS);
    }
    if (home.name === node) {
      const next = this.note(connection, 'bridge', here, `docker0 to ${destinationIP}`);
      return this.go({ ...next, stage: 'delivering' }, LOCAL_HOP_MS);
    }
    const next = this.note(connection, 'route', here, `to node ${home.name} for ${destinationIP}`);
    return this.go(
      {
        ...next,
        node: home.name,
        stage: home.address === destinationIP ? 'arriving' : 'delivering',
      },
      REMOTE_HOP_MS,
    );
  }

  /** At the network of a pod or of the node: somebody listens, or not. */
  private deliver(connection: Connection): Action[] {
    const { node, packet, from } = connection;
    const { destinationIP, destinationPort } = packet;
    const isLoopback = destinationIP.startsWith('127.');
    const isNode = isLoopback ? from.pod === undefined : this.isLocal(node, packet);
    const pod = isNode
      ? undefined
      : isLoopback
        ? from.pod
        : this.view.read<{ pod: string }>('podAddresses', `${node} ${destinationIP}`)?.pod;
    if (!isNode && pod === undefined) {
      const text = `nobody has the address ${destinationIP}`;
      const lost = this.note(connection, 'lost', `node:${node}`, text);
      return this.lose(lost, { type: 'no route' }, UNREACHABLE_MS);
    }
    const where = pod === undefined ? `node:${node}` : `pod:${pod}`;
    const socket = this.socketAt(node, pod, { address: destinationIP, port: destinationPort });
    if (!socket) {
      const text = `nothing listens on ${destinationIP}:${destinationPort}`;
      const refused = this.note(connection, 'lost', where, text);
      return this.lose(refused, { type: 'refused' }, LOCAL_HOP_MS);
    }
    const text = `${socket.program} listens on ${socket.address}:${socket.port}`;
    const next = this.note(connection, 'deliver', `pod:${socket.pod}`, text);
    return this.go({ ...next, stage: 'answering' }, ANSWER_MS);
  }

  private answer(connection: Connection): Action[] {
    const last = connection.hops.at(-1);
    const pod = last?.where.slice('pod:'.length) ?? '';
    const { packet, node, request } = connection;
    const socket =
      this.socketAt(node, pod, { address: packet.destinationIP, port: packet.destinationPort }) ??
      this.socketAt(node, undefined, {
        address: packet.destinationIP,
        port: packet.destinationPort,
      });
    if (!socket) {
      const reset = this.note(
        connection,
        'lost',
        `pod:${pod}`,
        'the container ended: connection reset',
      );
      return this.lose(reset, { type: 'reset' }, LOCAL_HOP_MS);
    }
    const response = request
      ? this.options.respond(request, { socket, now: this.view.now })
      : undefined;
    const said = response ? `${response.status} ${response.reason}` : 'accepted';
    const next = this.note(connection, 'answer', `pod:${socket.pod}`, said);
    const isRemote = connection.from.node !== node;
    const outcome: Outcome = {
      type: 'answered',
      ...(response ? { response } : {}),
      servedBy: socket.pod,
    };
    return this.go(
      { ...next, outcome, stage: 'returning' },
      isRemote ? REMOTE_HOP_MS + LOCAL_HOP_MS : LOCAL_HOP_MS,
    );
  }

  /** An outcome that is no answer, so many ms from now. */
  lose(connection: Connection, outcome: Outcome, afterMs: number): Action[] {
    if (afterMs === 0) return this.close({ ...connection, outcome });
    return this.go({ ...connection, outcome, stage: 'returning' }, afterMs);
  }

  private close(connection: Connection): Action[] {
    const { id, replyTo, outcome } = connection;
    const closed: Connection = { ...connection, stage: 'closed', closedAt: this.view.now };
    const key = connectionKey(id);
    const tooOld = connectionKey(id - RETAINED_CONNECTIONS);
    const forgets = this.view.read<Connection>(CONNECTIONS, tooOld)?.stage === 'closed';
    return [
      { type: 'write', table: CONNECTIONS, key, value: closed },
      ...(forgets
        ? [{ type: 'write', table: CONNECTIONS, key: tooOld, value: undefined } satisfies Action]
        : []),
      ...(replyTo
        ? [
            {
              type: 'wake',
              component: replyTo.component,
              key: replyTo.key,
              afterMs: 0,
              payload: outcome,
            } satisfies Action,
          ]
        : []),
    ];
  }

  private go(connection: Connection, afterMs: number): Action[] {
    const key = connectionKey(connection.id);
    return [
      {
        type: 'write',
        table: CONNECTIONS,
        key,
        value: { ...connection, nextAt: this.view.now + afterMs },
      },
      { type: 'wake', key, afterMs },
    ];
  }

  private socketAt(
    node: string,
    pod: string | undefined,
    to: { readonly address: string; readonly port: number },
  ): ListeningSocket | undefined {
    const isLoopback = to.address.startsWith('127.');
    return this.view
      .scan<ListeningSocket>('sockets', pod === undefined ? `${node} ` : `${node} ${pod} `)
      .map(([, socket]) => socket)
      .find(
        ({ port, address: bound, isHostNetwork }) =>
          port === to.port &&
          isHostNetwork === (pod === undefined) &&
          (bound === '0.0.0.0' || bound === to.address || (isLoopback && bound.startsWith('127.'))),
      );
  }

  private crossing(node: string, table: Crossing['table'], chain: string): Crossing {
    return { node, table, chain, localAddresses: [this.node(node)?.address ?? ''] };
  }

  private node(name: string): NetworkNode | undefined {
    return this.options.nodes.find((each) => each.name === name);
  }

  private isLocal(node: string, { destinationIP }: Packet): boolean {
    return destinationIP.startsWith('127.') || this.node(node)?.address === destinationIP;
  }

  private addressOf(place: Place): string {
    if (place.node === 'client') return this.options.clientAddress;
    if (place.pod === undefined) return this.node(place.node)?.address ?? '';
    const slash = place.pod.indexOf('/');
    const key = { namespace: place.pod.slice(0, slash), name: place.pod.slice(slash + 1) };
    return this.view.get('Pod', key)?.status.podIP ?? '';
  }

  private note(connection: Connection, kind: Hop['kind'], where: string, text: string): Connection {
    return { ...connection, hops: [...connection.hops, this.hop(kind, where, text)] };
  }

  private hop(kind: Hop['kind'], where: string, text: string): Hop {
    return { at: this.view.now, kind, where, text };
  }
}

function connectionKey(id: number): string {
  return String(id).padStart(10, '0');
}

function placeName({ node, pod }: Place): string {
  if (pod !== undefined) return `pod:${pod}`;
  return node === 'client' ? 'client' : `node:${node}`;
}

function address({ destinationIP, destinationPort }: Packet): string {
  return `${destinationIP}:${destinationPort}`;
}
