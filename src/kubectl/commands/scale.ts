// kubectl scale.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { fail, failUsage, formatStatus, isSuccess } from '../failures.ts';
import { pathOf } from '../objectPaths.ts';
import { print, request, sleep, type Part, type Program } from '../process.ts';
import { parseNamed, singularOf, type Named } from '../resourceTypes.ts';
import { fileFlags, type Command, type Invocation } from './command.ts';
import { readFiles } from './files.ts';

/** It waits so long before it writes. */
const RETRY_MS = 1_000;

export const scale: Command = {
  name: 'scale',
  flags: [
    ...fileFlags,
    { name: 'replicas', type: 'int' },
    { name: 'current-replicas', type: 'int' },
    { name: 'resource-version', type: 'string' },
    { name: 'timeout', type: 'string' },
  ],
  summary: 'Set a new size for a Replication Controller',
  usage:
    'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [flags]',
  run,
};

function* run(invocation: Invocation): Program {
  const { args, namespace } = invocation;
  const replicas = args.number('replicas');
  if (replicas === undefined || replicas < 0) {
    return yield* failUsage(
      'scale',
      '--replicas=COUNT is required, and COUNT must be greater than or equal to 0',
    );
  }
  const named = args.isSet('filename') ? yield* namedByFiles(invocation) : parseNamed(args.words);
  if (typeof named === 'string') return yield* fail(named);
  const problems: string[] = [];
  for (const { resource, name } of named) {
    if (name === undefined || resource.kind !== 'ReplicationController') {
      return yield* fail(
        name === undefined
          ? 'error: resource(s) were provided, but no name, label selector, or --all flag specified'
          : `error: no scaler has been implemented for {"" "${resource.kind}"}`,
      );
    }
    const path = pathOf(resource, namespace, name);
    const problem = yield* scaleOne(path, replicas, args.number('current-replicas'));
    if (problem === undefined) yield* print(`${singularOf(resource)} "${name}" scaled\n`);
    else problems.push(problem);
  }
  return problems.length > 0 ? yield* fail(problems.join('\n')) : 0;
}

function* namedByFiles(invocation: Invocation): Part<Named[] | string> {
  const named: Named[] = [];
  for (const entry of yield* readFiles(invocation)) {
    if ('problem' in entry) return entry.problem;
    named.push({ resource: entry.manifest.resource, name: entry.manifest.object.metadata.name });
  }
  return named;
}

function* scaleOne(
  path: string,
  replicas: number,
  current: number | undefined,
): Part<string | undefined> {
  const known = yield* request({ method: 'GET', path });
  if (!isSuccess(known)) return formatStatus(known);
  yield* sleep(RETRY_MS);
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return formatStatus(response);
  const controller = response.body as ReplicationController;
  if (current !== undefined && current >= 0 && controller.spec.replicas !== current) {
    return `error: Expected replicas to be ${current}, was ${controller.spec.replicas}`;
  }
  const body = { ...controller, spec: { ...controller.spec, replicas } };
  const put = yield* request({ method: 'PUT', path, body });
  return isSuccess(put) ? undefined : formatStatus(put);
}
