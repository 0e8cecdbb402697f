// kubectl exec POD [-c CONTAINER] [--] COMMAND. Programs that talk to the network run in the terminal's shell at the pod's
// place; the others run in the container's image.

import type { Pod } from '../../cluster/api/core/v1/objects.ts';
import {
  finish,
  isFailure,
  isSuccess,
  mistake,
  refusal,
  usageMistake,
  type Failure,
} from '../failures.ts';
import {
  print,
  printError,
  request,
  runInContainer as runCommand,
  type Part,
  type Program,
} from '../process.ts';
import { badRequest } from '../statuses.ts';
import type { Command, Invocation } from './command.ts';
import { logLine } from '../text/glog.ts';

/** Programs of our shell that only need the pod's place in the network. */
const NETWORK_PROGRAMS = ['curl', 'wget', 'ping'];

const USAGE =
  "expected 'exec POD_NAME COMMAND [ARG1] [ARG2] ... [ARGN]'.\nPOD_NAME and COMMAND are required arguments for the exec command";

export const exec: Command = {
  name: 'exec',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const given = args.text('pod') ?? '';
  const words = [...args.words, ...args.rest];
  if (given === '' && args.words.length === 0) {
    return yield* finish(usageMistake('exec', USAGE));
  }
  if (given !== '') {
    const message =
      '-p POD_NAME is DEPRECATED and will be removed in a future version. Use exec POD_NAME instead.';
    yield* printError(`${yield* logLine('W', 'cmd.go:258', message)}\n`);
  }
  const [podName = '', ...command] = given === '' ? words : [given, ...words];
  if (command.length === 0) return yield* finish(usageMistake('exec', USAGE));
  const found = yield* findContainer(invocation, podName);
  if (isFailure(found)) return yield* finish(found);
  return yield* runInContainer(invocation, { ...found, command });
}

interface Found {
  readonly pod: Pod;
  readonly container: string;
}

function* findContainer({ args, namespace }: Invocation, podName: string): Part<Found | Failure> {
  const path = `/api/v1/namespaces/${namespace}/pods/${podName}`;
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return refusal(response);
  const pod = response.body as Pod;
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed') {
    return mistake(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const container = args.text('container') || (pod.spec.containers[0]?.name ?? '');
  if (!pod.spec.containers.some(({ name }) => name === container)) {
    return badRequest(`container ${container} is not valid for pod ${podName}`);
  }
  if (!pod.spec.nodeName) return badRequest(`pod ${podName} does not have a host assigned`);
  const status = pod.status.containerStatuses?.find(({ name }) => name === container);
  return status?.state?.running
    ? { pod, container }
    : mistake(`unable to upgrade connection: container not found (${JSON.stringify(container)})`);
}

function* runInContainer(
  invocation: Invocation,
  { pod, container, command }: Found & { readonly command: readonly string[] },
): Program {
  const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
  const [program = '', option, script = ''] = command;
  const words = script.split(/\s+/).filter((word) => word !== '');
  const isShell = /^(\/bin\/)?(sh|bash)$/.test(program) && option === '-c';
  if (isShell && NETWORK_PROGRAMS.includes(words[0] ?? '')) {
    return yield* runInContainer(invocation, { pod, container, command: words });
  }
  if (NETWORK_PROGRAMS.includes(program)) {
    return yield* invocation.runAt({ node: pod.spec.nodeName ?? '', pod: key }, command);
  }
  const where = { node: pod.spec.nodeName ?? '', pod: key, container };
  const result = yield* runCommand(where, command, invocation.args.isOn('tty'));
  yield* print(result.stdout);
  yield* printError(result.stderr);
  if (result.exit === 0) return 0;
  return yield* finish(
    mistake(
      `error executing remote command: error executing command in container: Error executing in Docker Container: ${result.exit}`,
    ),
  );
}
