// A slave's side: it connects to its master, takes over all keys, and then asks on for what is written there. Every second it
// tries again while it has no master. As in Redis 2.8 and 3.2.

import type { Dial, Outcome } from '../../network/connection.ts';
import { addressOf, FAILURES } from '../dialing.ts';
import { obey, type Keys } from './commands.ts';
import type { Link, RedisMemory } from './memory.ts';
import { encodeCommand, readCommands } from './wire.ts';

/** redis.conf's repl-timeout. */
const TIMEOUT_MS = 60_000;
const RETRY_MS = 1_000;

/** What a slave does next: its memory then, what it logs, what it opens, when it looks again. */
export interface ReplicaStep {
  readonly memory: RedisMemory & { readonly link: Link };
  readonly log: readonly string[];
  readonly dial?: Dial;
}

type Replica = ReplicaStep['memory'];

/** Goes on with what came of its connection, or because it is time. */
export function replicate(memory: Replica, now: number, outcome?: Outcome): ReplicaStep {
  const { status, at } = memory.link;
  if (outcome)
    return status === 'up' ? hearOn(memory, now, outcome) : hearFirst(memory, now, outcome);
  return status === 'waiting' && at <= now ? connect(memory, now) : { memory, log: [] };
}

function connect(memory: Replica, now: number): ReplicaStep {
  const { host, port, isEndless, masterRunID } = memory.link;
  const log = [`* Connecting to MASTER ${host}:${port}`];
  const address = addressOf(host);
  if (address === undefined) {
    // Nobody here looks names up.
    return tryLater(memory, now, [
      ...log,
      '# Unable to connect to MASTER: No such file or directory',
    ]);
  }
  const isKnown = masterRunID !== '';
  const psync = isKnown ? ['PSYNC', masterRunID, String(memory.offset + 1)] : ['PSYNC', '?', '-1'];
  const words = [['PING'], ['REPLCONF', 'listening-port', '6379'], psync];
  return {
    memory: { ...memory, link: { ...memory.link, status: 'connecting', at: now } },
    log: [...log, '* MASTER <-> SLAVE sync started'],
    dial: {
      protocol: 'TCP',
      address,
      port,
      payload: words.map(encodeCommand).join(''),
      keepAlive: true,
      isEndless,
      timeoutMs: TIMEOUT_MS,
    },
  };
}

/** The master's first word: all its keys, or what was missed. */
function hearFirst(memory: Replica, now: number, outcome: Outcome): ReplicaStep {
  if (outcome.type !== 'answered') return tryLater(memory, now, [failureOf(outcome)]);
  const fired = '* Non blocking connect for SYNC fired the event.';
  const text = outcome.payload ?? '';
  if (!text.startsWith('+PONG\r\n')) {
    const first = text.split('\r\n', 1)[0] ?? '';
    return tryLater(memory, now, [fired, `# Error reply to PING from master: '${first}'`]);
  }
  const log = [fired, '* Master replied to PING, replication can continue...'];
  const rest = text.replace('+PONG\r\n+OK\r\n', '');
  const line = rest.split('\r\n', 1)[0] ?? '';
  const body = rest.slice(line.length + 2);
  const { masterRunID } = memory.link;
  const asked =
    masterRunID === ''
      ? '* Partial resynchronization not possible (no cached master)'
      : `* Trying a partial resynchronization (request ${masterRunID}:${memory.offset + 1}).`;
  if (line === '+CONTINUE') {
    const done = '* Successful partial resynchronization with master.';
    return goOn(take(memory, now, body), outcome, [...log, asked, done]);
  }
  const [, runID, offset] = /^\+FULLRESYNC (\S+) (\d+)$/.exec(line) ?? [];
  if (runID === undefined) {
    const refused = `# Master does not support PSYNC or is in error state (reply: ${line})`;
    return tryLater(memory, now, [...log, asked, refused]);
  }
  const dump = body.slice(body.indexOf('\r\n') + 2);
  const fresh = take({ ...memory, keys: {}, stream: '' }, now, dump);
  const link: Link = { ...fresh.link, masterRunID: runID };
  return goOn({ ...fresh, link, offset: Number(offset) }, outcome, [
    ...log,
    asked,
    `* Full resync from master: ${runID}:${offset}`,
    ...(masterRunID === '' ? [] : ['* Discarding previously cached master state.']),
    `* MASTER <-> SLAVE sync: receiving ${dump.length + 18} bytes from master`,
    '* MASTER <-> SLAVE sync: Flushing old data',
    '* MASTER <-> SLAVE sync: Loading DB in memory',
    '* MASTER <-> SLAVE sync: Finished with success',
  ]);
}

/** What was written at the master since. */
function hearOn(memory: Replica, now: number, outcome: Outcome): ReplicaStep {
  const isStream = outcome.type === 'answered' && outcome.payload?.startsWith('*');
  if (isStream) return goOn(take(memory, now, outcome.payload ?? ''), outcome, []);
  return tryLater(memory, now, [
    ...(outcome.type === 'timed out' ? ['# MASTER timeout: no data nor PING received...'] : []),
    '# Connection with master lost.',
    '* Caching the disconnected master state.',
  ]);
}

/** Carries out what the master has sent. */
function take(memory: Replica, now: number, text: string): Replica {
  const keys = readCommands(text).reduce<Keys>(
    (before, words) => (typeof words === 'string' ? before : (obey(before, words).keys ?? before)),
    memory.keys,
  );
  const link: Link = { ...memory.link, status: 'up', heardAt: now, isEndless: true };
  return { ...memory, keys, link, offset: memory.offset + text.length };
}

function goOn(
  memory: Replica,
  outcome: Extract<Outcome, { type: 'answered' }>,
  log: readonly string[],
): ReplicaStep {
  const { host, port } = memory.link;
  return {
    memory,
    log,
    dial: {
      protocol: 'TCP',
      address: host,
      port,
      payload: encodeCommand(['REPLCONF', 'ACK', String(memory.offset)]),
      keepAlive: true,
      isEndless: true,
      isTraced: false,
      timeoutMs: TIMEOUT_MS,
      ...(outcome.connection === undefined ? {} : { connection: outcome.connection }),
    },
  };
}

function tryLater(memory: Replica, now: number, log: readonly string[]): ReplicaStep {
  const { link } = memory;
  const downSince = link.status === 'up' ? now : link.downSince;
  const next: Link = { ...link, status: 'waiting', at: now + RETRY_MS, downSince, isEndless: true };
  return { memory: { ...memory, link: next }, log };
}

function failureOf({ type }: Exclude<Outcome, { type: 'answered' }>): string {
  switch (type) {
    case 'timed out':
      return '# Timeout connecting to the MASTER...';
    case 'refused':
    case 'no route':
      return `# Error condition on socket for SYNC: ${FAILURES[type]}`;
    case 'reset':
      return `# I/O error reading PING reply from master: ${FAILURES.reset}`;
  }
}
