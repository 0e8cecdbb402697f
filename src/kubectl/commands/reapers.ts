// How kubectl 1.3 deletes: ReplicationControllers are scaled to nothing first, pods and Services are looked up before they
// are deleted, other kinds are just deleted (pkg/kubectl/stop.go).

import { matchesSelector } from '../../cluster/api/labels.ts';
import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import type { Labels } from '../../cluster/api/meta.ts';
import { isNotFound, isSuccess, mistake, refusal, type Failure } from '../failures.ts';
import { print, request, type Part } from '../process.ts';
import { printResult } from '../results.ts';
import type { Selection } from '../selection.ts';
import { visit, type Target } from '../visit.ts';
import { scaleObject } from './scaler.ts';

export interface Deletion {
  /** False leaves the pods of a controller as they are. */
  readonly isCascading: boolean;
  /** Kinds that nobody knows how to stop are refused (kubectl stop). */
  readonly isReaping?: boolean;
  readonly ignoresNotFound: boolean;
  /** -o name. */
  readonly isShort: boolean;
  /** Negative: as the object says. */
  readonly gracePeriodSeconds: number;
  /** 0: by the number of pods. */
  readonly timeoutMs: number;
}

/** Deletes all objects of a selection and says so. */
export function* deleteObjects(
  selection: Selection,
  deletion: Deletion,
): Part<Failure | undefined> {
  let found = 0;
  const failure = yield* visit(
    selection,
    function* (target) {
      found += 1;
      const problem = yield* deleteOne(target, deletion);
      if (!problem) yield* printResult(target, 'deleted', deletion.isShort);
      return problem;
    },
    { isFetching: false },
  );
  const left = failure && deletion.ignoresNotFound ? withoutNotFound(failure) : failure;
  if (!left && found === 0) yield* print('No resources found\n');
  return left;
}

function withoutNotFound(failure: Failure): Failure | undefined {
  if (failure.type !== 'several') return isNotFound(failure) ? undefined : failure;
  const failures = failure.failures.flatMap((each) => withoutNotFound(each) ?? []);
  return failures.length === 0 ? undefined : { ...failure, failures };
}

function* deleteOne(target: Target, deletion: Deletion): Part<Failure | undefined> {
  const { path, source, resource } = target;
  const hasReaper = ['ReplicationController', 'Pod', 'Service'].includes(resource.kind);
  if (deletion.isReaping && !hasReaper) {
    const text = `no reaper has been implemented for {"" "${resource.kind}"}`;
    return mistake(source === '' ? text : `error when reaping "${source}": ${text}`);
  }
  if (!deletion.isCascading || !hasReaper) {
    const response = yield* request({ method: 'DELETE', path });
    return isSuccess(response) ? undefined : refusal(response, 'deleting', source);
  }
  const stopping = (failure: Failure): Failure => {
    if (source === '') return failure;
    if (failure.type === 'status') return { ...failure, when: `stopping "${source}"` };
    return failure.type === 'mistake'
      ? mistake(`error when stopping "${source}": ${failure.text}`)
      : failure;
  };
  const known = yield* request({ method: 'GET', path });
  if (!isSuccess(known)) return stopping(refusal(known));
  if (resource.kind === 'ReplicationController') {
    const controller = known.body as ReplicationController;
    const problem = yield* scaleToZero(target, controller, deletion.timeoutMs);
    if (problem) return stopping(problem);
  }
  const seconds = deletion.gracePeriodSeconds;
  const isGraceful = resource.kind === 'Pod' && seconds >= 0;
  const response = yield* request({
    method: 'DELETE',
    path,
    ...(isGraceful ? { query: { gracePeriodSeconds: String(seconds) } } : {}),
  });
  return isSuccess(response) ? undefined : stopping(refusal(response));
}

/** Not if another controller wants the same pods: then only the object goes. */
function* scaleToZero(
  { path, collection }: Target,
  controller: ReplicationController,
  timeoutMs: number,
): Part<Failure | undefined> {
  const response = yield* request({ method: 'GET', path: collection });
  if (!isSuccess(response)) return refusal(response);
  const { items } = response.body as { readonly items: readonly ReplicationController[] };
  const { selector, replicas } = controller.spec;
  const rivals = items.filter((other) => overlap(other.spec.selector, selector));
  const isExact = (other: ReplicationController) =>
    Object.keys(other.spec.selector).length === Object.keys(selector).length;
  const others = rivals.filter((other) => !isExact(other)).map(({ metadata }) => metadata.name);
  if (others.length > 0) {
    return mistake(
      `Detected overlapping controllers for rc ${controller.metadata.name}: ${others.join(',')}, please manage deletion individually with --cascade=false.`,
    );
  }
  if (rivals.length > 1) return undefined;
  const waitMs = timeoutMs || 300_000 + 10_000 * replicas;
  return yield* scaleObject({ path, replicas: 0, waitMs });
}

function overlap(a: Labels, b: Labels): boolean {
  return matchesSelector(a, b) || matchesSelector(b, a);
}
