// kubectl exec POD [-c CONTAINER] [--] COMMAND. Programs that talk to the network run in the terminal's shell at the pod's
// place; the others run in the container's image.

import type { Pod } from '../../cluster/api/core/v1/objects.ts';
import { fail, failUsage, formatStatus, isSuccess } from '../failures.ts';
import {
  print,
  printError,
  request,
  type ExecResult,
  type Part,
  type Program,
} from '../process.ts';
import type { Command, Invocation } from './command.ts';

/** Programs of our shell that only need the pod's place in the network. */
const NETWORK_PROGRAMS = ['curl', 'wget'];

export const exec: Command = {
  name: 'exec',
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'pod', short: 'p', type: 'string' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
  ],
  summary: 'Execute a command in a container',
  usage: 'exec POD [-c CONTAINER] -- COMMAND [args...] [flags]',
  run,
};

function* run(invocation: Invocation): Program {
  const { args, namespace } = invocation;
  const podFlag = args.text('pod');
  const [first, ...others] = args.words;
  const podName = podFlag ?? first;
  const command = [...(podFlag === undefined ? others : args.words), ...args.rest];
  if (!podName) return yield* failUsage('exec', 'POD is required for exec');
  if (command.length === 0) return yield* failUsage('exec', 'COMMAND is required for exec');
  const path = `/api/v1/namespaces/${namespace}/pods/${podName}`;
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return yield* fail(formatStatus(response));
  const pod = response.body as Pod;
  const { phase } = pod.status;
  if (phase !== 'Running') {
    return yield* fail(
      `error: cannot exec into a container in a completed pod; current phase is ${phase ?? 'Pending'}`,
    );
  }
  const container = args.text('container') ?? pod.spec.containers[0]?.name ?? '';
  if (!pod.spec.containers.some(({ name }) => name === container)) {
    return yield* fail(`Error from server: container ${container} is not valid for pod ${podName}`);
  }
  return yield* runInContainer(invocation, { pod, container, command });
}

function* runInContainer(
  { runAt }: Invocation,
  { pod, container, command }: { pod: Pod; container: string; command: readonly string[] },
): Program {
  const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
  const isShell = /^(\/bin\/)?(sh|bash)$/.test(command[0] ?? '');
  if (isShell && command[1] === '-c') {
    const words = (command[2] ?? '').split(/\s+/).filter((word) => word !== '');
    return yield* runInContainer({ runAt } as Invocation, { pod, container, command: words });
  }
  if (NETWORK_PROGRAMS.includes(command[0] ?? '')) {
    return yield* runAt({ node: pod.spec.nodeName ?? '', pod: key }, command);
  }
  const result = yield* execEffect(key, container, command);
  yield* print(result.stdout);
  yield* printError(result.stderr);
  if (result.exit !== 0) {
    yield* printError(
      `error: error executing remote command: error executing command in container: Error executing in Docker Container: ${result.exit}\n`,
    );
  }
  return result.exit === 0 ? 0 : 1;
}

function* execEffect(pod: string, container: string, command: readonly string[]): Part<ExecResult> {
  return (yield { type: 'exec', pod, container, command }) as ExecResult;
}
