// Runs programs outside the cluster (a terminal line: kubectl, curl, sleep) as records. See kubectl/process.ts.

import type { ApiRequest, ApiResponse, Change } from '../cluster/apiserver/client.ts';
import type { Status } from '../cluster/api/meta.ts';
import type { ConnectionRequest } from '../cluster/network/connection.ts';
import { assert } from '../engine/assert.ts';
import {
  Interrupted,
  type Background,
  type Effect,
  type OutputChunk,
  type Process,
  type Program,
  type StartedJob,
} from '../kubectl/process.ts';
import type { Rollout } from '../kubectl/rollingupdate/rollout.ts';
import { runBackground, runLine } from '../kubectl/shell/shell.ts';
import { isWatchEnd, ProcessWatches, stillWaiting, watchTable } from './processWatches.ts';
import { answerAtOnce, effectTables, REFUSED, type EffectParts } from './effects.ts';
import { jobTables, listJobs, nextJob, type JobRecord } from './jobs.ts';
import { appendOutput, isOutputFull } from './output.ts';
import { pidKey } from './pidKey.ts';

/** From a request leaving kubectl to its answer being there. */
const KUBECTL_LATENCY_MS = 5;

const SIGINT = 2;

export const processTables = [
  'processes',
  'replies',
  'terminal',
  'waits',
  watchTable,
  ...jobTables,
  ...effectTables,
] as const;

/** A process keeps so many of the answers that refused it something. */
const RETAINED_REFUSALS = 50;

/** The terminal scrolls back over so many. */
const RETAINED_PROCESSES = 2000;

interface Terminal {
  readonly pid: number;
}

interface Parts extends EffectParts {
  /** Name of the node where the terminal is. */
  readonly master: string;
  connect(request: ConnectionRequest): void;
}

/** A program that has been fed every reply of the record beside it. Only a memo: it can always be rebuilt. */
interface WarmProgram {
  readonly record: Process;
  readonly program: Program;
}

/** The process as it is after an effect, with the answer unless that comes later. */
interface Answer {
  readonly process: Process;
  readonly reply?: unknown;
  readonly isPending?: boolean;
}

export class Processes {
  private readonly parts: Parts;
  private readonly warm = new Map<number, WarmProgram>();
  private readonly watches: ProcessWatches;

  constructor(parts: Parts) {
    this.parts = parts;
    this.watches = new ProcessWatches(parts.world, parts.apiServer);
  }

  /** A line typed in the terminal; it holds the terminal until it ends. */
  startForeground(line: string): void {
    const pid = this.start({ line });
    const terminal = this.parts.world.table<Terminal>('terminal');
    terminal.set('last', { pid });
    if (this.read(pid).exit === undefined) terminal.set('foreground', { pid });
  }

  /** Ctrl-C: the process that holds the terminal ends without a word, and the job that it brought to the front. */
  interruptForeground(): void {
    const held = this.parts.world.table<Terminal>('terminal').get('foreground');
    if (!held) return;
    const process = this.read(held.pid);
    if (process.holds !== undefined) {
      const { job } = this.read(process.holds);
      this.signal(process.holds, SIGINT);
      // Its end has been seen: nothing more is told of it.
      if (job !== undefined) this.parts.world.table('jobs').delete(jobKey(job));
    }
    const output = appendOutput(process.output, this.chunk('stdout', '^C\n'));
    this.endBySignal(this.lastWord({ ...process, output }, process), SIGINT);
  }

  /** What a program prints when ^C reaches it (ping's statistics), at once. */
  private lastWord(process: Process, record: Process): Process {
    const program = this.programOf(record, false);
    let { output } = process;
    try {
      let next = program.throw(new Interrupted());
      while (!next.done && !isOutputFull(output)) {
        const effect = next.value;
        if (effect.type === 'print') {
          output = appendOutput(output, this.chunk(effect.stream, effect.text));
        } else if (effect.type !== 'now') break;
        next = program.next(effect.type === 'now' ? this.parts.world.now : undefined);
      }
      program.return(0);
    } catch (signal) {
      if (!(signal instanceof Interrupted)) throw signal;
    }
    return { ...process, output };
  }

  /** A file was saved: the process that waits for it goes on with its text. */
  finishEdit(path: string, text: string | undefined): void {
    const held = this.parts.world.table<Terminal>('terminal').get('foreground');
    const front = held && this.read(held.pid);
    const process = front?.holds === undefined ? front : this.read(front.holds);
    if (!process?.isEditing || process.edits !== path) return;
    this.reply(process.pid, process.waitingFor, text);
    this.run({ ...process, isEditing: false }, this.programOf(process), text);
  }

  /** An answer for a process: the wakeup's key is its pid and the number of the reply it waits for. */
  resume(key: string, payload: unknown): void {
    const blank = key.indexOf(' ');
    const pid = Number(key.slice(0, blank));
    const process = this.parts.world.table<Process>('processes').get(pidKey(pid));
    const number = Number(key.slice(blank + 1));
    if (!process || process.exit !== undefined || process.waitingFor !== number) return; // Interrupted since.
    const reply = isWatchEnd(payload) ? this.watches.take(key, payload) : payload;
    if (reply === stillWaiting) return;
    this.reply(pid, number, reply);
    this.run(process, this.programOf(process), reply);
  }

  /** Something was written: whoever watches such objects looks again. */
  announce(change: Change): void {
    this.watches.announce(change);
  }

  private start(what: { line: string; job?: number; background?: Background }): number {
    const { world } = this.parts;
    const pid = world.next('pid');
    this.forget(pid - RETAINED_PROCESSES);
    const process: Process = {
      ...what,
      pid,
      startedAt: world.now,
      output: [],
      waitingFor: 0,
    };
    this.write(process);
    this.run(process, this.newProgram(process), undefined);
    return pid;
  }

  /** What has ended and scrolled away, unless the shell has still to tell of it. */
  private forget(pid: number): void {
    const processes = this.parts.world.table<Process>('processes');
    const old = processes.get(pidKey(pid));
    if (old?.exit === undefined) return;
    const job = old.job === undefined ? undefined : jobKey(old.job);
    const jobs = this.parts.world.table<JobRecord>('jobs');
    if (job !== undefined && jobs.get(job)?.pid === pid) return;
    processes.delete(pidKey(pid));
    this.parts.world.table('rollouts').delete(pidKey(pid));
  }

  private startJob({ line, background }: Extract<Effect, { type: 'spawn' }>): StartedJob {
    const { world } = this.parts;
    const job = nextJob(world);
    // The job's number is taken before it runs: it may end at once.
    world.table<JobRecord>('jobs').set(jobKey(job), { pid: 0 });
    const pid = this.start({ line, job, background });
    world.table<JobRecord>('jobs').set(jobKey(job), { pid });
    return { job, pid };
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
      ({ process, reply } = answer);
      if (answer.isPending) {
        this.write(process);
        this.warm.set(process.pid, { record: process, program });
        return;
      }
      if (isOutputFull(process.output)) {
        program.return(1);
        const text = '\n-bash: this terminal stops a line that prints so much\n';
        const output = appendOutput(process.output, this.chunk('stderr', text));
        this.end({ ...process, output }, 1);
        return;
      }
      this.reply(process.pid, process.waitingFor, reply);
    }
  }

  /** Carries an effect out. What is pending is answered later, by a wakeup. */
  private answerNow(process: Process, effect: Effect): Answer {
    const { world, apiServer } = this.parts;
    const pending = { process, isPending: true };
    const replyKey = `${process.pid} ${process.waitingFor}`;
    switch (effect.type) {
      case 'request': {
        const response = this.parts.faults.isApiServerDown
          ? REFUSED
          : apiServer.handle(effect.request);
        world.wake('process', replyKey, world.now + KUBECTL_LATENCY_MS, response);
        return { process: withRefusal(process, effect.request, response), isPending: true };
      }
      case 'watch':
        this.watches.start(replyKey, effect);
        return pending;
      case 'connect': {
        const { type: _, ...connection } = effect;
        this.parts.connect({ ...connection, replyTo: { component: 'process', key: replyKey } });
        return pending;
      }
      case 'sleep':
        world.wake('process', replyKey, world.now + Math.max(0, Math.round(effect.ms)));
        return pending;
      case 'wait':
        return this.wait(process, effect);
      case 'print': {
        const output = appendOutput(process.output, this.chunk(effect.stream, effect.text));
        return { process: { ...process, output }, reply: undefined };
      }
      case 'edit':
        return effect.isAwaited
          ? { process: { ...process, edits: effect.path, isEditing: true }, isPending: true }
          : { process: { ...process, edits: effect.path }, reply: undefined };
      case 'spawn':
        return { process, reply: this.startJob(effect) };
      case 'jobs':
        return { process, reply: listJobs(world) };
      case 'forgetJob':
        world.table('jobs').delete(jobKey(effect.job));
        return { process, reply: undefined };
      case 'rollout':
        world.table<Rollout>('rollouts').set(pidKey(process.pid), effect.rollout);
        return { process, reply: undefined };
      case 'signal':
        return { process, reply: this.signal(effect.pid, effect.signal) };
      default:
        return { process, reply: answerAtOnce(this.parts, effect) };
    }
  }

  private wait(process: Process, { pid, isHeld }: Extract<Effect, { type: 'wait' }>): Answer {
    const { world } = this.parts;
    const other = world.table<Process>('processes').get(pidKey(pid));
    if (!other || other.exit !== undefined) return { process, reply: other?.exit };
    world.table('waits').set(`${pidKey(pid)} ${pidKey(process.pid)}`, {
      replyKey: `${process.pid} ${process.waitingFor}`,
    });
    return { process: isHeld ? { ...process, holds: pid } : process, isPending: true };
  }

  /** Ends a process by a signal; false when it is not there. */
  private signal(pid: number, signal: number): boolean {
    const process = this.parts.world.table<Process>('processes').get(pidKey(pid));
    if (!process || process.exit !== undefined) return false;
    this.endBySignal(process, signal);
    return true;
  }

  private endBySignal(process: Process, signal: number): void {
    this.end({ ...process, signal }, 128 + signal);
  }

  /** The program of a record, having had all its replies; but not the one that is being delivered. */
  private programOf(process: Process, isDelivering = true): Program {
    const warm = this.warm.get(process.pid);
    if (warm?.record === process) return warm.program;
    const program = this.newProgram(process);
    program.next();
    // The reply that is being delivered is in the table already: run() feeds it.
    const replies = this.parts.world.table<Reply>('replies').values(`${pidKey(process.pid)} `);
    for (const { value } of isDelivering ? replies.slice(0, -1) : replies) {
      const next = program.next(value);
      assert(!next.done, `process ${process.pid} replays to where it was`);
    }
    return program;
  }

  private newProgram({ line, background }: Process): Program {
    const { master } = this.parts;
    return background
      ? runBackground(background)
      : runLine(line, { place: { node: master }, terminal: master });
  }

  private end(process: Process, exit: number): void {
    const { world } = this.parts;
    const { pid } = process;
    this.write({ ...process, exit, endedAt: world.now, waitingFor: -1 });
    this.warm.delete(pid);
    this.watches.end(pid);
    const replies = world.table('replies');
    for (const key of replies.keys(`${pidKey(pid)} `)) replies.delete(key);
    const waits = world.table<{ readonly replyKey: string }>('waits');
    for (const [key, { replyKey }] of waits.entries(`${pidKey(pid)} `)) {
      waits.delete(key);
      world.wake('process', replyKey, world.now, exit);
    }
    if (process.background) return;
    world.table('shell').set('exit', { code: exit });
    const terminal = world.table<Terminal>('terminal');
    if (terminal.get('foreground')?.pid === pid) terminal.delete('foreground');
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

/** Remembers why a write was refused: the editor marks the fields. */
function withRefusal(process: Process, { method }: ApiRequest, response: ApiResponse): Process {
  const { refusals = [] } = process;
  const isRefused = method !== 'GET' && response.status >= 400 && response !== REFUSED;
  if (!isRefused || refusals.length >= RETAINED_REFUSALS) return process;
  return { ...process, refusals: [...refusals, response.body as Status] };
}

function jobKey(job: number): string {
  return String(job).padStart(4, '0');
}
