// docker on a node: look at its containers, images and logs, run something in a container, and do to containers what the
// kubelet has to put right.

import type { PulledImage } from '../../../../cluster/network/container.ts';
import { PAUSE } from '../../../../cluster/network/docker.ts';
import {
  now,
  print,
  printError,
  sleep,
  type ContainerOutput,
  runInContainer,
  type Part,
  type Program,
} from '../../../process.ts';
import type { ProgramCall, ShellProgram } from '../../program.ts';
import { containersOn, type ListedContainer } from './containers.ts';
import { containerTable, imageTable } from './listing.ts';

/** How often it looks whether a container has ended. */
const POLL_MS = 100;
/** docker stop gives a container ten seconds. */
const STOP_LIMIT_MS = 11_000;

const KNOWN =
  "docker here knows: ps, images, logs, exec, stop, kill, restart, rm -f (containers); pulling and running is the kubelet's work\n";

function* docker(call: ProgramCall): Program {
  const { node, pod } = call.state.environment.place;
  if (node === 'client' || pod !== undefined) {
    yield* printError('-bash: docker: command not found\n');
    return 127;
  }
  const [verb, ...words] = call.words;
  switch (verb) {
    case 'ps':
      return yield* ps(node, words);
    case 'images':
      return yield* images(node);
    case 'logs':
      return yield* logs(node, words);
    case 'exec':
      return yield* exec(call, node, words);
    case 'stop':
    case 'kill':
    case 'restart':
      return yield* end(node, verb, words);
    case 'rm':
      return yield* remove(node, words);
    default:
      yield* printError(KNOWN);
      return verb === undefined || verb === '--help' ? 0 : 1;
  }
}

function* ps(node: string, words: readonly string[]): Program {
  const flags = words.filter((word) => /^-\w+$/.test(word)).join('');
  const all = yield* containersOn(node);
  const shown = flags.includes('a') ? all : all.filter(({ exited }) => !exited);
  const isWhole = words.includes('--no-trunc');
  if (flags.includes('q')) {
    yield* print(shown.map(({ id }) => `${isWhole ? id : id.slice(0, 12)}\n`).join(''));
  } else yield* print(containerTable(shown, { now: yield* now(), isWhole }));
  return 0;
}

function* images(node: string): Program {
  const found = (yield {
    type: 'scan',
    table: 'images',
    prefix: `${node} `,
  }) as readonly (readonly [string, PulledImage])[];
  const at = yield* now();
  const ready = found.map(([, image]) => image).filter(({ readyAt }) => readyAt <= at);
  yield* print(imageTable(ready, at));
  return 0;
}

function* logs(node: string, words: readonly string[]): Program {
  const wanted = words.find((word) => !word.startsWith('-')) ?? '';
  const found = yield* find(node, wanted);
  if (!found) return yield* missing(wanted);
  const output = (yield {
    type: 'log',
    pod: found.pod,
    container: found.container,
    isPrevious: found.exited !== undefined && (yield* isReplaced(node, found)),
    after: -1,
  }) as ContainerOutput;
  for (const { stream, text } of output.lines) {
    yield* stream === 'stdout' ? print(`${text}\n`) : printError(`${text}\n`);
  }
  return 0;
}

/** A dead container whose place another one has taken. */
function* isReplaced(node: string, { pod, container }: ListedContainer): Part<boolean> {
  const all = yield* containersOn(node);
  return all.some((each) => each.pod === pod && each.container === container && !each.exited);
}

function* exec(call: ProgramCall, node: string, words: readonly string[]): Program {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const wanted = words[at] ?? '';
  const command = words.slice(at + 1);
  const found = yield* find(node, wanted);
  if (!found || at < 0) return yield* missing(wanted);
  if (found.exited) {
    yield* printError(`Error response from daemon: Container ${wanted} is not running\n`);
    return 1;
  }
  if (/^(curl|wget|ping|nslookup)$/.test(command[0] ?? '')) {
    return yield* call.runAt(
      { ...call.state.environment, place: { node, pod: found.pod }, container: found.container },
      command,
    );
  }
  const { pod, container } = found;
  const isTerminal = words.slice(0, at).some((word) => /^-\w*t/.test(word));
  const result = yield* runInContainer({ node, pod, container }, command, isTerminal);
  yield* print(result.stdout);
  yield* printError(result.stderr);
  return result.exit;
}

/** Stops, kills or restarts containers, and waits until that is done. */
function* end(node: string, verb: 'stop' | 'kill' | 'restart', words: readonly string[]): Program {
  let exit = 0;
  for (const wanted of words.filter((word) => !word.startsWith('-'))) {
    const found = yield* find(node, wanted);
    if (!found) {
      exit = yield* missing(wanted);
      continue;
    }
    const { pod, container } = found;
    yield { type: 'docker', node, request: { verb, pod, container } };
    const limit = (yield* now()) + STOP_LIMIT_MS;
    do yield* sleep(POLL_MS);
    while (verb !== 'restart' && (yield* isRunning(node, found.id)) && (yield* now()) < limit);
    yield* print(`${wanted}\n`);
  }
  return exit;
}

function* remove(node: string, words: readonly string[]): Program {
  const isForced = words.some((word) => /^-\w*f|^--force$/.test(word));
  const names = words.filter((word) => !word.startsWith('-'));
  if (isForced) return yield* end(node, 'kill', names);
  for (const wanted of names) {
    const found = yield* find(node, wanted);
    if (!found) return yield* missing(wanted);
    if (!found.exited) {
      yield* printError(
        `Failed to remove container (${wanted}): Error response from daemon: Conflict, You cannot remove a running container ${found.id}. Stop the container before attempting removal or use -f\n`,
      );
      return 1;
    }
    yield* print(`${wanted}\n`);
  }
  return 0;
}

function* isRunning(node: string, id: string): Part<boolean> {
  return (yield* containersOn(node)).some((each) => each.id === id && !each.exited);
}

/** By the beginning of its id, or by its name; pause containers too. */
function* find(node: string, wanted: string): Part<ListedContainer | undefined> {
  if (wanted === '') return undefined;
  const all = yield* containersOn(node);
  return all.find(
    ({ id, name, container }) =>
      id.startsWith(wanted) || name === wanted || (container === PAUSE && wanted === name),
  );
}

function* missing(wanted: string): Part<number> {
  yield* printError(`Error response from daemon: No such container: ${wanted}\n`);
  return 1;
}

export const dockerPrograms: Readonly<Record<string, ShellProgram>> = { docker };
