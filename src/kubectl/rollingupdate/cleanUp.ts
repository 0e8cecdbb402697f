// The end of an update: the annotations go, the old controller goes, and the new one may take its name.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { hasDesiredReplicas, poll } from '../commands/scaler.ts';
import { isFailure, isNotFound, mistake, type Failure } from '../failures.ts';
import { print, type Part } from '../process.ts';
import type { Release } from '../release.ts';
import { annotated, annotationOf, DESIRED_REPLICAS, UPDATE_SOURCE_ID } from './annotations.ts';
import { namespaceOf, pathTo, type Client } from './client.ts';
import type { Config } from './config.ts';
import { updateWithRetries } from './relabel.ts';

export function* cleanUp(
  config: Config,
  old: ReplicationController,
  newName: string,
): Part<Failure | undefined> {
  const { client, progress, release, policy } = config;
  const namespace = namespaceOf(config.next);
  yield* progress.report({ phase: 'cleanUp', waitsFor: `the pods of ${newName}` });
  const found = yield* client.get(namespace, newName);
  if (isFailure(found)) return found;
  const clean = (controller: ReplicationController) =>
    annotated(controller, { [UPDATE_SOURCE_ID]: undefined, [DESIRED_REPLICAS]: undefined });
  const written =
    release === 'v1.0'
      ? yield* client.update(clean(found))
      : yield* updateWithRetries(client, found, { apply: clean, release });
  if (isFailure(written)) return written;
  const polling = { intervalMs: config.pollIntervalMs, timeoutMs: config.timeoutMs };
  const late = yield* poll(polling, () =>
    hasDesiredReplicas(pathTo(written), written, (request) => client.send(request)),
  );
  if (late) return late;
  const latest = yield* client.get(namespace, newName);
  if (isFailure(latest)) return latest;

  const oldName = old.metadata.name;
  const isRenaming = policy === 'Rename';
  const what = isRenaming ? 'old controller: ' : '';
  yield* print(`Update succeeded. Deleting ${what}${oldName}\n`);
  const failure = yield* client.remove(namespace, oldName);
  if (failure || !isRenaming) return failure;
  yield* progress.report({ waitsFor: `the name ${oldName}` });
  yield* print(`Renaming ${newName} to ${oldName}\n`);
  return yield* rename(client, latest, { name: oldName, release });
}

/** In 1.0 two controllers select the same pods for a moment; since 1.3.8 for five seconds none does. */
export function* rename(
  client: Client,
  controller: ReplicationController,
  { name, release }: { readonly name: string; readonly release: Release },
): Part<Failure | undefined> {
  const namespace = namespaceOf(controller);
  const before = controller.metadata.name;
  const { resourceVersion: _, ...metadata } = controller.metadata;
  const copy = { ...controller, metadata: { ...metadata, name } };
  if (release === 'v1.0') {
    const created = yield* client.create(copy);
    if (isFailure(created)) return created;
    return unlessMissing(yield* client.remove(namespace, before));
  }
  const failure = unlessMissing(yield* client.remove(namespace, before, true));
  if (failure) return failure;
  const late = yield* poll({ intervalMs: 5_000, timeoutMs: 60_000 }, function* () {
    const found = yield* client.get(namespace, before);
    if (!isFailure(found)) return false;
    return isNotFound(found) ? true : found;
  });
  if (late) return late;
  const created = yield* client.create(copy);
  return isFailure(created) ? created : undefined;
}

function unlessMissing(failure: Failure | undefined): Failure | undefined {
  return failure && isNotFound(failure) ? undefined : failure;
}

/** A name without a controller may be in the middle of a rename: the controller that came from it gets it. */
export function* finishRename(
  client: Client,
  namespace: string,
  { name, release }: { readonly name: string; readonly release: Release },
): Part<Failure | undefined> {
  const controllers = yield* client.list(namespace);
  if (isFailure(controllers)) return controllers;
  const found = findSource(controllers, name);
  return found
    ? yield* rename(client, found, { name, release })
    : mistake(`couldn't find a replication controller with source id == ${namespace}/${name}`);
}

/** The first controller that an update of this name made, by the beginning of its source id. */
export function findSource(
  controllers: readonly ReplicationController[],
  name: string,
): ReplicationController | undefined {
  return controllers.find((each) => annotationOf(each, UPDATE_SOURCE_ID)?.startsWith(name));
}
