// Redis: the image redis (3.2.1), and the book's kubeguide/redis-master and kubeguide/guestbook-redis-slave (2.8.19). Each
// keeps its keys in its own memory until it ends; a slave does not follow its master here. Redis does not speak HTTP: what
// curl sends is taken for commands, one a line, and answered so.

import type { HttpRequest } from '../network/connection.ts';
import type { Act, Answer, Play, Program, Run, Said } from '../network/program.ts';
import { clockAt } from './clock.ts';
import { listen, playTimeline, print } from './timeline.ts';

const PORT = 6379;

interface RedisMemory {
  readonly version: string;
  readonly role: 'master' | 'slave';
  readonly startedAt: number;
  readonly keys: Readonly<Record<string, string>>;
}

export const redis = redisOf({ version: '3.2.1', role: 'master', startMs: 150 });
export const redisMaster = redisOf({ version: '2.8.19', role: 'master', startMs: 200 });
export const redisSlave = redisOf({ version: '2.8.19', role: 'slave', startMs: 300 });

function redisOf({
  version,
  role,
  startMs,
}: {
  readonly version: string;
  readonly role: RedisMemory['role'];
  readonly startMs: number;
}): Program {
  return {
    name: `redis-${role}-${version}`,
    stopMs: 150,
    stopCode: 0,
    play(run): Play {
      const played = playTimeline(run, [
        { afterMs: startMs, acts: (at) => [listen({ port: PORT }), ...banner(at, version)] },
      ]);
      const { startedAt } = run;
      const memory: RedisMemory = { version, role, startedAt, keys: {} };
      return { ...played, memory: run.memory ?? memory };
    },
    respond: (request, { memory }) => speak(request, memory as RedisMemory),
    commands: { 'redis-cli': runClient, 'redis-server': () => said(`Redis server v=${version}\n`) },
  };
}

function banner(at: number, version: string): Act[] {
  const { day, month, exactTime } = clockAt(at);
  const mark = `${day} ${month} ${exactTime}`;
  const prefix = version.startsWith('2.') ? `[1] ${mark}` : `1:M ${mark}`;
  return [
    ...logo(version).map((line) => print(at, line)),
    print(at, `${prefix} # Server started, Redis version ${version}`),
    print(at, `${prefix} * The server is now ready to accept connections on port ${PORT}`),
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

/** Every line of the request is a command; the answers are those of the wire. */
function speak({ method, path, headers, body }: HttpRequest, memory: RedisMemory): Answer {
  const isCommand = method === 'REDIS';
  const lines = isCommand
    ? [path]
    : [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  let current = memory;
  const text = lines
    .map((line) => {
      const reply = obey(current, wordsOf(line));
      current = reply.memory ?? current;
      return isCommand ? reply.text : `${reply.text}\r\n`;
    })
    .join('');
  return {
    status: 200,
    reason: body ?? '',
    headers: [],
    body: text,
    ...(current === memory ? {} : { memory: current }),
  };
}

interface Reply {
  /** As redis-cli shows it without a terminal, errors as on the wire. */
  readonly text: string;
  readonly memory?: RedisMemory;
}

function obey(memory: RedisMemory, [name = '', ...args]: readonly string[]): Reply {
  const [key = '', value = ''] = args;
  const held = memory.keys[key];
  const put = (text: string): RedisMemory => ({ ...memory, keys: { ...memory.keys, [key]: text } });
  const wrong: Reply = {
    text: `-ERR wrong number of arguments for '${name.toLowerCase()}' command`,
  };
  switch (name.toLowerCase()) {
    case 'ping':
      return { text: 'PONG' };
    case 'get':
      return args.length === 1 ? { text: held ?? '' } : wrong;
    case 'set':
      if (args.length < 2) return wrong;
      if (memory.role === 'slave') {
        return { text: "-READONLY You can't write against a read only slave." };
      }
      return { text: 'OK', memory: put(value) };
    case 'incr': {
      if (args.length !== 1) return wrong;
      const next = String(Number(held ?? 0) + 1);
      return { text: next, memory: put(next) };
    }
    case 'del': {
      const { [key]: _, ...keys } = memory.keys;
      return { text: held === undefined ? '0' : '1', memory: { ...memory, keys } };
    }
    case 'exists':
      return { text: held === undefined ? '0' : '1' };
    case 'keys':
      return { text: Object.keys(memory.keys).sort().join('\n') };
    case 'info':
      return {
        text: `# Server\nredis_version:${memory.version}\n# Replication\nrole:${memory.role}`,
      };
    default:
      return { text: `-ERR unknown command '${name}'` };
  }
}

/** redis-cli on the container's own server. */
function runClient(words: readonly string[], run: Run): Said {
  const args = words.slice(1);
  while (/^-[hpn]$/.test(args[0] ?? '')) args.splice(0, 2);
  const memory = run.memory as RedisMemory | undefined;
  if (!memory) {
    const stderr = `Could not connect to Redis at 127.0.0.1:${PORT}: Connection refused\n`;
    return { stdout: '', stderr, exit: 1 };
  }
  const reply = obey(memory, args);
  return {
    ...said(`${reply.text.replace(/^-/, '')}\n`),
    ...(reply.memory ? { memory: reply.memory } : {}),
  };
}

function wordsOf(line: string): string[] {
  return line.split(' ').filter((word) => word !== '');
}

function said(stdout: string): Said {
  return { stdout, stderr: '', exit: 0 };
}
