// The data plane: carries a connection from where it is opened to a listening socket and back, hop by hop, through the
// rules that each node's kube-proxy last wrote. It decides nothing by itself: addresses, rules and sockets are records.

import type { Action, ClusterView } from '../apiserver/client.ts';
import { close, finish, giveUp } from './closing.ts';
import type { Connection, ConnectionRequest } from './connection.ts';
import { CONNTRACK, CONNTRACK_SWEEPS } from './conntrack.ts';
import { COUNTERS } from './counters.ts';
import { crossNode } from './crossing.ts';
import { answer, deliver, type Programs } from './delivery.ts';
import { loseToOutage } from './forwarding.ts';
import { CONNECTIONS, Journey } from './journey.ts';
import { openConnection } from './opening.ts';
import { LOST_REQUESTS } from './losses.ts';
import { RECENT } from './recent.ts';
import { Topology, type NetworkNode } from './topology.ts';
import { GONE, WAITING } from './waiting.ts';

export interface NetworkOptions {
  readonly nodes: readonly NetworkNode[];
  /** The machine outside: it has routes to the nodes only. */
  readonly clientAddress: string;
  readonly programs: Programs;
}

export interface Network {
  readonly tables: readonly string[];
  open(view: ClusterView, request: ConnectionRequest): Action[];
  reconcile(view: ClusterView, key: string): Action[];
}

export function createNetwork({ nodes, clientAddress, programs }: NetworkOptions): Network {
  const topology = new Topology(nodes, clientAddress);
  return {
    tables: [CONNECTIONS, WAITING, LOST_REQUESTS, RECENT, CONNTRACK, CONNTRACK_SWEEPS, COUNTERS],
    open: (view, request) => openConnection(view, topology, request),
    reconcile(view, key) {
      const [id = '', word, exchange] = key.split(' ');
      const connection = view.read<Connection>(CONNECTIONS, id);
      if (!connection || connection.stage === 'closed') return [];
      const journey = new Journey(view, topology, connection);
      if (word === GONE) close(journey);
      else if (connection.stage === 'open') return [];
      else if (word === 'timeout') {
        if (Number(exchange) !== connection.carried) return []; // Of a request that was answered.
        giveUp(journey, { type: 'timed out' });
      } else if (!isWaiting(connection) && view.now < (connection.nextAt ?? 0)) {
        return []; // It is on its way; somebody thought that it waits for an answer.
      } else if (!loseToOutage(journey)) advance(journey, programs);
      return journey.actions();
    },
  };
}

function isWaiting({ stage, isPending }: Connection): boolean {
  return stage === 'answering' && isPending === true;
}

/** Carries one connection one hop further. */
function advance(journey: Journey, programs: Programs): void {
  switch (journey.connection.stage) {
    case 'arriving':
      crossNode(journey);
      return;
    case 'delivering':
      deliver(journey, programs);
      return;
    case 'answering':
      answer(journey, programs);
      return;
    case 'returning':
      finish(journey);
      return;
    case 'open':
    case 'closed':
  }
}
