// What a Redis server says to its clients and to its slaves. Slaves ask by REPLCONF ACK for what they have not had yet, and
// are answered when there is something: a write, or every ten seconds a PING.

import type { Reply as Answered, Server, Waiting } from '../../network/program.ts';
import { clockAt } from '../clock.ts';
import { commandsFor, error, isWrite, obey } from './commands.ts';
import { feed, info, streamAfter, type RedisMemory } from './memory.ts';
import { encodeCommand, encodeReply, readCommands, type Reply } from './wire.ts';

const PING_MS = 10_000;

/** Answers the commands of one client, in order. */
export function answerClient(payload: string, server: Server): Answered | Waiting {
  const session = new Conversation(server);
  for (const words of readCommands(payload)) {
    if (typeof words === 'string') session.refuse(words);
    else session.hear(words);
  }
  return session.end();
}

/** A line of a server's log. */
export function logLine(at: number, version: string, text: string): string {
  const { day, month, exactTime } = clockAt(at);
  return `${version.startsWith('2.') ? '[1]' : '1:M'} ${day} ${month} ${exactTime} ${text}`;
}

class Conversation {
  private readonly server: Server;
  private readonly before: RedisMemory;
  private memory: RedisMemory;
  private said = '';
  private isWaiting = false;
  private readonly log: string[] = [];

  constructor(server: Server) {
    this.server = server;
    this.before = server.memory as RedisMemory;
    this.memory = this.before;
  }

  hear(words: readonly string[]): void {
    const [name = '', ...args] = words;
    switch (name.toLowerCase()) {
      case 'info':
        this.say({ type: 'bulk', text: this.info(args[0]) });
        return;
      case 'psync':
        this.synchronize(args);
        return;
      case 'replconf':
        if (args[0]?.toLowerCase() === 'ack') this.stream(Number(args[1]));
        else this.say({ type: 'status', text: 'OK' });
        return;
      default:
        this.obey(words);
    }
  }

  /** What cannot be read; a real server closes the connection then. */
  refuse(problem: string): void {
    this.say(error(`ERR Protocol error: ${problem}`));
  }

  end(): Answered | Waiting {
    const { memory, before, said, log } = this;
    const changed = memory === before ? {} : { memory };
    return this.isWaiting
      ? { isPending: true, retryAfterMs: PING_MS, ...changed }
      : { payload: said, ...changed, ...(log.length > 0 ? { log } : {}) };
  }

  private say(reply: Reply): void {
    this.said += encodeReply(reply);
  }

  private obey(words: readonly string[]): void {
    const { memory } = this;
    if (memory.link && isWrite(words)) {
      this.say(error("READONLY You can't write against a read only slave."));
      return;
    }
    const { reply, keys } = obey(memory.keys, words);
    if (keys) {
      const written = { ...memory, keys };
      const hasSlaves = Object.keys(memory.slaves).length > 0;
      this.memory = hasSlaves ? feed(written, encodeCommand(words)) : written;
    }
    this.say(reply);
  }

  private info(wanted = 'all'): string {
    const sections = info(this.memory, this.server.now, (key) => this.server.isOpen(key));
    const isWhole = /^(all|default)$/i.test(wanted);
    return Object.entries(sections)
      .filter(([name]) => isWhole || name === wanted.toLowerCase())
      .map(([name, lines]) => [`# ${name[0]?.toUpperCase()}${name.slice(1)}`, ...lines, ''])
      .map((lines) => lines.join('\r\n'))
      .join('\r\n');
  }

  /** A slave wants everything, or what it has missed. */
  private synchronize([runID = '?', from = '-1']: readonly string[]): void {
    const { memory, server } = this;
    const { connection = '', clientIP = '' } = server;
    if (memory.link && memory.link.status !== 'up') {
      this.say(error("ERR Can't SYNC while not connected with my master"));
      return;
    }
    const missed = runID === memory.runID ? streamAfter(memory, Number(from) - 1) : undefined;
    const offset = memory.offset === 0 ? 1 : memory.offset;
    this.memory = { ...memory, offset, slaves: this.openSlaves(connection, clientIP, offset) };
    if (missed === undefined) {
      const dump = commandsFor(memory.keys).map(encodeCommand).join('');
      this.said += `+FULLRESYNC ${memory.runID} ${offset}\r\n$${dump.length}\r\n${dump}`;
      this.note('* Slave asks for synchronization', '* Full resync requested by slave.');
      this.note('* Starting BGSAVE for SYNC', '* Background saving started by pid 12');
      this.note('* DB saved on disk', '* Background saving terminated with success');
      this.note('* Synchronization with slave succeeded');
    } else {
      this.said += `+CONTINUE\r\n${missed}`;
      this.note('* Slave asks for synchronization');
      const text = `* Partial resynchronization request accepted. Sending ${missed.length} bytes of backlog starting from offset ${from}.`;
      this.note(text);
    }
  }

  /** The slaves whose connections are open still, and this one. */
  private openSlaves(connection: string, ip: string, offset: number): RedisMemory['slaves'] {
    const { server, memory } = this;
    const open = Object.entries(memory.slaves).filter(([key]) => server.isOpen(key));
    return { ...Object.fromEntries(open), [connection]: { ip, offset, since: server.now } };
  }

  /** What a slave has not had yet; nothing new: it waits. */
  private stream(offset: number): void {
    const { memory, server } = this;
    const { connection = '', clientIP = '' } = server;
    const known = memory.slaves[connection];
    const isNew = known?.offset !== offset;
    if (isNew) {
      this.memory = { ...memory, slaves: this.openSlaves(connection, clientIP, offset) };
    } else if (server.now - known.since >= PING_MS && memory.offset === offset) {
      this.memory = feed(memory, encodeCommand(['PING']));
    }
    const missed = streamAfter(this.memory, offset);
    if (missed === undefined) this.say(error('ERR unknown offset'));
    else if (missed === '') this.isWaiting = true;
    else this.said += missed;
  }

  private note(...texts: readonly string[]): void {
    for (const text of texts) {
      this.log.push(logLine(this.server.now, this.memory.version, text));
    }
  }
}
