// ssh HOST COMMAND: the same shell at another place. Hosts are the nodes and `client`, the machine outside the cluster.

import type { Place } from '../../../cluster/network/connection.ts';
import { printError, type Part, type Program } from '../../process.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

const CONNECTION_FAILED = 255;

const USAGE = `usage: ssh [-1246AaCfgKkMNnqsTtVvXxYy] [-b bind_address] [-c cipher_spec]
           [-D [bind_address:]port] [-E log_file] [-e escape_char]
           [-F configfile] [-I pkcs11] [-i identity_file]
           [-L [bind_address:]port:host:hostport] [-l login_name] [-m mac_spec]
           [-O ctl_cmd] [-o option] [-p port] [-Q query_option]
           [-R [bind_address:]port:host:hostport] [-S ctl_path]
           [-W host:port] [-w local_tun[:remote_tun]]
           [user@]hostname [command]
`;

function* ssh({ words, state, runText, stdin }: ProgramCall): Program {
  const rest = [...words];
  let readsNothing = false;
  while (rest[0]?.startsWith('-')) {
    const option = rest.shift() ?? '';
    readsNothing ||= /^-[A-Za-z]*n/.test(option);
    if (/^-[bcDEeFIiLlmOopQRSWw]$/.test(option)) rest.shift();
  }
  const [destination, ...command] = rest;
  if (destination === undefined) {
    yield* printError(USAGE);
    return CONNECTION_FAILED;
  }
  const host = destination.replace(/^[^@]*@/, '');
  const place = yield* placeOf(host, state.environment.place);
  if (!place) {
    yield* printError(`ssh: Could not resolve hostname ${host}: Name or service not known\n`);
    return CONNECTION_FAILED;
  }
  if (command.length === 0) {
    yield* printError(
      `ssh: this terminal stays on ${state.environment.terminal}: give the command to run there, ssh ${host} COMMAND\n`,
    );
    return CONNECTION_FAILED;
  }
  const { terminal } = state.environment;
  const exit = yield* runText(command.join(' '), { environment: { place, terminal }, stdin });
  // ssh takes all of its input to the other side, whether the command there reads it or not.
  if (!readsNothing && !stdin.isTerminal) yield* stdin.readAll();
  return exit;
}

function* placeOf(host: string, here: Place): Part<Place | undefined> {
  if (host === 'client') return { node: 'client' };
  if (host === 'localhost' || host === '127.0.0.1') return { node: here.node };
  const subnet = yield { type: 'setting', name: `podSubnet ${host}` };
  return subnet === undefined ? undefined : { node: host };
}

export const sshPrograms: Readonly<Record<string, ShellProgram>> = { ssh };
