// kube-apiserver as a program of the master: its listening sockets, and what it says on them.

import type { ApiServer } from '../cluster/apiserver/server.ts';
import type { ListeningSocket } from '../cluster/network/connection.ts';
import type { Programs } from '../cluster/network/delivery.ts';
import { SOCKETS } from '../cluster/network/sockets.ts';
import type { World } from '../engine/world.ts';
import { SECURE_PORT } from './settings.ts';

const PROGRAM = 'kube-apiserver';

/** As the book's master is started: --insecure-bind-address=0.0.0.0 --insecure-port=8080. */
const INSECURE_PORT = 8080;

/** Opens the ports of kube-apiserver on the master. */
export function openMasterSockets(world: World, node: string): void {
  for (const port of [INSECURE_PORT, SECURE_PORT]) {
    const socket: ListeningSocket = {
      node,
      pod: '',
      container: PROGRAM,
      address: '0.0.0.0',
      port,
      protocol: 'TCP',
      program: PROGRAM,
      isHostNetwork: true,
      since: world.now,
    };
    world.table<ListeningSocket>(SOCKETS).set(socketKey(node, port), socket);
  }
}

/** kube-apiserver ends: nobody listens there any more. */
export function closeMasterSockets(world: World, node: string): void {
  for (const port of [INSECURE_PORT, SECURE_PORT]) {
    world.table(SOCKETS).delete(socketKey(node, port));
  }
}

function socketKey(node: string, port: number): string {
  return `${node} ${PROGRAM} ${port}`;
}

/** The programs of the containers, and kube-apiserver beside them. */
export function withMasterServer(programs: Programs, apiServer: () => ApiServer): Programs {
  return {
    serve(view, asked) {
      const { socket, request, connection } = asked;
      if (socket.program !== PROGRAM) return programs.serve(view, asked);
      if (!request) return {};
      if (socket.port === SECURE_PORT) {
        // 1.3 answers with bytes of TLS; this sentence is of a later Go, and says what is wrong.
        const body = 'Client sent an HTTP request to an HTTPS server.\n';
        return { response: { status: 400, reason: 'Bad Request', headers: [], body } };
      }
      return apiServer().serve(request, { component: 'network', key: connection });
    },
    answerMs: (view, socket) =>
      socket.program === PROGRAM ? undefined : programs.answerMs(view, socket),
  };
}
