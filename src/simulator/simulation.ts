// The playground as one synchronous object. The Worker and the command line are thin hosts around it;
// only they know a real clock.

import type { Component } from '../cluster/apiserver/client.ts';
import type { Kind, ObjectByKind } from '../cluster/api/core/v1/objects.ts';
import { Stir } from '../engine/feed.ts';
import { History } from '../engine/history.ts';
import type { OutputChunk, Process } from '../kubectl/process.ts';
import type { Command } from './command.ts';
import { createComponents } from './components.ts';
import { ClusterMachine } from './machine.ts';
import { pidKey } from './pidKey.ts';
import type { RunResult } from './protocol.ts';
import { makeNodes, profiles, type NodeSpec, type ProfileName } from './settings.ts';
import { tallyBusyWakeups } from './idle.ts';

/** A foreground process gets this much virtual time, then exit code 124. */
const FOREGROUND_LIMIT_MS = 3_600_000;

/** `orrery idle` gives up after this much virtual time. */
const IDLE_LIMIT_MS = 600_000;

export interface SimulationOptions {
  readonly profile?: ProfileName;
  /** Random seed; 1 if missing. */
  readonly seed?: number;
  /** Files of the editor by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** How many nodes; the book has 2. */
  readonly nodes?: number;
  /** Bytes of journal to keep before old steps are recomputed instead. */
  readonly journalBudgetBytes?: number;
  /** The cluster's components, where they are not the usual ones. */
  readonly components?: (nodes: readonly NodeSpec[]) => Component[];
  /** Gives generated names their suffixes, to replay a cluster under its own names. */
  readonly nameSuffix?: (generateName: string) => string | undefined;
}

/** Tables whose change a person sees; heartbeats of nodes are not among them. */
const visibleTables = [
  'Pod',
  'ReplicationController',
  'Service',
  'Endpoints',
  'Event',
  'Namespace',
  'processes',
  'connections',
  'rules',
  'ruleChains',
];

export class Simulation {
  readonly seed: number;
  readonly machine: ClusterMachine;
  readonly history: History<Command>;
  private readonly visible: Stir;
  private readonly busyWakeups: () => number;

  constructor(options: SimulationOptions = {}) {
    this.seed = options.seed ?? 1;
    const nodes = makeNodes(options.nodes ?? 2);
    this.machine = new ClusterMachine({
      profile: profiles[options.profile ?? 'book'],
      nodes,
      components: (options.components ?? createComponents)(nodes),
      ...(options.nameSuffix ? { nameSuffix: options.nameSuffix } : {}),
      files: options.files ?? {},
    });
    this.history = new History(this.machine, {
      seed: this.seed,
      ...(options.journalBudgetBytes === undefined
        ? {}
        : { journalBudgetBytes: options.journalBudgetBytes }),
    });
    this.busyWakeups = tallyBusyWakeups(this.history.world, this.machine.components);
    this.visible = new Stir(this.history.world, visibleTables);
  }

  /** Virtual ms. */
  get now(): number {
    return this.history.now;
  }

  get step(): number {
    return this.history.step;
  }

  /** Records and carries out a command; in the past it starts a branch. Returns its step. */
  submit(command: Command): number {
    return this.history.submit(command);
  }

  /** pid of the process that holds the terminal. */
  get foreground(): number | undefined {
    return this.history.world.table<{ pid: number }>('terminal').get('foreground')?.pid;
  }

  process(pid: number): Process | undefined {
    return this.history.world.table<Process>('processes').get(pidKey(pid));
  }

  /** pid of the process that was started last in the foreground. */
  get lastForeground(): number {
    return this.history.world.table<{ pid: number }>('terminal').get('last')?.pid ?? 0;
  }

  /** Types a line; returns the pid of its process. */
  type(line: string): number {
    this.submit({ type: 'line', line });
    return this.lastForeground;
  }

  /** Types a line and lets time run until its process ends, at most one virtual hour (exit 124). */
  run(line: string, interruptAfterMs?: number): RunResult {
    const pid = this.type(line);
    const start = this.now;
    const limit = start + (interruptAfterMs ?? FOREGROUND_LIMIT_MS);
    while (this.process(pid)?.exit === undefined) {
      if (this.leaveEditor(pid)) continue;
      const next = this.history.nextTime();
      if (next === undefined || next > limit) {
        this.history.seekTime(limit);
        this.submit({ type: 'interrupt' });
        const result = this.resultOf(pid);
        return interruptAfterMs === undefined ? { ...result, exit: 124 } : result;
      }
      this.history.forward();
      const hasOutput = (this.process(pid)?.output.length ?? 0) > 0;
      if (interruptAfterMs === 0 && hasOutput) break;
    }
    if (interruptAfterMs === 0 && this.process(pid)?.exit === undefined) {
      this.submit({ type: 'interrupt' });
    }
    return this.resultOf(pid);
  }

  /** Who only types lines saves the file that a line opened as it is. */
  private leaveEditor(pid: number): boolean {
    const { isEditing, edits: path = '' } = this.process(pid) ?? {};
    if (!isEditing) return false;
    const text = this.history.world.table<{ text: string }>('files').get(path)?.text;
    this.submit({ type: 'file', path, text });
    return true;
  }

  /** Output and exit code of a process so far. */
  resultOf(pid: number): RunResult {
    const process = this.process(pid);
    const output = process?.output ?? [];
    return {
      stdout: textOf(output, 'stdout'),
      stderr: textOf(output, 'stderr'),
      exit: process?.exit ?? -1,
      at: this.now,
    };
  }

  /** Background processes that ended after a step, with their job numbers. */
  jobs(): readonly Process[] {
    return this.history.world
      .table<Process>('processes')
      .values()
      .filter(({ job }) => job !== undefined);
  }

  /** Lets time run until only periodic work is pending; virtual ms reached. */
  runUntilIdle(): number {
    const limit = this.now + IDLE_LIMIT_MS;
    while (this.foreground !== undefined || this.busyWakeups() > 0) {
      const next = this.history.nextTime();
      if (next === undefined || next > limit) break;
      this.history.forward();
    }
    return this.now;
  }

  /** Steps forward (or back) until something that a person can see has changed. */
  stepVisible(direction: 'forward' | 'back'): number {
    const { visible } = this;
    visible.calm();
    const limit = this.now + IDLE_LIMIT_MS;
    const move = () => (direction === 'forward' ? this.history.forward() : this.history.back());
    while (move()) {
      if (!visible.isQuiet) break;
      if (direction === 'forward' && this.now > limit) break;
    }
    return this.step;
  }

  /** Lets time run to a moment, but no further than something visible changes; true when it did. */
  runUntilVisible(time: number): boolean {
    const { visible } = this;
    visible.calm();
    for (;;) {
      const next = this.history.nextTime();
      if (next === undefined || next > time || !this.history.forward()) break;
      if (!visible.isQuiet) return true;
    }
    this.history.seekTime(time);
    return false;
  }

  objects<K extends Kind>(kind: K): readonly ObjectByKind[K][] {
    return this.machine.apiServer.list(kind);
  }
}

function textOf(output: readonly OutputChunk[], stream: OutputChunk['stream']): string {
  return output
    .filter((chunk) => chunk.stream === stream)
    .map(({ text }) => text)
    .join('');
}
