// Redis: the image redis (3.2.1), and the book's kubeguide/redis-master and kubeguide/guestbook-redis-slave (2.8.19). Each
// keeps its keys in its own memory until it ends; a slave follows its master over the network, which is a stream of bytes in
// life and a question and an answer at a time here.

import type { HttpRequest } from '../../network/connection.ts';
import type { Act, Answer, Play, Program, Run, Server } from '../../network/program.ts';
import { failToListen, listen, playTimeline, print } from '../timeline.ts';
import { runIDOf, type Link, type RedisMemory } from './memory.ts';
import { redisCli } from './redisCli.ts';
import { replicate, type ReplicaStep } from './replica.ts';
import { answerClient, logLine } from './server.ts';

const PORT = 6379;

interface RedisImage {
  /** As sockets and traces name it. */
  readonly name: string;
  readonly version: string;
  readonly startMs: number;
  /** The words behind `--slaveof`, of an image that is a slave by itself. */
  readonly masterOf?: (variables: ReadonlyMap<string, string>) => readonly string[];
}

export const redis = redisOf({ name: 'redis-master-3.2.1', version: '3.2.1', startMs: 150 });

export const redisMaster = redisOf({
  name: 'redis-master-2.8.19',
  version: '2.8.19',
  startMs: 200,
});

/** Its run.sh, as the book prints it. */
export const redisSlave = redisOf({
  name: 'redis-slave-2.8.19',
  version: '2.8.19',
  startMs: 300,
  masterOf(variables) {
    if (variables.get('GET_HOSTS_FROM') !== 'env') return ['redis-master', String(PORT)];
    const host = variables.get('REDIS_MASTER_SERVICE_HOST') ?? '';
    return [host, String(PORT)].filter((word) => word !== '');
  },
});

function redisOf(image: RedisImage): Program {
  return {
    name: image.name,
    stopMs: 150,
    stopCode: 0,
    portTaken: ({ port }, at) => {
      const text = `# Creating Server TCP listening socket *:${port}: bind: Address already in use`;
      return failToListen(at, [logLine(at, image.version, text)]);
    },
    play: (run) => play(image, run),
    respond: (request, server) => respond(request, server),
    answer: (payload, server) => answerClient(payload, server),
    commands: {
      'redis-cli': redisCli,
      'redis-server': () => ({
        stdout: `Redis server v=${image.version} sha=00000000:0 malloc=jemalloc-3.6.0 bits=64 build=0\n`,
        stderr: '',
        exit: 0,
      }),
    },
  };
}

function play(image: RedisImage, run: Run): Play {
  const { version, startMs } = image;
  const master = masterOf(image, run);
  if (master?.length === 1) return refuseToStart(run, master);
  const played = playTimeline(run, [
    { afterMs: startMs, acts: (at) => [listen({ port: PORT }), ...banner(at, version)] },
  ]);
  const known = run.memory as RedisMemory | undefined;
  const memory = known ?? newMemory(image, run, master);
  const isUp = run.now >= run.startedAt + startMs;
  if (!memory.link || !isUp) return { ...played, memory };
  const step = replicate({ ...memory, link: memory.link }, run.now, run.outcomes[0]);
  return {
    ...played,
    ...whenNext(step),
    acts: [
      ...played.acts,
      ...step.log.map((text) => print(run.now, logLine(run.now, version, text))),
    ],
    memory: step.log.length > 0 || step.dial ? step.memory : memory,
  };
}

/** The words behind `--slaveof`: of its command line, or as its image says. */
function masterOf(image: RedisImage, { container, variables }: Run): readonly string[] | undefined {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const at = words.indexOf('--slaveof');
  if (at >= 0) return words.slice(at + 1, at + 3);
  return image.masterOf?.(new Map(variables()));
}

function newMemory(
  { version }: RedisImage,
  { pod, startedAt }: Run,
  master: readonly string[] | undefined,
): RedisMemory {
  const [host, port] = master ?? [];
  const link: Link | undefined =
    host === undefined
      ? undefined
      : {
          host,
          port: Number(port),
          status: 'waiting',
          at: startedAt,
          downSince: startedAt,
          isEndless: false,
          masterRunID: '',
        };
  return {
    version,
    startedAt,
    runID: runIDOf(pod, startedAt),
    keys: {},
    offset: 0,
    stream: '',
    slaves: {},
    ...(link ? { link } : {}),
  };
}

function whenNext({ memory, dial }: ReplicaStep): Partial<Play> {
  const { status, at } = memory.link;
  return {
    ...(dial ? { dial } : {}),
    ...(status === 'waiting' ? { nextQuietAt: at } : {}),
  };
}

/** The Service was not there when the container was started, so its variable is not either. */
function refuseToStart({ now }: Run, [port = '']: readonly string[]): Play {
  const lines = [
    '',
    '*** FATAL CONFIG FILE ERROR ***',
    'Reading the configuration file, at line 2',
    `>>> 'slaveof "${port}"'`,
    'Bad directive or wrong number of arguments',
  ];
  return {
    acts: [
      ...lines.map((line) => print(now, line, 'stderr')),
      { type: 'exit', at: now, exitCode: 1 },
    ],
  };
}

function banner(at: number, version: string): Act[] {
  return [
    ...logo(version).map((line) => print(at, line)),
    print(at, logLine(at, version, `# Server started, Redis version ${version}`)),
    print(
      at,
      logLine(at, version, `* The server is now ready to accept connections on port ${PORT}`),
    ),
  ];
}

function logo(version: string): string[] {
  return [
    '                _._                                                  ',
    "           _.-``__ ''-._                                             ",
    `      _.-\`\`    \`.  \`_.  ''-._           Redis ${version} (00000000/0) 64 bit`,
    "  .-`` .-```.  ```\\/    _.,_ ''-._                                   ",
    " (    '      ,       .-`  | `,    )     Running in stand alone mode",
    ` |\`-._\`-...-\` __...-.\`\`-._|'\` _.-'|     Port: ${PORT}`,
    " |    `-._   `._    /     _.-'    |     PID: 1",
    "  `-._    `-._  `-./  _.-'    _.-'                                   ",
    " |`-._`-._    `-.__.-'    _.-'_.-'|                                  ",
    " |    `-._`-._        _.-'_.-'    |           http://redis.io        ",
    "  `-._    `-._`-.__.-'_.-'    _.-'                                   ",
    "      `-._    `-.__.-'    _.-'                                       ",
    "          `-._        _.-'                                           ",
    "              `-.__.-'                                               ",
    '',
  ];
}

/** HTTP is Greek to it: each line is a command that it does not know. */
function respond({ method, path, headers }: HttpRequest, server: Server): Answer {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const answer = answerClient(lines.join('\r\n'), server);
  const { payload = '', memory } = { payload: undefined, ...answer };
  return { status: 200, reason: '', headers: [], body: payload, ...(memory ? { memory } : {}) };
}
