// What a Redis server keeps while it runs, and what others may read of it.

import type { Keys } from './commands.ts';

export interface RedisMemory {
  readonly version: string;
  readonly startedAt: number;
  readonly runID: string;
  readonly keys: Keys;
  /** Bytes that it has sent to slaves, or had from its master. */
  readonly offset: number;
  /** The last of those bytes. */
  readonly stream: string;
  /** By the key of their connection. */
  readonly slaves: Readonly<Record<string, Slave>>;
  /** Missing: it is a master. */
  readonly link?: Link;
}

interface Slave {
  readonly ip: string;
  /** How far it says that it has come, and since when, virtual ms. */
  readonly offset: number;
  readonly since: number;
}

/** A slave's way to its master. */
export interface Link {
  readonly host: string;
  readonly port: number;
  readonly status: 'waiting' | 'connecting' | 'up';
  /** Virtual ms: when the status began; of waiting, when it tries again. */
  readonly at: number;
  /** Its last word from the master, virtual ms. */
  readonly heardAt?: number;
  /** When it lost the master, virtual ms. */
  readonly downSince: number;
  /** It has failed, or has been up, before: nobody waits for it any more. */
  readonly isEndless: boolean;
  readonly masterRunID: string;
}

/** As much as a slave may have missed. */
const BACKLOG_BYTES = 65_536;

/** More bytes for the slaves. */
export function feed(memory: RedisMemory, text: string): RedisMemory {
  const stream = (memory.stream + text).slice(-BACKLOG_BYTES);
  return { ...memory, offset: memory.offset + text.length, stream };
}

/** The bytes after an offset; undefined when they are not kept any more, or never were. */
export function streamAfter({ offset, stream }: RedisMemory, from: number): string | undefined {
  const missing = offset - from;
  return missing < 0 || missing > stream.length ? undefined : stream.slice(stream.length - missing);
}

/** 40 hex digits that tell one run of a server from another. */
export function runIDOf(pod: string, startedAt: number): string {
  let text = '';
  for (let word = 0; word < 5; word++) {
    let hash = 0x811c9dc5 ^ word;
    for (const character of `${pod} ${startedAt}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
    text += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}

/** INFO, or one of its sections. */
export function info(memory: RedisMemory, now: number, isOpen: (connection: string) => boolean) {
  const { version, startedAt, runID } = memory;
  const seconds = Math.floor((now - startedAt) / 1000);
  const keys = Object.keys(memory.keys).length;
  return {
    server: [
      `redis_version:${version}`,
      'redis_mode:standalone',
      'process_id:1',
      `run_id:${runID}`,
      'tcp_port:6379',
      `uptime_in_seconds:${seconds}`,
      `uptime_in_days:${Math.floor(seconds / 86_400)}`,
    ],
    replication: replicationOf(memory, now, isOpen),
    keyspace: keys > 0 ? [`db0:keys=${keys},expires=0,avg_ttl=0`] : [],
  };
}

function replicationOf(
  { link, slaves, offset, stream }: RedisMemory,
  now: number,
  isOpen: (connection: string) => boolean,
): string[] {
  const connected = Object.entries(slaves).filter(([connection]) => isOpen(connection));
  const sentOffset = link ? 0 : offset;
  const isActive = sentOffset > 0;
  return [
    `role:${link ? 'slave' : 'master'}`,
    ...(link ? linkLines(link, offset, now) : []),
    `connected_slaves:${connected.length}`,
    ...connected.map(
      ([, slave], index) =>
        `slave${index}:ip=${slave.ip},port=6379,state=online,offset=${slave.offset},lag=${Math.floor((now - slave.since) / 1000) % 2}`,
    ),
    `master_repl_offset:${sentOffset}`,
    `repl_backlog_active:${isActive ? 1 : 0}`,
    'repl_backlog_size:1048576',
    `repl_backlog_first_byte_offset:${isActive ? sentOffset - stream.length + 1 : 0}`,
    `repl_backlog_histlen:${isActive ? stream.length : 0}`,
  ];
}

function linkLines({ host, port, status, heardAt, downSince }: Link, offset: number, now: number) {
  const isUp = status === 'up';
  return [
    `master_host:${host}`,
    `master_port:${port}`,
    `master_link_status:${isUp ? 'up' : 'down'}`,
    `master_last_io_seconds_ago:${isUp ? Math.floor((now - (heardAt ?? now)) / 1000) : -1}`,
    'master_sync_in_progress:0',
    `slave_repl_offset:${offset}`,
    ...(isUp ? [] : [`master_link_down_since_seconds:${Math.floor((now - downSince) / 1000)}`]),
    'slave_priority:100',
    'slave_read_only:1',
  ];
}
