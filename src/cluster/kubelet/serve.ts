// The program behind a socket answers a request. Whoever sends it, the data plane or a probe, comes here.

import { parseKey } from '../api/meta.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import type { HttpRequest, HttpResponse, ListeningSocket } from '../network/connection.ts';
import type { ContainerRecord } from '../network/container.ts';
import type { Programs } from '../network/delivery.ts';
import type { ImageCatalogue, Server } from '../network/program.ts';
import { readFile } from './files.ts';
import { appendLog } from './logs.ts';
import { CONTAINERS, containerKey, MEMORY, write } from './tables.ts';

/** The programs of all containers, as the data plane reaches them. */
export function programsIn(images: ImageCatalogue): Programs {
  return {
    serve(view, { socket, request, payload, clientIP }) {
      const server = serverAt(view, socket, clientIP);
      const text =
        payload === undefined
          ? undefined
          : images.programNamed(socket.program).answer?.(payload, server);
      return {
        ...(request ? serve(view, images, { request, server }) : {}),
        ...(text === undefined ? {} : { payload: text }),
      };
    },
    answerMs: (view, socket) =>
      images.programNamed(socket.program).answerMs?.(serverAt(view, socket, '')),
  };
}

/** What the program says to a request, and what that leaves in its log and its memory. */
export function serve(
  view: ClusterView,
  images: ImageCatalogue,
  { request, server }: { readonly request: HttpRequest; readonly server: Server },
): { readonly response: HttpResponse; readonly actions: readonly Action[] } {
  const { node, pod, container, program } = server.socket;
  const key = containerKey(node, pod, container);
  const { log = [], memory, ...response } = images.programNamed(program).respond(request, server);
  const record = view.read<ContainerRecord>(CONTAINERS, key);
  const lines = log.map((text) => ({ at: view.now, stream: 'stdout' as const, text }));
  return {
    response,
    actions: [
      ...(record ? appendLog(view, node, record, lines) : []),
      ...(memory ? [write(MEMORY, key, memory)] : []),
    ],
  };
}

/** The server behind a socket, with what its program remembers. */
export function serverAt(view: ClusterView, socket: ListeningSocket, clientIP: string): Server {
  const { node, pod: key, container: name } = socket;
  const memory = view.read<object>(MEMORY, containerKey(node, key, name));
  return {
    socket,
    now: view.now,
    clientIP,
    ...(memory ? { memory } : {}),
    readFile(path) {
      const pod = view.get('Pod', parseKey(key));
      const container = pod?.spec.containers.find((each) => each.name === name);
      const record = view.read<ContainerRecord>(CONTAINERS, containerKey(node, key, name));
      return pod && container && record
        ? readFile(view, node, { pod, container, record }, path)
        : undefined;
    },
  };
}
