// Commands behind what components find broken: they see a silent node or a registry that does not answer, not who did that.

import type { StepInfo } from '../../engine/history.ts';
import type { Command } from '../command.ts';
import type { Simulation } from '../simulation.ts';

/** The step of the command behind what a component found broken: the component does not know of it. */
export function breakerOf(
  { history }: Simulation,
  { step }: StepInfo<Command>,
  because: string,
): number | undefined {
  const breakers = breakersOf(because);
  return history
    .commands()
    .findLast(
      ({ command, step: at }) =>
        at <= step && command.type === 'line' && breakers.includes(command.line.trim()),
    )?.step;
}

/** Lines that may have broken what a clause speaks of. */
function breakersOf(because: string): readonly string[] {
  if (REGISTRY.test(because)) return ['orrery fault registry-down'];
  const node = SILENCE.exec(because)?.[1];
  if (node === undefined) return [];
  return [
    `orrery stop kubelet@${node}`,
    'orrery stop kubelet',
    'orrery stop kube-apiserver',
    `orrery fault node-down ${node}`,
    `orrery fault partition ${node}`,
  ];
}

const SILENCE = /^node (\S+) had been silent/;
const REGISTRY = /could not be pulled: Network timed out/;
