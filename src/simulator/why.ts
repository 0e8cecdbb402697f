// Why is this so? A walk from the step that last wrote a record to the command that set it in motion.

import type { Kind } from '../cluster/api/core/v1/objects.ts';
import type { StepInfo } from '../engine/history.ts';
import { describeCommand, type Command } from './command.ts';
import type { Simulation } from './simulation.ts';

/** One link of the chain, newest first. */
interface Reason {
  readonly step: number;
  readonly time: number;
  readonly component: string;
  readonly sentence: string;
}

/** The chain of causes of the present state of an object; empty if there is no such object. */
function reasonsOf(simulation: Simulation, kind: Kind, key: string): Reason[] {
  const { history } = simulation;
  const writtenAt = history.world.table(kind).writtenAt(key);
  if (writtenAt === undefined) return [];
  const reasons: Reason[] = [];
  let step: number | undefined = writtenAt;
  while (step !== undefined) {
    const info: StepInfo<Command> = history.stepInfo(step);
    reasons.push({
      step,
      time: info.time,
      component: info.component,
      sentence: sentenceOf(info),
    });
    step = info.causes[0];
  }
  return reasons;
}

/** The same as lines of text. */
export function explain(simulation: Simulation, kind: Kind, key: string): string[] {
  return reasonsOf(simulation, kind, key).map(
    ({ time, sentence }) => `${(time / 1000).toFixed(2)}s ${sentence}`,
  );
}

function sentenceOf({ component, key, command }: StepInfo<Command>): string {
  if (command) return `You ran: ${describeCommand(command)}`;
  if (component === 'start') return 'The cluster started.';
  if (component === 'process')
    return `The program went on with its answer (process ${key.split(' ', 1)[0]}).`;
  return `${component} looked at ${key}.`;
}
