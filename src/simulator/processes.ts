// Runs programs outside the cluster (a terminal line: kubectl, curl, sleep) as records. See kubectl/process.ts.

import { execInContainer } from '../cluster/images/exec.ts';
import type { ContainerRecord } from '../cluster/network/container.ts';
import type { ApiResponse, ClusterView } from '../cluster/apiserver/client.ts';
import type { ApiServer } from '../cluster/apiserver/server.ts';
import type { ConnectionRequest } from '../cluster/network/connection.ts';
import { assert } from '../engine/assert.ts';
import type { World } from '../engine/world.ts';
import type { Effect, OutputChunk, Process, Program } from '../kubectl/process.ts';
import { runLine } from '../kubectl/shell/shell.ts';
import { runControl, type FaultTargets } from './controls.ts';
import type { Faults } from './faults.ts';

/** From a request leaving kubectl to its answer being there. */
const KUBECTL_LATENCY_MS = 5;

/** What a client finds when no API server is there. */
const REFUSED: ApiResponse = {
  status: 503,
  headers: {},
  body: {
    reason: 'ConnectionRefused',
    message:
      'The connection to the server 192.168.18.3:8080 was refused - did you specify the right host or port?',
  },
};

/** Exit code of a process ended by SIGINT. */
const INTERRUPTED = 130;

/** A file of the editor: the record of the table `files`. */
export interface FileRecord {
  readonly text: string;
}

export const processTables = ['processes', 'replies', 'terminal'] as const;

interface Terminal {
  readonly pid: number;
}

interface Parts {
  readonly world: World;
  readonly apiServer: ApiServer;
  readonly view: ClusterView;
  readonly faults: Faults;
  readonly targets: FaultTargets;
  /** Name of the node where the terminal is. */
  readonly master: string;
  connect(request: ConnectionRequest): void;
}

/** A program that has been fed every reply of the record beside it. Only a memo: it can always be rebuilt. */
interface WarmProgram {
  readonly record: Process;
  readonly program: Program;
}

export class Processes {
  private readonly parts: Parts;
  private readonly warm = new Map<number, WarmProgram>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** A line typed in the terminal; it holds the terminal until it ends. */
  startForeground(line: string): void {
    const pid = this.start(line, undefined);
    const terminal = this.parts.world.table<Terminal>('terminal');
    terminal.set('last', { pid });
    if (this.read(pid).exit === undefined) terminal.set('foreground', { pid });
  }

  /** Ctrl-C: the process that holds the terminal ends without a word. */
  interruptForeground(): void {
    const held = this.parts.world.table<Terminal>('terminal').get('foreground');
    if (!held) return;
    const process = this.read(held.pid);
    this.end(
      { ...process, output: append(process.output, this.chunk('stdout', '^C\n')) },
      INTERRUPTED,
    );
  }

  /** An answer for a process: the wakeup's key is its pid and the number of the reply it waits for. */
  resume(key: string, payload: unknown): void {
    const blank = key.indexOf(' ');
    const pid = Number(key.slice(0, blank));
    const process = this.parts.world.table<Process>('processes').get(pidKey(pid));
    const number = Number(key.slice(blank + 1));
    if (!process || process.exit !== undefined || process.waitingFor !== number) return; // Interrupted since.
    this.reply(pid, number, payload);
    this.run(process, this.programOf(process), payload);
  }

  private start(line: string, job: number | undefined): number {
    const { world } = this.parts;
    const pid = world.next('pid');
    const process: Process = {
      pid,
      line,
      ...(job === undefined ? {} : { job }),
      startedAt: world.now,
      output: [],
      waitingFor: 0,
    };
    this.run(process, this.newProgram(line), undefined);
    return pid;
  }

  /** Runs a program from a reply until it waits for the next one, or ends. */
  private run(start: Process, program: Program, firstReply: unknown): void {
    let process = start;
    let reply = firstReply;
    for (;;) {
      const next = program.next(reply);
      if (next.done) {
        this.end(process, next.value);
        return;
      }
      process = { ...process, waitingFor: process.waitingFor + 1 };
      const answer = this.answerNow(process, next.value);
      if (!answer) {
        this.write(process);
        this.warm.set(process.pid, { record: process, program });
        return;
      }
      process = answer.process;
      reply = answer.reply;
      this.reply(process.pid, process.waitingFor, reply);
    }
  }

  /** Carries an effect out. Without an answer it comes later, by a wakeup. */
  private answerNow(
    process: Process,
    effect: Effect,
  ): { readonly process: Process; readonly reply: unknown } | undefined {
    const { world, apiServer, view } = this.parts;
    const replyKey = `${process.pid} ${process.waitingFor}`;
    switch (effect.type) {
      case 'request': {
        const response = this.parts.faults.isApiServerDown
          ? REFUSED
          : apiServer.handle(effect.request);
        world.wake('process', replyKey, world.now + KUBECTL_LATENCY_MS, response);
        return undefined;
      }
      case 'connect': {
        const { type: _, ...connection } = effect;
        this.parts.connect({ ...connection, replyTo: { component: 'process', key: replyKey } });
        return undefined;
      }
      case 'sleep':
        world.wake('process', replyKey, world.now + Math.max(0, Math.round(effect.ms)));
        return undefined;
      case 'print':
        return {
          process: {
            ...process,
            output: append(process.output, this.chunk(effect.stream, effect.text)),
          },
          reply: undefined,
        };
      case 'readFile':
        return { process, reply: world.table<FileRecord>('files').get(effect.path)?.text };
      case 'writeFile':
        if (effect.text === undefined) world.table('files').delete(effect.path);
        else world.table<FileRecord>('files').set(effect.path, { text: effect.text });
        return { process, reply: undefined };
      case 'listFiles':
        return { process, reply: world.table('files').keys() };
      case 'now':
        return { process, reply: world.now };
      case 'scan':
        return { process, reply: world.table(effect.table).entries(effect.prefix) };
      case 'setting':
        return { process, reply: view.setting(effect.name) };
      case 'exec':
        return { process, reply: this.exec(effect) };
      case 'spawn': {
        const job = world.next('job');
        this.start(effect.line, job);
        return { process, reply: job };
      }
      case 'control':
        return { process, reply: runControl(this.parts, effect.words) };
    }
  }

  private exec(effect: Extract<Effect, { type: 'exec' }>): unknown {
    const { apiServer, world } = this.parts;
    const slash = effect.pod.indexOf('/');
    const pod = apiServer.get('Pod', {
      namespace: effect.pod.slice(0, slash),
      name: effect.pod.slice(slash + 1),
    });
    const key = `${pod?.spec.nodeName ?? ''} ${effect.pod} ${effect.container}`;
    const container = world.table<ContainerRecord>('containers').get(key);
    if (container?.phase !== 'running') {
      return { stdout: '', stderr: `container ${effect.container} is not running\n`, exit: 1 };
    }
    return execInContainer(container, effect.command);
  }

  /** The program of a record, having had all its replies but the one that comes now. */
  private programOf(process: Process): Program {
    const warm = this.warm.get(process.pid);
    if (warm?.record === process) return warm.program;
    const program = this.newProgram(process.line);
    program.next();
    // The reply that is being delivered is in the table already: run() feeds it.
    const replies = this.parts.world.table<Reply>('replies').values(`${pidKey(process.pid)} `);
    for (const { value } of replies.slice(0, -1)) {
      const next = program.next(value);
      assert(!next.done, `process ${process.pid} replays to where it was`);
    }
    return program;
  }

  private newProgram(line: string): Program {
    return runLine(line, { place: { node: this.parts.master } });
  }

  private end(process: Process, exit: number): void {
    const { world } = this.parts;
    this.write({ ...process, exit, endedAt: world.now, waitingFor: -1 });
    this.warm.delete(process.pid);
    const replies = world.table('replies');
    for (const key of replies.keys(`${pidKey(process.pid)} `)) replies.delete(key);
    const terminal = world.table<Terminal>('terminal');
    if (terminal.get('foreground')?.pid === process.pid) terminal.delete('foreground');
  }

  private reply(pid: number, number: number, value: unknown): void {
    const key = `${pidKey(pid)} ${String(number).padStart(8, '0')}`;
    this.parts.world.table<Reply>('replies').set(key, { value });
  }

  private read(pid: number): Process {
    const process = this.parts.world.table<Process>('processes').get(pidKey(pid));
    assert(process !== undefined, `process ${pid} has a record`);
    return process;
  }

  private write(process: Process): void {
    this.parts.world.table<Process>('processes').set(pidKey(process.pid), process);
  }

  private chunk(stream: OutputChunk['stream'], text: string): OutputChunk {
    return { at: this.parts.world.now, stream, text };
  }
}

interface Reply {
  readonly value: unknown;
}

/** The key of a process in its table. */
export function pidKey(pid: number): string {
  return String(pid).padStart(8, '0');
}

/** Output of one moment and stream stays one chunk, so that long outputs stay few records. */
function append(output: readonly OutputChunk[], chunk: OutputChunk): readonly OutputChunk[] {
  const last = output.at(-1);
  if (last && last.at === chunk.at && last.stream === chunk.stream) {
    return [...output.slice(0, -1), { ...last, text: last.text + chunk.text }];
  }
  return [...output, chunk];
}
