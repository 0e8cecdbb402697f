// What `kubectl get pods` says of a pod: READY, STATUS, RESTARTS.

import type { Pod } from '../core/v1/objects.ts';

/** Containers that are ready and running. */
export function readyCount({ status }: Pod): number {
  return (status.containerStatuses ?? []).filter(({ ready, state }) => ready && state.running)
    .length;
}

export function restartCount({ status }: Pod): number {
  return (status.containerStatuses ?? []).reduce((sum, { restartCount: count }) => sum + count, 0);
}

/** As kubectl 1.3: something better than the phase if there is, and Terminating over all. */
export function podStatusText(pod: Pod): string {
  return pod.metadata.deletionTimestamp ? 'Terminating' : podStatusText10(pod);
}

/** The phase, unless there is something better to say: the first container wins. */
export function podStatusText10({ status }: Pod): string {
  let text: string = status.reason || (status.phase ?? '');
  for (const { state } of [...(status.containerStatuses ?? [])].reverse()) {
    if (state.waiting?.reason) text = state.waiting.reason;
    else if (state.terminated) {
      const { reason, signal, exitCode } = state.terminated;
      text = reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
    }
  }
  return text;
}

/** Finished pods are hidden from tables of 1.2 and 1.3. */
export function isFinished({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}
