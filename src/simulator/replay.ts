// Makes a world again from its record: the same commands at the same steps, or where the steps are others, at the same times.

import type { Moment, WorldRecord } from './record.ts';
import { Simulation } from './simulation.ts';

/** So many steps at most between two reports of how far it is. */
const STEPS_AT_ONCE = 2_000;

export interface Replay {
  readonly simulation: Simulation;
  /** False when this engine does other steps than the one that made the record: it was replayed by time. */
  readonly isExact: boolean;
}

/** Computes a world again; between its pieces it says at which step it is. */
export function* replay(record: WorldRecord): Generator<number, Replay> {
  const { profile, seed, nodes, files, branches, current, at, digest } = record;
  const simulation = new Simulation({ profile, seed, nodes, files });
  const { history } = simulation;
  let isExact = true;
  for (const { parent, forkStep, forkTime, commands, end, endTime } of branches) {
    if (parent !== undefined) {
      history.switchTo(parent);
      isExact = (yield* goTo(simulation, { step: forkStep, time: forkTime })) && isExact;
    }
    for (const { step, time, command } of commands) {
      isExact = (yield* goTo(simulation, { step: step - 1, time })) && isExact;
      simulation.submit(command);
    }
    isExact = (yield* goTo(simulation, { step: end, time: endTime })) && isExact;
  }
  if (branches.length > 0) history.switchTo(current);
  isExact = (yield* goTo(simulation, at)) && isExact;
  if (digest !== undefined) isExact = history.digest() === digest && isExact;
  return { simulation, isExact };
}

/**
 * Goes to a moment by its step, or by its time where this engine does other steps; true when it was the step. It never
 * computes past the moment: a command there would fork.
 */
function* goTo({ history }: Simulation, { step, time }: Moment): Generator<number, boolean> {
  if (step <= history.end) history.seekStep(step);
  while (history.step < step && (history.nextTime() ?? Infinity) <= time && history.forward()) {
    if (history.step % STEPS_AT_ONCE === 0) yield history.step;
  }
  const next = history.nextTime() ?? Infinity;
  const isExact = history.step === step && (history.now === time || next > time);
  if (history.now !== time) history.seekTime(time);
  return isExact;
}
