// Ending a container: its preStop hook, SIGTERM, and SIGKILL when the grace period is over. The Event is written when it has
// ended, as in 1.3.

import type { Action } from '../apiserver/client.ts';
import type { ContainerRecord, Stopping } from '../network/container.ts';
import type { KubeletContext, Subject } from './context.ts';
import { containerEvent } from './events.ts';
import { runHook } from './hooks.ts';
import { cleanUp, exited, programOf } from './run.ts';
import { SHORTEST_GRACE_S } from './timing.ts';

interface StopStep {
  readonly record: ContainerRecord;
  readonly actions: readonly Action[];
}

/** Begins to stop a running container. The grace that the preStop hook takes is not there for the program. */
export function beginStop(
  context: KubeletContext,
  subject: Subject,
  { reason, isRestart }: { readonly reason: string; readonly isRestart: boolean },
): StopStep {
  const { now } = context.view;
  const { pod, container, record } = subject;
  const graceS =
    pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  const hook = container.lifecycle?.preStop;
  const ran = hook ? runHook(context, subject, hook) : undefined;
  const hookMs = Math.min(ran?.tookMs ?? 0, graceS * 1000);
  const leftMs = 1000 * Math.max(SHORTEST_GRACE_S, graceS - Math.floor(hookMs / 1000));
  const { stopMs = Infinity, stopCode = 143 } = programOf(context, subject);
  const stopping: Stopping = {
    since: now,
    signalAt: now + hookMs,
    endsAt: now + hookMs + Math.min(stopMs, leftMs),
    exitCode: stopMs <= leftMs ? stopCode : 137,
    reason,
    isRestart,
  };
  return {
    record: { ...record, stopping },
    actions: [
      ...(ran?.actions ?? []),
      ...(ran?.error === undefined
        ? []
        : [
            containerEvent(context, subject, {
              type: 'Warning',
              reason: 'FailedPreStopHook',
              message: ran.error,
            }),
          ]),
    ],
  };
}

/** The end of a container that is being stopped: by now, or as it has ended by itself. */
export function endStop(context: KubeletContext, subject: Subject): StopStep {
  const { record } = subject;
  const { stopping } = record;
  if (!stopping) return { record, actions: [] };
  const id = record.containerID?.slice(0, 12);
  const message = `Killing container with docker id ${id}: ${stopping.reason}`;
  return {
    record: exited(record, context.view.now, stopping.exitCode),
    actions: [
      ...cleanUp(context, record),
      ...(stopping.reason === undefined
        ? []
        : [containerEvent(context, subject, { reason: 'Killing', message })]),
    ],
  };
}
