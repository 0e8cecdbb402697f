// What a kubelet finds when it asks a container something: over HTTP, over TCP, or by a command in it. The answer is that
// of the program at this moment. A slow answer is known at once here, whether it comes in time or not; and a program that needs
// a connection out of its pod to answer a probe is too slow.

import type { Probe } from '../api/core/v1/objects.ts';
import type { Action } from '../apiserver/client.ts';
import { isLoopback } from '../network/address.ts';
import type {
  Dial,
  HttpRequest,
  HttpResponse,
  ListeningSocket,
  Outcome,
} from '../network/connection.ts';
import type { Run, Said } from '../network/program.ts';
import type { KubeletContext, Subject } from './context.ts';
import { carryOut, runOf } from './run.ts';
import { serve, serverAt, serveWords } from './serve.ts';
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
  const server = serverAt(view, socket, { clientIP: bridge });
  const answerMs = images.programNamed(socket.program).answerMs?.(server) ?? 0;
  if (answerMs > timeoutSeconds * 1000) {
    return { error: `Get ${url}: ${TIMED_OUT}`, actions: [] };
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
  const { response, actions = [] } = serve(view, images, { request, server });
  return response
    ? { response, actions, error: '' }
    : { actions, error: `Get ${url}: ${TIMED_OUT}` };
}

const TIMED_OUT = 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)';

/** Opens a connection and closes it; what is wrong, or undefined. */
export function connectOverTcp(
  context: KubeletContext,
  subject: Subject,
  tcpSocket: NonNullable<Probe['tcpSocket']>,
): string | undefined {
  const target = targetOf(subject, tcpSocket);
  return socketAt(context, subject, target) ? undefined : refused(target);
}

interface Execution {
  readonly command: readonly string[];
  /** What came of the connections that it has asked for so far. */
  readonly outcomes: readonly Outcome[];
  readonly isTerminal?: boolean;
}

/** Runs a command in a running container, as far as it comes with what came of its connections so far. */
export function execute(
  context: KubeletContext,
  subject: Subject,
  { command, outcomes, isTerminal = false }: Execution,
): { readonly said: Said; readonly actions: readonly Action[] } {
  const run: Run = { ...runOf(context, subject, outcomes), isTerminal };
  const said = context.images.execute(subject.record.image, command, run);
  const key = containerKey(context.machine.name, subject.record.pod, subject.record.name);
  return {
    said,
    actions: [
      ...carryOut(context, subject, said.acts ?? []),
      ...(said.memory ? [write(MEMORY, key, said.memory)] : []),
    ],
  };
}

/** Runs a command to its end at once. What it sends to its own pod is answered at once too; nothing else is. */
export function executeAtOnce(
  context: KubeletContext,
  subject: Subject,
  command: readonly string[],
): { readonly said: Said; readonly actions: readonly Action[] } {
  const outcomes: Outcome[] = [];
  const before: Action[] = [];
  for (;;) {
    const { said, actions } = execute(context, subject, { command, outcomes });
    if (!said.dial) return { said, actions: [...before, ...actions] };
    const asked = dialOwnPod(context, subject, said.dial);
    outcomes.push(asked.outcome);
    before.push(...asked.actions);
  }
}

function dialOwnPod(
  context: KubeletContext,
  subject: Subject,
  { address, port, request, payload }: Dial,
): { readonly outcome: Outcome; readonly actions: readonly Action[] } {
  const { view, images } = context;
  const host = isLoopback(address) ? subject.record.podIP : address;
  if (host !== subject.record.podIP) return { outcome: { type: 'timed out' }, actions: [] };
  const socket = socketAt(context, subject, { host, port });
  if (!socket) return { outcome: { type: 'refused' }, actions: [] };
  const server = serverAt(view, socket, { clientIP: address });
  const served = request
    ? serve(view, images, { request, server })
    : payload === undefined
      ? {}
      : serveWords(view, images, { payload, server });
  if (served.dial || served.isPending) return { outcome: { type: 'timed out' }, actions: [] };
  const { response, payload: said, actions = [] } = served;
  const outcome: Outcome = {
    type: 'answered',
    servedBy: socket.pod,
    ...(response ? { response } : {}),
    ...(said === undefined ? {} : { payload: said }),
  };
  return { outcome, actions };
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
