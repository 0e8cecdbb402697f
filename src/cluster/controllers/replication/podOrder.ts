// Which pods count, and which of them goes first when there are too many, as in Kubernetes 1.2 and 1.3.

import type { Pod } from '../../api/core/v1/objects.ts';

/** Neither finished nor being deleted. */
export function isActive({ metadata, status }: Pod): boolean {
  return (
    status.phase !== 'Succeeded' &&
    status.phase !== 'Failed' &&
    metadata.deletionTimestamp === undefined
  );
}

/**
 * Unassigned before assigned, Pending before Unknown before Running, not ready before ready, ready for a shorter time
 * before longer, more restarts before fewer, newer before older. A time that nobody knows is the latest.
 */
export function leastUsefulFirst(pods: readonly Pod[]): Pod[] {
  return [...pods].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (isReady(a) && isReady(b) ? later(readySince(a), readySince(b)) : 0) ||
      restartsOf(b) - restartsOf(a) ||
      later(a.metadata.creationTimestamp, b.metadata.creationTimestamp),
  );
}

const PHASES: readonly (string | undefined)[] = ['Pending', 'Unknown', 'Running'];

function rank(pod: Pod): number {
  const isAssigned = pod.spec.nodeName ? 1 : 0;
  const phase = PHASES.indexOf(pod.status.phase ?? 'Pending');
  return isAssigned * 100 + phase * 10 + (isReady(pod) ? 1 : 0);
}

function isReady({ status }: Pod): boolean {
  return (
    status.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false
  );
}

function readySince({ status }: Pod): string | undefined {
  return status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? undefined;
}

function restartsOf({ status }: Pod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

/** Later times first; timestamps of one form compare as texts. */
function later(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
  return one > other ? -1 : 1;
}
