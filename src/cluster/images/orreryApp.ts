// The image orrery/app: a web application that behaves as its environment says, to try out what Kubernetes does about it.
//
//   PORT=8080            where it listens
//   ADDRESS=0.0.0.0      on which address: 127.0.0.1 is only heard inside the pod
//   START_DELAY=0.2s     from its start until it listens
//   CRASH_AFTER=30s      it ends by itself then, with
//   EXIT_CODE=1
//   READY_AFTER=10s      until then /ready answers 503
//   UNREADY_AFTER=60s    from then on /ready answers 503 again
//   SICK_AFTER=60s       from then on /healthz answers 500
//   ANSWER_DELAY=2s      how long it thinks about every request
//   ERROR_EVERY=3        every third request of another path is answered with
//   ERROR_STATUS=500
//   MESSAGE=hello        what it says; the name of its pod if missing
//   STOP_DELAY=0.3s      from SIGTERM to its end; "never": it does not hear SIGTERM
//
// Times are seconds, or have a unit: 500ms, 2s, 1m, 1h. POST /ready/on and /ready/off switch readiness by hand. While it is
// ready there is a file /tmp/ready, for exec probes.

import type { Container } from '../api/core/v1/objects.ts';
import type { HttpRequest } from '../network/connection.ts';
import type { Act, Answer, Play, Program, Run, Server } from '../network/program.ts';
import { page, podNameOf } from './httpServer.ts';
import { listen, playTimeline, print, type Moment } from './timeline.ts';

const READY_FILE = '/tmp/ready';

interface AppMemory {
  readonly startedAt: number;
  readonly answerMs: number;
  /** Missing: it is never sick. */
  readonly sickAfterMs: number | undefined;
  readonly errorEvery: number;
  readonly errorStatus: number;
  readonly message: string | undefined;
  readonly requests: number;
  readonly isReady: boolean;
}

export function orreryApp(container: Container): Program {
  const stop = container.env?.find(({ name }) => name === 'STOP_DELAY')?.value ?? '300ms';
  return {
    name: 'orrery-app',
    ...(stop === 'never' ? {} : { stopMs: parseDelay(stop) ?? 300, stopCode: 0 }),
    play,
    respond,
    answerMs: ({ memory }) => ANSWER_MS + ((memory as AppMemory | undefined)?.answerMs ?? 0),
  };
}

/** What any program takes to answer. */
const ANSWER_MS = 60;

function play(run: Run): Play {
  const settings = new Map(run.variables());
  const delay = (name: string): number | undefined => parseDelay(settings.get(name) ?? '');
  const played = playTimeline(run, momentsOf(settings, delay));
  const known = run.memory as AppMemory | undefined;
  const memory: AppMemory = known ?? {
    startedAt: run.startedAt,
    answerMs: delay('ANSWER_DELAY') ?? 0,
    sickAfterMs: delay('SICK_AFTER'),
    errorEvery: Number(settings.get('ERROR_EVERY') ?? 0) || 0,
    errorStatus: Number(settings.get('ERROR_STATUS') ?? 500) || 500,
    message: settings.get('MESSAGE'),
    requests: 0,
    isReady: false,
  };
  const switched = played.acts.findLast(isSwitch);
  const isReady = switched ? switched.text !== undefined : memory.isReady;
  return { ...played, memory: isReady === memory.isReady ? memory : { ...memory, isReady } };
}

type WriteAct = Extract<Act, { type: 'write' }>;

function isSwitch(act: Act): act is WriteAct {
  return act.type === 'write' && act.path === READY_FILE;
}

function momentsOf(
  settings: ReadonlyMap<string, string>,
  delay: (name: string) => number | undefined,
): Moment[] {
  const startMs = delay('START_DELAY') ?? 200;
  const port = Number(settings.get('PORT') ?? 8080);
  const address = settings.get('ADDRESS') ?? '0.0.0.0';
  const exitCode = Number(settings.get('EXIT_CODE') ?? 1);
  const crashMs = delay('CRASH_AFTER');
  const unreadyMs = delay('UNREADY_AFTER');
  const moments: Moment[] = [
    { afterMs: 0, acts: (at) => [print(at, 'starting')] },
    {
      afterMs: startMs,
      acts: (at) => [listen({ port, address }), print(at, `listening on ${address}:${port}`)],
    },
    { afterMs: Math.max(startMs, delay('READY_AFTER') ?? 0), acts: (at) => become(at, true) },
  ];
  if (unreadyMs !== undefined) {
    moments.push({ afterMs: unreadyMs, acts: (at) => become(at, false) });
  }
  if (crashMs !== undefined) {
    moments.push({
      afterMs: crashMs,
      acts: (at) => [
        print(at, `crashing with exit code ${exitCode}`, 'stderr'),
        { type: 'exit', at, exitCode },
      ],
    });
  }
  return moments.sort((one, other) => one.afterMs - other.afterMs);
}

function become(at: number, isReady: boolean): Act[] {
  return [
    { type: 'write', path: READY_FILE, text: isReady ? '' : undefined },
    print(at, isReady ? 'ready' : 'not ready any more'),
  ];
}

function respond(request: HttpRequest, server: Server): Answer {
  const before = server.memory as AppMemory;
  const path = request.path.split('?', 1)[0] ?? '/';
  const answer = answerTo(request.method, path, { server, memory: before });
  const log = [`${request.method} ${request.path} ${answer.status}`];
  return { ...answer, log, memory: answer.memory ?? before };
}

function answerTo(
  method: string,
  path: string,
  { server, memory }: { readonly server: Server; readonly memory: AppMemory },
): Answer {
  if (path === '/ready') {
    return memory.isReady ? page(server, { body: 'ready\n' }) : failed(server, 503, 'not ready\n');
  }
  if (path === '/healthz') {
    const { sickAfterMs, startedAt } = memory;
    const isSick = sickAfterMs !== undefined && server.now - startedAt >= sickAfterMs;
    return isSick ? failed(server, 500, 'sick\n') : page(server, { body: 'ok\n' });
  }
  const word = /^\/ready\/(on|off)$/.exec(path)?.[1];
  if (word && (method === 'POST' || method === 'PUT')) {
    return page(server, { body: `${word}\n`, memory: { ...memory, isReady: word === 'on' } });
  }
  const requests = memory.requests + 1;
  const next: AppMemory = { ...memory, requests };
  const isError = memory.errorEvery > 0 && requests % memory.errorEvery === 0;
  if (isError) return { ...failed(server, memory.errorStatus, 'error\n'), memory: next };
  return page(server, {
    body: `${memory.message ?? podNameOf(server.socket)}\n`,
    memory: next,
  });
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function failed(server: Server, status: number, body: string): Answer {
  return page(server, { status, reason: REASONS[status] ?? 'Error', body });
}

/** Virtual ms of 2, 2s, 500ms, 1m; undefined of anything else. */
function parseDelay(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  if (!match) return undefined;
  const factor = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[
    (match[2] ?? 's') as 'ms' | 's' | 'm' | 'h'
  ];
  return Math.round(Number(match[1]) * factor);
}
