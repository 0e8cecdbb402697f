// What `kubectl get pods` 1.3 says of a pod: READY, STATUS, RESTARTS.

import type { Pod } from '../../cluster/api/core/v1/objects.ts';

/** Containers that are ready and running. */
export function readyCount({ status }: Pod): number {
  return (status.containerStatuses ?? []).filter(({ ready, state }) => ready && state.running)
    .length;
}

export function restartCount({ status }: Pod): number {
  return (status.containerStatuses ?? []).reduce((sum, { restartCount: count }) => sum + count, 0);
}

/** The phase, unless there is something better to say: the first container wins, and Terminating over all. */
export function podStatusText({ metadata, status }: Pod): string {
  let text: string = status.reason ?? status.phase ?? 'Unknown';
  for (const { state } of [...(status.containerStatuses ?? [])].reverse()) {
    if (state.waiting?.reason) text = state.waiting.reason;
    else if (state.terminated) {
      const { reason, signal, exitCode } = state.terminated;
      text = reason ?? (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
    }
  }
  return metadata.deletionTimestamp ? 'Terminating' : text;
}
