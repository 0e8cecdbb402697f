// The end of a pod: it is deleted, or it has been active for longer than it may.

import type { Action, ClusterView } from '../apiserver/client.ts';
import { giveAddressBack } from './addresses.ts';
import { podEvent } from './events.ts';
import { forgetPod } from './forget.ts';
import type { PodDraft } from './podDraft.ts';
import { failedStatus } from './podStatus.ts';
import { putStatus } from './putStatus.ts';
import { beginStop, endStop } from './stop.ts';

const REASON = 'DeadlineExceeded';
const MESSAGE = 'Pod was active on the node longer than specified deadline';

export function isPastDeadline(view: ClusterView, { pod, sandbox }: PodDraft): boolean {
  const { activeDeadlineSeconds } = pod.spec;
  if (activeDeadlineSeconds === undefined) return false;
  const { phase, reason } = pod.status;
  if (reason === REASON) return true;
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  return !isOver && view.now - sandbox.startTime >= activeDeadlineSeconds * 1000;
}

/** Stops the containers. When all have ended, a deleted pod is deleted for good and forgotten. */
export function terminatePod(draft: PodDraft): Action[] {
  const { context, key, pod } = draft;
  const { machine, view } = context;
  stopContainers(draft);
  const hasEnded = draft.records.every(({ phase }) => phase !== 'running');
  if (!pod.metadata.deletionTimestamp) return endActivePod(draft, hasEnded);
  if (!hasEnded) return draft.finishWithoutStatus();
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
  const query = { gracePeriodSeconds: '0' };
  return [
    ...draft.finish(),
    ...forgetPod(view, machine.name, key),
    { type: 'request', request: { method: 'DELETE', path, query } },
  ];
}

function stopContainers(draft: PodDraft): void {
  for (const index of draft.records.keys()) {
    const subject = draft.subjectAt(index);
    const { phase, stopping } = subject.record;
    if (phase !== 'running') continue;
    const step = stopping
      ? { record: { ...subject.record, stopping: { ...stopping, isRestart: false } }, actions: [] }
      : beginStop(draft.context, subject, { reason: 'Need to kill pod.', isRestart: false });
    const endsAt = step.record.stopping?.endsAt ?? draft.now;
    if (endsAt > draft.now) {
      draft.apply(
        index,
        stopping && !stopping.isRestart ? { ...step, record: subject.record } : step,
      );
      draft.wake({ occasion: { type: 'play' }, afterMs: endsAt - draft.now });
      continue;
    }
    draft.apply(index, step);
    draft.apply(index, endStop(draft.context, { ...subject, record: step.record }));
  }
}

/** Its status says so at once; its address is free when its containers have ended. */
function endActivePod(draft: PodDraft, hasEnded: boolean): Action[] {
  const { context, key, pod, sandbox } = draft;
  const { view, machine } = context;
  const isNew = pod.status.reason !== REASON;
  const status = failedStatus(sandbox, { reason: REASON, message: MESSAGE });
  return [
    ...(isNew ? [podEvent(context, pod, { reason: REASON, message: MESSAGE })] : []),
    ...putStatus(pod, status),
    ...draft.finishWithoutStatus(),
    ...(hasEnded ? giveAddressBack(view, machine.name, { pod: key, ip: sandbox.ip }) : []),
  ];
}
