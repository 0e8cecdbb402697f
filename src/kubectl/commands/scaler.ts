// Scaling a ReplicationController as kubectl 1.0 and 1.3 do it: read it, change the number, write it back, look again. The
// first try comes after one interval, because Go's wait.Poll waits before it looks.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { isSuccess, mistake, refusal, type Failure } from '../failures.ts';
import { now, request, sleep, type Part } from '../process.ts';

const INTERVAL_MS = 1_000;
/** It goes on trying for so long when others write to the object too. */
const TIMEOUT_MS = 300_000;

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
}

/** Undefined when it is done. */
export function* scaleObject(scaling: Scaling): Part<Failure | undefined> {
  const { path, waitMs } = scaling;
  const failure = yield* poll(TIMEOUT_MS, () => tryOnce(scaling));
  if (failure || waitMs === undefined) return failure;
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return refusal(response);
  const { metadata } = response.body as ReplicationController;
  return yield* poll(waitMs, () => hasDesiredReplicas(path, metadata.generation ?? 0));
}

/** `false` when it must be tried again. */
type Attempt = Part<Failure | boolean>;

function* poll(timeoutMs: number, attempt: () => Attempt): Part<Failure | undefined> {
  const end = (yield* now()) + timeoutMs;
  do {
    yield* sleep(INTERVAL_MS);
    const result = yield* attempt();
    if (typeof result === 'object') return result;
    if (result) return undefined;
  } while ((yield* now()) < end);
  return mistake('timed out waiting for the condition');
}

function* tryOnce({ path, replicas, precondition }: Scaling): Attempt {
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return scaleFailure(refusal(response), 'Unknown');
  const controller = response.body as ReplicationController;
  const { resourceVersion = '' } = controller.metadata;
  const problem = precondition && unmet(precondition, controller);
  if (problem) return mistake(problem);
  const body = { ...controller, spec: { ...controller.spec, replicas } };
  const written = yield* request({ method: 'PUT', path, body });
  if (isSuccess(written)) return true;
  return written.status === 409 ? false : scaleFailure(refusal(written), resourceVersion);
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
function scaleFailure(failure: Failure, resourceVersion: string): Failure {
  const message = failure.type === 'status' ? (failure.status.message ?? '') : '';
  return mistake(
    `Scaling the resource failed with: ${message}; Current resource version ${resourceVersion}`,
  );
}

function* hasDesiredReplicas(path: string, generation: number): Attempt {
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return refusal(response);
  const { spec, status } = response.body as ReplicationController;
  return (status.observedGeneration ?? 0) >= generation && status.replicas === spec.replicas;
}
