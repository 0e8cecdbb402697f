// The update of kubectl 1.0: one pod more of the new, a pause, one pod less of the old. It counts pods and never asks whether
// they are ready.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { isFailure, mistake, type Failure } from '../failures.ts';
import { print, type Part } from '../process.ts';
import {
  annotated,
  DESIRED_REPLICAS,
  formatMap,
  sourceIdOf,
  UPDATE_SOURCE_ID,
  withReplicas,
} from './annotations.ts';
import { cleanUp } from './cleanUp.ts';
import { namespaceOf } from './client.ts';
import {
  checkSource,
  desiredOf,
  findController,
  pause,
  scaleAndWait,
  type Config,
} from './config.ts';

export function* update10(config: Config): Part<Failure | undefined> {
  const { progress } = config;
  const begun = yield* begin(config);
  if (isFailure(begun)) return begun;
  const { desired } = begun;
  let { next } = begun;
  let { old } = config;
  const oldName = old.metadata.name;
  const newName = next.metadata.name;
  const loops = Math.max(0, Math.min(desired - next.spec.replicas, old.spec.replicas));
  for (let loop = 1; next.spec.replicas < desired && old.spec.replicas !== 0; loop++) {
    const sizes = [old.spec.replicas, next.spec.replicas] as const;
    next = withReplicas(next, sizes[1] + 1);
    old = withReplicas(old, sizes[0] - 1);
    const counts = sizesText(old, next);
    yield* progress.report({
      phase: 'scaleNew',
      loop,
      loops,
      newSize: [sizes[1], next.spec.replicas],
      oldSize: [sizes[0], old.spec.replicas],
    });
    yield* print(`At beginning of loop: ${counts}\n`);
    yield* print(`Updating ${counts}\n`);
    const grown = yield* scaleAndWait(config, next);
    if (isFailure(grown)) return grown;
    next = grown;
    yield* pause(config);
    yield* progress.report({ phase: 'scaleOld' });
    const shrunk = yield* scaleAndWait(config, old);
    if (isFailure(shrunk)) return shrunk;
    old = shrunk;
    yield* print(`At end of loop: ${sizesText(old, next)}\n`);
  }
  if (old.spec.replicas !== 0) {
    yield* progress.report({ phase: 'scaleOld', oldSize: [old.spec.replicas, 0] });
    yield* print(`Stopping ${oldName} replicas: ${old.spec.replicas} -> 0\n`);
    const shrunk = yield* scaleAndWait(config, withReplicas(old, 0));
    if (isFailure(shrunk)) return shrunk;
  }
  if (next.spec.replicas !== desired) {
    yield* progress.report({ phase: 'scaleNew', newSize: [next.spec.replicas, desired] });
    yield* print(`Scaling ${newName} replicas: ${next.spec.replicas} -> ${desired}\n`);
    const grown = yield* scaleAndWait(config, withReplicas(next, desired));
    if (isFailure(grown)) return grown;
  }
  return yield* cleanUp(config, old, newName);
}

function sizesText(old: ReplicationController, next: ReplicationController): string {
  return `${old.metadata.name} replicas: ${old.spec.replicas}, ${next.metadata.name} replicas: ${next.spec.replicas}`;
}

interface Begun {
  readonly next: ReplicationController;
  readonly desired: number;
}

/** Goes on with the new controller that is there, or creates it with no pods. */
function* begin({ client, old, next }: Config): Part<Begun | Failure> {
  const { name } = next.metadata;
  const { replicas } = next.spec;
  if (replicas <= 0) return invalidSpec(next);
  const sourceId = sourceIdOf(old);
  const existing = yield* findController(client, namespaceOf(next), name);
  if (existing && !isFailure(existing)) {
    yield* print(`Continuing update with existing controller ${name}.\n`);
    const failure = checkSource(existing, sourceId);
    if (failure) return failure;
    const desired = desiredOf(existing);
    return typeof desired === 'object' ? desired : { next: existing, desired };
  }
  yield* print(`Creating ${name}\n`);
  const marks = { [DESIRED_REPLICAS]: String(replicas), [UPDATE_SOURCE_ID]: sourceId };
  const created = yield* client.create(withReplicas(annotated(next, marks), 0));
  return isFailure(created) ? created : { next: created, desired: replicas };
}

/** Go prints a whole struct here where a number was meant; where its template lies in memory is made up. */
function invalidSpec({ metadata, spec }: ReplicationController): Failure {
  const dump = `{%!s(int=${spec.replicas}) ${formatMap(spec.selector)} %!s(*api.ObjectReference=<nil>) %!s(*api.PodTemplateSpec=0xc20801e000)}`;
  return mistake(
    `Invalid controller spec for ${metadata.name}; required: > 0 replicas, actual: ${dump}\n`,
  );
}
