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
 * before longer, more restarts before fewer, newer before older.
 */
export function leastUsefulFirst(pods: readonly Pod[]): Pod[] {
  return [...pods].sort((a, b) => {
    const ranks = rankOf(a);
    const others = rankOf(b);
    for (const [at, rank] of ranks.entries()) {
      const difference = rank - (others[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return (
      later(readySince(a), readySince(b)) ||
      restartsOf(b) - restartsOf(a) ||
      later(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '')
    );
  });
}

const PHASES: readonly (string | undefined)[] = ['Pending', 'Unknown', 'Running'];

function rankOf(pod: Pod): number[] {
  return [
    pod.spec.nodeName ? 1 : 0,
    PHASES.indexOf(pod.status.phase ?? 'Pending'),
    readySince(pod) === '' ? 0 : 1,
  ];
}

/** Time since which the pod is ready; empty when it is not. */
function readySince({ status }: Pod): string {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? (ready.lastTransitionTime ?? '') : '';
}

function restartsOf({ status }: Pod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

/** Later times first; timestamps of one form compare as texts. */
function later(one: string, other: string): number {
  return one === other ? 0 : one > other ? -1 : 1;
}
