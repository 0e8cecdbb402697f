// Scaling a ReplicationController as kubectl 1.0 and 1.3 do it: read it, change the number, write it back, look again. The
// first try comes after one interval, because Go's wait.Poll waits before it looks.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import type { ApiRequest, ApiResponse } from '../../cluster/apiserver/client.ts';
import { isSuccess, mistake, refusal, type Failure } from '../failures.ts';
import { now, request, sleep, type Part } from '../process.ts';

const INTERVAL_MS = 1_000;
/** It goes on trying for so long when others write to the object too. */
const RETRY: Polling = { intervalMs: INTERVAL_MS, timeoutMs: 300_000 };

/** What must be true of the object before it is scaled. */
export interface ScalePrecondition {
  /** -1: any. */
  readonly size: number;
  /** '': any. */
  readonly resourceVersion: string;
}

export interface Scaling {
  readonly path: string;
  readonly replicas: number;
  readonly precondition?: ScalePrecondition;
  /** It waits so long until there are that many pods; without, it does not wait. */
  readonly waitMs?: number;
  /** How often it tries to write, and looks for the pods. */
  readonly polling?: Polling;
  /** How it sends, where a client of its own counts the requests. */
  readonly send?: (apiRequest: ApiRequest) => Part<ApiResponse>;
  /** What messages call the object. */
  readonly noun?: 'controller' | 'resource';
}

export interface Polling {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Undefined when it is done. */
export function* scaleObject(scaling: Scaling): Part<Failure | undefined> {
  const { path, waitMs, polling = RETRY, send = request } = scaling;
  const failure = yield* poll(polling, () => tryOnce(scaling));
  if (failure || waitMs === undefined) return failure;
  const response = yield* send({ method: 'GET', path });
  if (!isSuccess(response)) return refusal(response);
  const controller = response.body as ReplicationController;
  const waiting = { ...polling, timeoutMs: waitMs };
  return yield* poll(waiting, () => hasDesiredReplicas(path, controller, send));
}

/** `false` when it must be tried again. */
type Attempt = Part<Failure | boolean>;

/** What Go's runtime ends a program with. */
export class Panic extends Error {}

/** As Go's wait.Poll: looks at every tick and a last time when the time is over. */
export function* poll(
  { intervalMs, timeoutMs }: Polling,
  attempt: () => Attempt,
): Part<Failure | undefined> {
  if (intervalMs <= 0) throw new Panic('non-positive interval for NewTicker');
  let at = yield* now();
  const end = at + Math.max(0, timeoutMs);
  for (let tick = at + intervalMs; ; tick = Math.max(tick + intervalMs, at)) {
    yield* sleep(Math.min(tick, end) - at);
    const isLast = tick >= end;
    const result = yield* attempt();
    if (typeof result === 'object') return result;
    if (result) return undefined;
    if (isLast) return mistake('timed out waiting for the condition');
    at = yield* now();
  }
}

function* tryOnce({ path, replicas, precondition, send = request, noun }: Scaling): Attempt {
  const response = yield* send({ method: 'GET', path });
  if (!isSuccess(response)) return scaleFailure(refusal(response), 'Unknown', noun);
  const controller = response.body as ReplicationController;
  const { resourceVersion = '' } = controller.metadata;
  const problem = precondition && unmet(precondition, controller);
  if (problem) return mistake(problem);
  const body = { ...controller, spec: { ...controller.spec, replicas } };
  const written = yield* send({ method: 'PUT', path, body });
  if (isSuccess(written)) return true;
  // Whatever else was refused is tried again.
  return written.status === 422 && scaleFailure(refusal(written), resourceVersion, noun);
}

function unmet(
  { size, resourceVersion }: ScalePrecondition,
  { spec, metadata }: ReplicationController,
): string | undefined {
  if (size !== -1 && spec.replicas !== size) {
    return `Expected replicas to be ${size}, was ${spec.replicas}`;
  }
  if (resourceVersion !== '' && metadata.resourceVersion !== resourceVersion) {
    return `Expected resource version to be ${resourceVersion}, was ${metadata.resourceVersion}`;
  }
  return undefined;
}

/** The API server's words inside kubectl's. */
function scaleFailure(failure: Failure, resourceVersion: string, noun = 'resource'): Failure {
  const message = failure.type === 'status' ? (failure.status.message ?? '') : '';
  return mistake(
    `Scaling the ${noun} failed with: ${message}; Current resource version ${resourceVersion}`,
  );
}

/** Whether the manager has seen this version of a controller and there are as many pods as it wants. */
export function* hasDesiredReplicas(
  path: string,
  { metadata }: ReplicationController,
  send: NonNullable<Scaling['send']>,
): Attempt {
  const response = yield* send({ method: 'GET', path });
  if (!isSuccess(response)) return refusal(response);
  const { spec, status } = response.body as ReplicationController;
  const hasSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  return hasSeen && status.replicas === spec.replicas;
}
