// kubectl delete: pods gracefully, ReplicationControllers by scaling them to nothing first, others at once.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import type { Resource } from '../../cluster/api/kinds.ts';
import { fail, formatStatus, isSuccess } from '../failures.ts';
import { pathOf } from '../objectPaths.ts';
import { now, print, request, sleep, type Part, type Program } from '../process.ts';
import { parseNamed, singularOf } from '../resourceTypes.ts';
import { fileFlags, selectorFlags, type Command, type Invocation } from './command.ts';
import { readFiles } from './files.ts';

/** How often it looks whether a controller has no pods left, and for how long. */
const POLL_MS = 1_000;
const TIMEOUT_MS = 300_000;

export const deleteCommand: Command = {
  name: 'delete',
  flags: [
    ...fileFlags,
    ...selectorFlags,
    { name: 'grace-period', type: 'int' },
    { name: 'cascade', type: 'bool' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'now', type: 'bool' },
    { name: 'force', type: 'bool' },
    { name: 'timeout', type: 'string' },
  ],
  summary:
    'Delete resources by filenames, stdin, resources and names, or by resources and label selector',
  usage: 'delete ([-f FILENAME] | TYPE [(NAME | -l label | --all)]) [flags]',
  run,
};

interface Target {
  readonly resource: Resource;
  readonly name: string;
  readonly path: string;
}

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const targets = yield* findTargets(invocation);
  if (typeof targets === 'string') return yield* fail(targets);
  const problems: string[] = [];
  if (targets.length === 0) yield* print('No resources found\n');
  for (const target of targets) {
    const problem = yield* deleteOne(target, invocation);
    if (problem === undefined) {
      const { resource, name } = target;
      yield* print(
        args.text('output') === 'name'
          ? `${singularOf(resource)}/${name}\n`
          : `${singularOf(resource)} "${name}" deleted\n`,
      );
    } else if (problem !== '') problems.push(problem);
  }
  return problems.length > 0 ? yield* fail(problems.join('\n')) : 0;
}

function* findTargets(invocation: Invocation): Part<Target[] | string> {
  const { args, namespace } = invocation;
  if (args.isSet('filename')) {
    const targets: Target[] = [];
    for (const entry of yield* readFiles(invocation)) {
      if ('problem' in entry) return entry.problem;
      const { resource, object } = entry.manifest;
      targets.push({ resource, name: object.metadata.name, path: entry.path });
    }
    return targets;
  }
  if (args.words.length === 0) {
    return 'error: you must provide one or more resources by argument or filename (.json|.yaml|.yml|stdin)';
  }
  const named = parseNamed(args.words);
  if (typeof named === 'string') return named;
  const targets: Target[] = [];
  for (const { resource, name } of named) {
    if (name !== undefined) {
      targets.push({ resource, name, path: pathOf(resource, namespace, name) });
      continue;
    }
    if (!args.isSet('selector') && !args.isOn('all')) {
      return 'error: resource(s) were provided, but no name, label selector, or --all flag specified';
    }
    const selector = args.text('selector');
    const response = yield* request({
      method: 'GET',
      path: pathOf(resource, namespace),
      ...(selector ? { query: { labelSelector: selector } } : {}),
    });
    if (!isSuccess(response)) return formatStatus(response);
    const { items } = response.body as { items: readonly { metadata: { name: string } }[] };
    for (const { metadata } of items) {
      targets.push({
        resource,
        name: metadata.name,
        path: pathOf(resource, namespace, metadata.name),
      });
    }
  }
  return targets;
}

/** What went wrong, if anything; an empty text for what may be missing. */
function* deleteOne(target: Target, { args }: Invocation): Part<string | undefined> {
  const isCascading = args.isOn('cascade', true);
  if (isCascading && target.resource.kind === 'ReplicationController') {
    const problem = yield* scaleToZero(target.path);
    if (problem !== undefined) return problem;
  }
  const seconds = args.isOn('now') ? 1 : args.number('grace-period');
  const response = yield* request({
    method: 'DELETE',
    path: target.path,
    ...(seconds === undefined || seconds < 0
      ? {}
      : { query: { gracePeriodSeconds: String(seconds) } }),
  });
  if (isSuccess(response)) return undefined;
  if (response.status === 404 && args.isOn('ignore-not-found')) return '';
  return formatStatus(response);
}

/** As kubectl's reaper: one second until it writes, then it looks once a second. */
function* scaleToZero(path: string): Part<string | undefined> {
  const first = yield* request({ method: 'GET', path });
  if (!isSuccess(first)) return formatStatus(first);
  yield* sleep(POLL_MS);
  const fresh = yield* request({ method: 'GET', path });
  if (!isSuccess(fresh)) return formatStatus(fresh);
  const controller = fresh.body as ReplicationController;
  const body = { ...controller, spec: { ...controller.spec, replicas: 0 } };
  const put = yield* request({ method: 'PUT', path, body });
  if (!isSuccess(put)) return formatStatus(put);
  const deadline = (yield* now()) + TIMEOUT_MS;
  for (;;) {
    yield* sleep(POLL_MS);
    const response = yield* request({ method: 'GET', path });
    if (!isSuccess(response)) return response.status === 404 ? undefined : formatStatus(response);
    const { status, metadata } = response.body as ReplicationController;
    const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
    if (status.replicas === 0 && isSeen) return undefined;
    if ((yield* now()) > deadline) return 'error: timed out waiting for the condition';
  }
}
