// ssh HOST COMMAND: the same shell at another place. Hosts are the nodes and `client`, the machine outside the cluster.

import type { Place } from '../../cluster/network/connection.ts';
import { print, printError, type Part, type Program } from '../process.ts';
import type { ProgramCall } from './program.ts';

const CONNECTION_FAILED = 255;

export function* ssh({ words, environment, runLine }: ProgramCall): Program {
  const rest = [...words];
  while (rest[0]?.startsWith('-')) {
    const takesValue = /^-[ilpoF]$/.test(rest.shift() ?? '');
    if (takesValue) rest.shift();
  }
  const [destination, ...command] = rest;
  if (destination === undefined) {
    yield* printError('usage: ssh [-l login_name] [-p port] [user@]hostname [command]\n');
    return CONNECTION_FAILED;
  }
  const host = destination.replace(/^[^@]*@/, '');
  const place = yield* placeOf(host);
  if (!place) {
    yield* printError(`ssh: Could not resolve hostname ${host}: Name or service not known\n`);
    return CONNECTION_FAILED;
  }
  if (command.length === 0) {
    yield* printError('ssh: this terminal runs one command at a time: ssh HOST COMMAND\n');
    return CONNECTION_FAILED;
  }
  return yield* runLine(command.join(' '), { ...environment, place });
}

function* placeOf(host: string): Part<Place | undefined> {
  if (host === 'client') return { node: 'client' };
  const subnet = yield { type: 'setting', name: `podSubnet ${host}` };
  return subnet === undefined ? undefined : { node: host };
}

export function* hostname({ environment }: ProgramCall): Program {
  const { node, pod } = environment.place;
  yield* print(`${pod === undefined ? node : pod.slice(pod.indexOf('/') + 1)}\n`);
  return 0;
}
