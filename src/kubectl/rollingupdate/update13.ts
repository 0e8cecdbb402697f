// The update of kubectl 1.2 and 1.3: up as far as the surge allows, down as far as enough pods stay ready. When nothing moves
// for the time of --timeout it gives up and leaves both controllers as they are.

import type { Pod, ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { isFailure, mistake, type Failure } from '../failures.ts';
import { now, print, type Part } from '../process.ts';
import {
  annotated,
  annotationOf,
  DESIRED_REPLICAS,
  ORIGINAL_REPLICAS,
  sourceIdOf,
  UPDATE_SOURCE_ID,
  withReplicas,
} from './annotations.ts';
import {
  countLoops,
  resolveFenceposts,
  scaledDown,
  scaledUp,
  type IntOrPercent,
  type Limits,
} from './arithmetic.ts';
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
import { updateWithRetries } from './relabel.ts';

/** kubectl has no flags for these. */
const BOUNDS: Bounds = { maxSurge: 1, maxUnavailable: 0 };

interface Bounds {
  readonly maxSurge: IntOrPercent;
  readonly maxUnavailable: IntOrPercent;
}

export function* update13(config: Config, bounds = BOUNDS): Part<Failure | undefined> {
  const begun = yield* begin(config);
  if (isFailure(begun)) return begun;
  const desired = desiredOf(begun);
  if (typeof desired === 'object') return desired;
  const old = yield* noteOriginal(config);
  if (isFailure(old)) return old;
  const limits = resolveFenceposts(bounds.maxSurge, bounds.maxUnavailable, desired);
  const { name } = old.metadata;
  yield* print(
    `Scaling up ${begun.metadata.name} from ${begun.spec.replicas} to ${desired}, scaling down ${name} from ${old.spec.replicas} to 0 (keep ${limits.minAvailable} pods available, don't exceed ${desired + limits.maxSurge} pods)\n`,
  );
  const failure = yield* scaleBoth(config, { old, next: begun }, limits);
  return failure ?? (yield* cleanUp(config, old, begun.metadata.name));
}

function* begin({ client, old, next }: Config): Part<ReplicationController | Failure> {
  const { name } = next.metadata;
  const sourceId = sourceIdOf(old);
  const existing = yield* findController(client, namespaceOf(next), name);
  if (existing) {
    if (isFailure(existing)) return existing;
    const failure = checkSource(existing, sourceId);
    if (failure) return failure;
    yield* print(`Continuing update with existing controller ${name}.\n`);
    return existing;
  }
  const { replicas } = next.spec;
  if (replicas <= 0) {
    return mistake(
      `Invalid controller spec for ${name}; required: > 0 replicas, actual: ${replicas}\n`,
    );
  }
  const marks = { [DESIRED_REPLICAS]: String(replicas), [UPDATE_SOURCE_ID]: sourceId };
  const created = yield* client.create(withReplicas(annotated(next, marks), 0));
  if (!isFailure(created)) yield* print(`Created ${name}\n`);
  return created;
}

/** How many there were before the first update, for a way back. */
function* noteOriginal({ client, old, release }: Config): Part<ReplicationController | Failure> {
  if (annotationOf(old, ORIGINAL_REPLICAS) !== undefined) return old;
  const existing = yield* client.get(namespaceOf(old), old.metadata.name);
  if (isFailure(existing)) return existing;
  const original = String(existing.spec.replicas);
  const apply = (each: ReplicationController) => annotated(each, { [ORIGINAL_REPLICAS]: original });
  return yield* updateWithRetries(client, existing, { apply, release });
}

interface Pair {
  readonly old: ReplicationController;
  readonly next: ReplicationController;
}

function* scaleBoth(config: Config, pair: Pair, limits: Limits): Part<Failure | undefined> {
  const { progress, timeoutMs } = config;
  let { old, next } = pair;
  let deadline = (yield* now()) + timeoutMs;
  for (let loop = 1; next.spec.replicas !== limits.desired || old.spec.replicas !== 0; loop++) {
    const sizes = [old.spec.replicas, next.spec.replicas] as const;
    const target = scaledUp(sizes[0], sizes[1], limits);
    yield* progress.report({
      phase: 'scaleNew',
      loop,
      loops: loop - 1 + countLoops(sizes[0], sizes[1], limits),
      newSize: [sizes[1], target],
      oldSize: [sizes[0], sizes[0]],
    });
    const grown = yield* resize(config, next, { replicas: target, way: 'up' });
    if (isFailure(grown)) return grown;
    next = grown;
    yield* pause(config);
    const shrunk = yield* scaleDown(config, { old, next }, limits);
    if (isFailure(shrunk)) return shrunk;
    old = shrunk;
    const isProgress = next.spec.replicas !== sizes[1] || old.spec.replicas !== sizes[0];
    const at = yield* now();
    if (isProgress) deadline = at + timeoutMs;
    else if (at > deadline) {
      return mistake('timed out waiting for any update progress to be made');
    }
  }
  return undefined;
}

function* scaleDown(
  config: Config,
  { old, next }: Pair,
  limits: Limits,
): Part<ReplicationController | Failure> {
  if (old.spec.replicas === 0) return old;
  const { client, progress } = config;
  const oldPods = yield* client.pods(namespaceOf(old), old.spec.selector);
  if (isFailure(oldPods)) return oldPods;
  const newPods = yield* client.pods(namespaceOf(next), next.spec.selector);
  if (isFailure(newPods)) return newPods;
  const newReady = newPods.filter(isReady).length;
  const replicas = scaledDown(old.spec.replicas, next.spec.replicas, { limits, newReady });
  yield* progress.report({ phase: 'scaleOld', oldSize: [old.spec.replicas, replicas] });
  return yield* resize(config, old, { replicas, way: 'down' });
}

function* resize(
  config: Config,
  controller: ReplicationController,
  { replicas, way }: { readonly replicas: number; readonly way: 'up' | 'down' },
): Part<ReplicationController | Failure> {
  if (replicas === controller.spec.replicas) return controller;
  yield* print(`Scaling ${controller.metadata.name} ${way} to ${replicas}\n`);
  return yield* scaleAndWait(config, withReplicas(controller, replicas));
}

function isReady({ status }: Pod): boolean {
  return (
    status.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false
  );
}
