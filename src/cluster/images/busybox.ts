// The image busybox: a shell that ends at once when nobody talks to it, or whatever the container's command says.

import type { Container } from '../api/core/v1/objects.ts';
import { ownValue } from '../api/ownValue.ts';
import type { Program } from '../network/program.ts';
import { baseCommands } from './commands.ts';
import { shellProgram } from './shell/shellProgram.ts';

const commands = baseCommands('busybox');

/** Programs of the image that do nothing here, besides those that do. */
const APPLETS =
  'sh ash bash awk sed cut sort uniq find df du free top kill vi md5sum tar gzip ifconfig ip route netstat'.split(
    ' ',
  );

export function busybox(container: Container): Program | { readonly startError: string } {
  const [program = 'sh'] = [...(container.command ?? []), ...(container.args ?? [])];
  const name = program.replace(/^.*\//, '');
  if (!Object.hasOwn(commands, name) && !APPLETS.includes(name))
    return { startError: commandNotFound(program) };
  return shellProgram({ name: 'busybox', find: (word) => ownValue(commands, word) }, container);
}

/** As Docker 1.10 says it. */
function commandNotFound(program: string): string {
  return `Error response from daemon: Container command '${program}' not found or does not exist.`;
}
