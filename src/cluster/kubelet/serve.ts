// The program behind a socket answers a request. Whoever sends it, the data plane or a probe, comes here.

import { parseKey } from '../api/meta.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import type { HttpRequest, ListeningSocket, Outcome } from '../network/connection.ts';
import type { ContainerRecord } from '../network/container.ts';
import type { Programs, Served } from '../network/delivery.ts';
import { isOpen } from '../network/journey.ts';
import type { ImageCatalogue, Server } from '../network/program.ts';
import { askAgain } from '../network/waiting.ts';
import type { Subject } from './context.ts';
import { variablesOf } from './environment.ts';
import { readFile } from './files.ts';
import { appendLog } from './logs.ts';
import { CONTAINERS, containerKey, MEMORY, write } from './tables.ts';

/** The programs of all containers, as the data plane reaches them. */
export function programsIn(images: ImageCatalogue): Programs {
  return {
    serve(view, { socket, connection, request, payload, clientIP, outcomes }) {
      const server = serverAt(view, socket, { clientIP, connection, outcomes });
      return request
        ? serve(view, images, { request, server })
        : payload === undefined
          ? {}
          : serveWords(view, images, { payload, server });
    },
    answerMs: (view, socket) =>
      images.programNamed(socket.program).answerMs?.(serverAt(view, socket, { clientIP: '' })),
  };
}

/** What the program says to a request, and what that leaves in its log and its memory. */
export function serve(
  view: ClusterView,
  images: ImageCatalogue,
  { request, server }: { readonly request: HttpRequest; readonly server: Server },
): Served {
  const answer = images.programNamed(server.socket.program).respond(request, server);
  if ('dial' in answer) return { dial: answer.dial };
  const { log, memory, ...response } = answer;
  return { response, actions: leave(view, server.socket, { log, memory }) };
}

/** What it says to words that are no HTTP. */
export function serveWords(
  view: ClusterView,
  images: ImageCatalogue,
  { payload, server }: { readonly payload: string; readonly server: Server },
): Served {
  const { socket } = server;
  const program = images.programNamed(socket.program);
  const said = program.answer?.(payload, server);
  if (!said) return socket.protocol === 'TCP' ? { payload: NOT_UNDERSTOOD } : {};
  const { log, memory, ...rest } = { log: undefined, ...said };
  return { ...rest, actions: leave(view, socket, { log, memory }) };
}

/** What a web server says to words that are no HTTP. */
const NOT_UNDERSTOOD = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

/** Its log and its memory; others may be waiting for what is in its memory now. */
function leave(
  view: ClusterView,
  { node, pod, container }: ListeningSocket,
  {
    log = [],
    memory,
  }: { readonly log: readonly string[] | undefined; readonly memory: object | undefined },
): Action[] {
  const key = containerKey(node, pod, container);
  const record = view.read<ContainerRecord>(CONTAINERS, key);
  const lines = log.map((text) => ({ at: view.now, stream: 'stdout' as const, text }));
  return [
    ...(record ? appendLog(view, node, record, lines) : []),
    ...(memory && memory !== view.read(MEMORY, key)
      ? [write(MEMORY, key, memory), ...askAgain(view, key)]
      : []),
  ];
}

/** The server behind a socket, with what its program remembers. */
export function serverAt(
  view: ClusterView,
  socket: ListeningSocket,
  asked: Pick<Server, 'clientIP' | 'connection'> & { readonly outcomes?: readonly Outcome[] },
): Server {
  const { node, pod: key, container: name } = socket;
  const memory = view.read<object>(MEMORY, containerKey(node, key, name));
  const subject = (): Subject | undefined => {
    const pod = view.get('Pod', parseKey(key));
    const container = pod?.spec.containers.find((each) => each.name === name);
    const record = view.read<ContainerRecord>(CONTAINERS, containerKey(node, key, name));
    return pod && container && record ? { pod, container, record } : undefined;
  };
  return {
    outcomes: [],
    ...asked,
    socket,
    now: view.now,
    ...(memory ? { memory } : {}),
    readFile(path) {
      const found = subject();
      return found && readFile(view, node, found, path);
    },
    variables() {
      const found = subject();
      return found ? variablesOf(view, { name: node }, found) : [];
    },
    isOpen: (connection) => isOpen(view, connection),
  };
}
