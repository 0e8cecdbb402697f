// What a kubelet finds when it asks a container something: over HTTP, over TCP, or by a command in it. The answer is that
// of the program at this moment. A slow answer is known at once here, whether it comes in time or not.

import type { Probe } from '../api/core/v1/objects.ts';
import type { Action } from '../apiserver/client.ts';
import type { HttpRequest, HttpResponse, ListeningSocket } from '../network/connection.ts';
import type { Said } from '../network/program.ts';
import type { KubeletContext, Subject } from './context.ts';
import { carryOut, runOf } from './run.ts';
import { serve, serverAt } from './serve.ts';
import { containerKey, MEMORY, SOCKETS, write } from './tables.ts';

interface Target {
  readonly host: string;
  readonly port: number;
}

export interface HttpFinding {
  /** The response, or what Go's HTTP client says instead. */
  readonly response?: HttpResponse;
  readonly error: string;
  readonly actions: readonly Action[];
}

/** GET, as Go's HTTP client does it. */
export function getOverHttp(
  context: KubeletContext,
  subject: Subject,
  {
    httpGet,
    timeoutSeconds = 30,
  }: {
    readonly httpGet: NonNullable<Probe['httpGet']>;
    readonly timeoutSeconds?: number;
  },
): HttpFinding {
  const { view, images } = context;
  const target = targetOf(subject, httpGet);
  const path = httpGet.path?.startsWith('/') ? httpGet.path : `/${httpGet.path ?? ''}`;
  const scheme = (httpGet.scheme ?? 'HTTP').toLowerCase();
  const url = `${scheme}://${target.host}:${target.port}${path}`;
  const socket = socketAt(context, subject, target);
  if (!socket) return { error: `Get ${url}: ${refused(target)}`, actions: [] };
  const bridge = context.machine.podSubnet.replace(/\d+\/\d+$/, '1');
  const server = serverAt(view, socket, bridge);
  const answerMs = images.programNamed(socket.program).answerMs?.(server) ?? 0;
  if (answerMs > timeoutSeconds * 1000) {
    const error = `Get ${url}: net/http: request canceled (Client.Timeout exceeded while awaiting headers)`;
    return { error, actions: [] };
  }
  if (scheme === 'https') {
    const error = `Get ${url}: tls: oversized record received with length 20527`;
    return { error, actions: [] };
  }
  const request: HttpRequest = {
    method: 'GET',
    path,
    headers: [
      ['Host', `${target.host}:${target.port}`],
      ['User-Agent', 'Go-http-client/1.1'],
    ],
  };
  return { ...serve(view, images, { request, server }), error: '' };
}

/** Opens a connection and closes it; what is wrong, or undefined. */
export function connectOverTcp(
  context: KubeletContext,
  subject: Subject,
  tcpSocket: NonNullable<Probe['tcpSocket']>,
): string | undefined {
  const target = targetOf(subject, tcpSocket);
  return socketAt(context, subject, target) ? undefined : refused(target);
}

/** Runs a command in a running container. */
export function execute(
  context: KubeletContext,
  subject: Subject,
  command: readonly string[],
): { readonly said: Said; readonly actions: readonly Action[] } {
  const { record } = subject;
  const said = context.images.execute(record.image, command, runOf(context, subject));
  const key = containerKey(context.machine.name, record.pod, record.name);
  return {
    said,
    actions: [
      ...carryOut(context, subject, said.acts ?? []),
      ...(said.memory ? [write(MEMORY, key, said.memory)] : []),
    ],
  };
}

/** As Go's net package says it. */
function refused({ host, port }: Target): string {
  return `dial tcp ${host}:${port}: connection refused`;
}

function targetOf(
  { record, container }: Subject,
  { host, port }: { readonly host?: string; readonly port: number | string },
): Target {
  const named = container.ports?.find(({ name }) => name === port)?.containerPort;
  return { host: host || record.podIP, port: named ?? Number(port) };
}

/** The kubelet is on the node: it reaches the pod by its address, and by loopback only what uses the node's network. */
function socketAt(
  { view, machine }: KubeletContext,
  { record }: Subject,
  { host, port }: Target,
): ListeningSocket | undefined {
  const isLoopback = host === 'localhost' || host.startsWith('127.');
  const isNode = isLoopback || host === machine.address;
  if (!isNode && host !== record.podIP) return undefined;
  const prefix = isNode ? `${machine.name} ` : `${machine.name} ${record.pod} `;
  return view
    .scan<ListeningSocket>(SOCKETS, prefix)
    .map(([, socket]) => socket)
    .find(
      (socket) =>
        socket.port === port &&
        socket.protocol === 'TCP' &&
        socket.isHostNetwork === isNode &&
        (socket.address === '0.0.0.0' ||
          socket.address === host ||
          (isLoopback && socket.address.startsWith('127.'))),
    );
}
