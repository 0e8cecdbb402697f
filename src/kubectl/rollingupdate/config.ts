// What both algorithms are called with, and the steps that they share.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { scaleObject } from '../commands/scaler.ts';
import { isFailure, mistake, type Failure } from '../failures.ts';
import { now, sleep, type Part } from '../process.ts';
import type { Release } from '../release.ts';
import { DESIRED_REPLICAS, annotationOf, formatMap, UPDATE_SOURCE_ID } from './annotations.ts';
import { namespaceOf, pathTo, type Client } from './client.ts';
import type { Progress } from './progress.ts';

export interface Config {
  readonly client: Client;
  readonly progress: Progress;
  readonly release: Release;
  readonly old: ReplicationController;
  readonly next: ReplicationController;
  /** Between scaling one and scaling the other. */
  readonly updatePeriodMs: number;
  readonly pollIntervalMs: number;
  readonly timeoutMs: number;
  /** What becomes of the new controller's name in the end. */
  readonly policy: 'Delete' | 'Rename';
}

/** Scales to the size in the object, waits until there are so many pods, and reads it again. */
export function* scaleAndWait(
  config: Config,
  controller: ReplicationController,
): Part<ReplicationController | Failure> {
  const { client, progress, pollIntervalMs, timeoutMs, release } = config;
  const { name } = controller.metadata;
  const { replicas } = controller.spec;
  yield* progress.report({
    waitsFor: `${replicas} pods of ${name}`,
    until: (yield* now()) + Math.max(0, Math.min(timeoutMs, MAX_WAIT_MS)),
  });
  const failure = yield* scaleObject({
    path: pathTo(controller),
    replicas,
    polling: { intervalMs: pollIntervalMs, timeoutMs },
    waitMs: timeoutMs,
    send: (request) => client.send(request),
    noun: release === 'v1.0' ? 'controller' : 'resource',
  });
  if (failure) return failure;
  return yield* client.get(namespaceOf(controller), name);
}

/** `--timeout=0s` of 1.3 waits for ever; a day is shown. */
const MAX_WAIT_MS = 86_400_000;

export function* pause({ progress, updatePeriodMs }: Config): Part<void> {
  const ms = Math.max(0, updatePeriodMs);
  yield* progress.report({
    phase: 'pause',
    waitsFor: 'the update period',
    until: (yield* now()) + ms,
  });
  yield* sleep(ms);
}

/** Whether an existing controller is the one that an earlier update began with. */
export function checkSource(
  existing: ReplicationController,
  sourceId: string,
): Failure | undefined {
  const isSame = annotationOf(existing, UPDATE_SOURCE_ID) === sourceId;
  if (isSame && annotationOf(existing, DESIRED_REPLICAS) !== undefined) return undefined;
  const { name, annotations } = existing.metadata;
  return mistake(
    `Missing/unexpected annotations for controller ${name}, expected ${sourceId} : ${formatMap(annotations)}`,
  );
}

/** The size that the annotation of an existing controller asks for. */
export function desiredOf(controller: ReplicationController): number | Failure {
  const text = annotationOf(controller, DESIRED_REPLICAS) ?? '';
  return /^[+-]?\d+$/.test(text)
    ? Number(text)
    : mistake(
        `Unable to parse annotation for ${controller.metadata.name}: ${DESIRED_REPLICAS}=${text}`,
      );
}

/** The controller or undefined when there is none. */
export function* findController(
  client: Client,
  namespace: string,
  name: string,
): Part<ReplicationController | undefined | Failure> {
  if (name === '') return undefined;
  const found = yield* client.get(namespace, name);
  const isMissing =
    isFailure(found) && found.type === 'status' && found.status.reason === 'NotFound';
  return isMissing ? undefined : found;
}
