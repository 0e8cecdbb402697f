// Why is this so? A walk from the step that last changed a thing to the command that set it in motion, told in clauses,
// newest first: "pod x was created by the replication manager", "ReplicationController y had 1 of 2 pods", ...

import type { StepInfo } from '../../engine/history.ts';
import { ENDLESS } from '../../cluster/network/journey.ts';
import type { Process } from '../../kubectl/process.ts';
import type { Command } from '../command.ts';
import { pidKey } from '../pidKey.ts';
import type { Simulation } from '../simulation.ts';
import { LOADS, type Load } from '../traffic/load.ts';
import { describe } from '../traffic/loadReport.ts';
import { breakerOf } from './breakers.ts';
import type { NotedChange, StepNotes } from './notes.ts';
import { actorOf, changeClause, commandClause, nameOf } from './sentences.ts';
import { locate, type Located } from './target.ts';

type Subject = Pick<NotedChange, 'kind' | 'key'>;

/** One link of the chain. */
export interface Reason {
  readonly step: number;
  /** Virtual ms. */
  readonly time: number;
  readonly component: string;
  /** A clause without its full stop. */
  readonly text: string;
  /** What it is about. */
  readonly subject: Subject;
}

/** The chain of causes of a target such as pod/webapp-x1b2c.status.phase; a sentence when there is no such thing. */
export function reasonsOf(
  simulation: Simulation,
  target: string,
  namespace = 'default',
): readonly Reason[] | string {
  const located = locate(simulation, target, namespace);
  return typeof located === 'string' ? located : walk(simulation, located);
}

/** The chain as one sentence, a clause a line. */
export function formatReasons(reasons: readonly Reason[]): string {
  const text = reasons.map((reason) => reason.text).join(',\n  because ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.\n`;
}

function walk(simulation: Simulation, { step, subject, clauses }: Located): Reason[] {
  const reasons: Reason[] = [];
  let info: StepInfo<Command> = simulation.history.stepInfo(step);
  let about = subject;
  const say = (text: string) => {
    if (reasons.at(-1)?.text === text) return;
    const { step: at, time, component } = info;
    reasons.push({ step: at, time, component, text, subject: about });
  };
  for (const clause of clauses ?? []) say(clause);
  let teller = '';
  for (;;) {
    const change = pickChange(info.notes as StepNotes | undefined, {
      about,
      isFirst: reasons.length === 0,
    });
    // What one component did to one thing is told once, at its end.
    const isTold = info.component === teller && change?.key === about.key;
    if (change && !isTold) {
      about = change;
      say(changeClause(change, actorOf(info)));
    } else if (reasons.length === 0) say(unnoted(about));
    const because = (info.notes as StepNotes | undefined)?.because;
    if (because) say(because);
    about = change ?? about;
    teller = info.component;

    const end = endClause(simulation, info);
    if (end !== undefined) {
      say(end);
      return reasons;
    }
    const breaker = because === undefined ? undefined : breakerOf(simulation, info, because);
    info = simulation.history.stepInfo(breaker ?? causeOf(simulation, info));
    const load = loadOf(simulation, info);
    if (load) {
      say(`load ${load.name} sends ${describe(load)}`);
      info = simulation.history.stepInfo(load.startedStep);
    }
  }
}

/** What ends the chain: a person, or the beginning. */
function endClause(simulation: Simulation, info: StepInfo<Command>): string | undefined {
  if (info.command) return commandClause(info.command);
  if (info.causes.length === 0) return 'the cluster started so';
  const line = lineOf(simulation, info);
  return line === undefined ? undefined : `you ran: ${line}`;
}

/** The load generator whose request a step sent: every request goes back to its start, not to the one before it. */
function loadOf({ history }: Simulation, { component, key }: StepInfo<Command>): Load | undefined {
  if (component !== 'load') return undefined;
  return history.world.table<Load>(LOADS).get(key.replace(ENDLESS, ''));
}

/** Of several causes the newest that another component made. */
function causeOf({ history }: Simulation, { component, causes }: StepInfo<Command>): number {
  const others = causes.filter((step) => history.stepInfo(step).component !== component);
  return others.at(-1) ?? causes[0] ?? 0;
}

/** What happened to the subject; after the beginning also what else happened, Events aside. */
function pickChange(
  notes: StepNotes | undefined,
  { about, isFirst }: { readonly about: Subject; readonly isFirst: boolean },
): NotedChange | undefined {
  const changes = notes?.changes ?? [];
  const own = changes.find(({ kind, key }) => kind === about.kind && key === about.key);
  if (own || isFirst) return own;
  // Of many the one whose name is most like it: a controller and its pods have the same beginning.
  let best: NotedChange | undefined;
  for (const change of changes) {
    if (change.kind === 'Event') continue;
    if (!best || likeness(change.key, about.key) > likeness(best.key, about.key)) best = change;
  }
  return best;
}

/** How many characters two keys have in common at their beginning. */
function likeness(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** What is said of a write that nobody noted, because it comes all the time. */
function unnoted(about: Subject): string {
  return about.kind === 'Node'
    ? `the kubelet of ${nameOf(about)} said that it is alive, as it does every ten seconds`
    : `${nameOf(about)} changed`;
}

/** The line of the process that a step belongs to. */
function lineOf(simulation: Simulation, { component, key }: StepInfo<Command>): string | undefined {
  if (component !== 'process') return undefined;
  const pid = Number(key.split(' ', 1)[0]);
  const process = simulation.history.world.table<Process>('processes').get(pidKey(pid));
  return process?.line.split('\n', 1)[0];
}
