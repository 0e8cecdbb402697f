// systemctl and service on a node: the kubelet, kube-proxy and Docker as units of systemd. Stopping one is the fault of the
// same name, so that `orrery start` undoes it too.

import { printError, type Part, type Program } from '../../process.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

const UNITS = ['kubelet', 'kube-proxy', 'docker'];

function* systemctl({ words, name, state }: ProgramCall): Program {
  const { node, pod } = state.environment.place;
  const plain = words.filter((word) => !word.startsWith('-'));
  const [verb = '', given = ''] = name === 'service' ? [...plain].reverse() : plain;
  const unit = given.replace(/\.service$/, '');
  if (node === 'client' || pod !== undefined || !UNITS.includes(unit)) {
    yield* printError(
      `Failed to ${verb || 'list'} ${unit}.service: Unit ${unit}.service not found.\n`,
    );
    return 5;
  }
  if (unit === 'docker') return yield* askDocker(node, verb);
  switch (verb) {
    case 'start':
    case 'stop':
      yield* control([verb, `${unit}@${node}`]);
      return 0;
    case 'restart':
      yield* control(['start', `${unit}@${node}`]);
      return 0;
    default:
      return yield* unknown(verb);
  }
}

function* askDocker(node: string, verb: string): Program {
  if (verb === 'restart') {
    yield { type: 'docker', node, request: { verb: 'restart-daemon' } };
    return 0;
  }
  if (verb !== 'stop' && verb !== 'start') return yield* unknown(verb);
  yield* printError(
    'systemctl: docker can only be restarted here; a node without it is orrery fault node-down\n',
  );
  return 1;
}

/** systemd does not mind that something runs, or stands still, already. */
function* control(words: readonly string[]): Part<void> {
  yield { type: 'control', words };
}

function* unknown(verb: string): Program {
  yield* printError(`Unknown operation ${verb}.\n`);
  return 1;
}

export const systemctlPrograms: Readonly<Record<string, ShellProgram>> = {
  systemctl,
  service: systemctl,
};
