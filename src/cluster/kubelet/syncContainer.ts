// One container's turn in the sync of its pod: it goes on, is started, is killed because it is unhealthy, or waits because
// it has failed too often.

import type { Pod } from '../api/core/v1/objects.ts';
import type { Action } from '../apiserver/client.ts';
import type { ContainerRecord } from '../network/container.ts';
import { formatDelay, isInBackOff, nextBackOff } from './backOff.ts';
import type { KubeletContext, Subject } from './context.ts';
import { containerEvent, formatPod } from './events.ts';
import { isUnhealthy } from './probeTicker.ts';
import { endPull, ensureImage } from './pull.ts';
import { createContainer, startContainer, type StartStep } from './start.ts';
import { beginStop } from './stop.ts';

/** What a turn came to: nothing to do, or how far a start has come. */
export type Turn = StartStep | { readonly type: 'idle'; readonly record: ContainerRecord };

/** True while the sync cannot go on to the next container. */
export function isBusy({ phase, stopping }: ContainerRecord): boolean {
  return phase === 'pulling' || phase === 'created' || stopping?.isRestart === true;
}

/** When a busy container is to be looked at again, virtual ms. */
export function busyUntil({ retryAt, stopping }: ContainerRecord): number {
  return stopping?.endsAt ?? retryAt ?? 0;
}

/** A container's turn in a new sync. */
export function takeTurn(
  context: KubeletContext,
  subject: Subject,
  { isRemaking }: { readonly isRemaking: boolean },
): Turn {
  const { pod, container, record } = subject;
  if (record.phase === 'running') {
    if (record.stopping || pod.spec.restartPolicy === 'Never' || !isUnhealthy(context, subject)) {
      return { type: 'idle', record };
    }
    const reason = `pod "${formatPod(pod)}" container "${container.name}" is unhealthy, it will be killed and re-created.`;
    const stop = beginStop(context, subject, { reason, isRestart: true });
    const why = because(subject, 'was found dead by its liveness probe');
    return { type: 'busy', record: stop.record, actions: [why, ...stop.actions] };
  }
  if (!isToStart(pod, record)) return { type: 'idle', record };
  return isRemaking
    ? prepare(context, subject)
    : startUnlessBackOff(context, subject, record.last?.finishedAt);
}

/** Goes on with a container that the sync waited for. */
export function resumeTurn(
  context: KubeletContext,
  subject: Subject,
  before: readonly Action[] = [],
): Turn {
  const { record } = subject;
  switch (record.phase) {
    case 'pulling':
      return createIfReady(context, subject, endPull(context, subject));
    case 'created':
      return startContainer(context, subject);
    default: {
      // It was killed in this sync, which still thinks of the container before it.
      const turn = startUnlessBackOff(context, subject, record.lastBefore?.finishedAt);
      return turn.type === 'idle' ? turn : { ...turn, actions: [...before, ...turn.actions] };
    }
  }
}

/** As restartPolicy says of a container that is not running. */
export function isToStart({ spec }: Pod, { last }: ContainerRecord): boolean {
  if (!last || spec.restartPolicy === 'Always') return true;
  return spec.restartPolicy === 'OnFailure' && last.exitCode !== 0;
}

/** Waits, for how long depends on how often it has been started; counted from when it ended. */
function startUnlessBackOff(
  context: KubeletContext,
  subject: Subject,
  endedAt: number | undefined,
): Turn {
  const { now } = context.view;
  const { pod, container, record } = subject;
  if (endedAt === undefined) return prepare(context, subject);
  if (record.restartBackOff && isInBackOff(record.restartBackOff, endedAt, now)) {
    const delay = formatDelay(record.restartBackOff.delayMs);
    const message = `Back-off ${delay} restarting failed container=${container.name} pod=${formatPod(pod)}`;
    const failure = { reason: 'CrashLoopBackOff', message };
    return {
      type: 'failed',
      failure,
      record: { ...record, failure },
      actions: [
        containerEvent(context, subject, {
          type: 'Warning',
          reason: 'BackOff',
          message: 'Back-off restarting failed docker container',
        }),
      ],
    };
  }
  const restartBackOff = nextBackOff(record.restartBackOff, endedAt, now);
  const step = prepare(context, { ...subject, record: { ...record, restartBackOff } });
  const why = because(subject, `had ended with exit code ${record.last?.exitCode ?? 0}`);
  return { ...step, actions: [why, ...step.actions] };
}

function because({ pod, container }: Subject, what: string): Action {
  const text = `container ${container.name} of pod ${pod.metadata.name} ${what}`;
  return { type: 'because', text };
}

function prepare(context: KubeletContext, subject: Subject): StartStep {
  return createIfReady(context, subject, ensureImage(context, subject));
}

function createIfReady(context: KubeletContext, subject: Subject, step: StartStep): StartStep {
  if (step.type !== 'ready') return step;
  return createContainer(context, { ...subject, record: step.record }, step.actions);
}
