// One look of a kubelet at one of its pods. Its containers are taken in order; while an image is pulled, a container made or
// an unhealthy one stopped, the sync waits. All that it knows is in its tables, so looking twice does nothing twice.

import type { Pod } from '../api/core/v1/objects.ts';
import { parseKey } from '../api/meta.ts';
import { nodeKey, type Action } from '../apiserver/client.ts';
import type { Sandbox } from '../network/container.ts';
import type { KubeletContext } from './context.ts';
import { failedSync } from './events.ts';
import { forgetPod } from './forget.ts';
import { wakePod, type Occasion } from './keys.ts';
import { PodDraft, type Told } from './podDraft.ts';
import { admitPod, makeSandbox } from './sandbox.ts';
import { endStop } from './stop.ts';
import { busyUntil, isBusy, isToStart, resumeTurn, takeTurn, type Turn } from './syncContainer.ts';
import { SANDBOXES, WORKERS, write, type FailedContainer, type PodWorker } from './tables.ts';
import { isPastDeadline, terminatePod } from './terminate.ts';
import { RELIST_MS, RETRY_MS } from './timing.ts';

export function syncPod(
  context: KubeletContext,
  key: string,
  { occasion, told }: { readonly occasion: Occasion; readonly told?: Told },
): Action[] {
  const { view, machine } = context;
  const pod = view.get('Pod', parseKey(key));
  const sandbox = view.read<Sandbox>(SANDBOXES, nodeKey(machine.name, key));
  const isMine = pod !== undefined && pod.spec.nodeName === machine.name;
  if (!isMine || (sandbox && sandbox.uid !== pod.metadata.uid)) {
    if (!sandbox) return [];
    const next = wakePod(machine.name, key, { occasion: { type: 'sync' }, afterMs: 0 });
    return [...forgetPod(view, machine.name, key), ...(isMine ? [next] : [])];
  }
  if (!sandbox) return beginPod(context, key, pod);
  const draft = new PodDraft(context, key, { pod, sandbox });
  const { remakeAt = 0 } = sandbox;
  if (view.now < remakeAt) return []; // Docker is away.
  draft.play(told);
  if (pod.metadata.deletionTimestamp || isPastDeadline(view, draft)) {
    return terminatePod(draft);
  }
  if (view.now >= sandbox.readyAt) new Sync(draft).run(occasion);
  return draft.finish();
}

function beginPod(context: KubeletContext, key: string, pod: Pod): Action[] {
  if (!pod.metadata.deletionTimestamp) return admitPod(context, key, pod);
  const { name, namespace } = pod.metadata;
  const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  const query = { gracePeriodSeconds: '0' };
  return [{ type: 'request', request: { method: 'DELETE', path, query } }];
}

/** The sync of one pod, in as many steps as it takes. */
class Sync {
  private readonly draft: PodDraft;
  private readonly worker: PodWorker | undefined;
  private readonly failures: FailedContainer[];
  /** Whether something happened that the next sync has to look at. */
  private isPending: boolean;

  constructor(draft: PodDraft) {
    this.draft = draft;
    const { view, machine } = draft.context;
    this.worker = view.read<PodWorker>(WORKERS, nodeKey(machine.name, draft.key));
    this.failures = [...(this.worker?.failures ?? [])];
    this.isPending = this.worker?.isPending ?? false;
  }

  run(occasion: Occasion): void {
    const { records, context } = this.draft;
    const { now } = context.view;
    const busy = records.findIndex(isBusy);
    if (busy >= 0) {
      const record = records[busy];
      const isDone = record !== undefined && busyUntil(record) <= now;
      if (this.draft.hasExits) this.isPending = true;
      if (isDone) this.goOn(busy);
      else if (this.isPending && !this.worker?.isPending) this.note({});
      return;
    }
    const isDue = occasion.type === 'retry' && (this.worker?.nextSyncAt ?? Infinity) <= now;
    if (occasion.type === 'sync' || isDue || this.draft.hasExits) this.begin();
  }

  private begin(): void {
    this.failures.length = 0;
    this.isPending = false;
    this.draft.tellFailures();
    this.draft.report();
    if (this.draft.sandbox.remakeAt !== undefined) {
      this.remake();
      return;
    }
    this.takeTurnsFrom(0);
  }

  /** The container that the sync waited for, and then those after it. */
  private goOn(index: number): void {
    const { draft } = this;
    const subject = draft.subjectAt(index);
    if (subject.record.stopping) {
      const stopped = endStop(draft.context, subject);
      draft.apply(index, stopped);
      const turn = resumeTurn(draft.context, { ...subject, record: stopped.record });
      if (this.take(index, turn)) this.takeTurnsFrom(index + 1);
      return;
    }
    if (this.take(index, resumeTurn(draft.context, subject))) this.takeTurnsFrom(index + 1);
  }

  private takeTurnsFrom(first: number): void {
    const { draft, worker } = this;
    const isRemaking = worker?.isRemaking === true;
    for (let index = first; index < draft.records.length; index++) {
      const turn = takeTurn(draft.context, draft.subjectAt(index), { isRemaking });
      if (!this.take(index, turn)) return;
    }
    this.end();
  }

  /** Takes over what a turn came to; false when the sync has to wait for it. */
  private take(index: number, turn: Turn): boolean {
    const { draft } = this;
    if (turn.type === 'idle') return true;
    draft.apply(index, turn);
    if (turn.type === 'failed') {
      this.failures.push({ name: turn.record.name, failure: turn.failure });
      return true;
    }
    if (turn.type === 'running') {
      if (turn.record.phase === 'exited') this.isPending = true;
      return true;
    }
    const afterMs = Math.max(0, busyUntil(turn.record) - draft.now);
    draft.wake({ occasion: { type: 'sync' }, afterMs });
    const hasNews = this.isPending !== (this.worker?.isPending ?? false);
    if (this.failures.length > 0 || hasNews) this.note({ failures: this.failures });
    return false;
  }

  private end(): void {
    const { draft, worker } = this;
    if (this.isPending) draft.wake({ occasion: { type: 'sync' }, afterMs: 0 });
    if (this.failures.length === 0) {
      if (worker) draft.add([write(WORKERS, draft.nodeKey, undefined)]);
      return;
    }
    const failed = draft.records.filter(({ failure }) => failure !== undefined);
    const isFirst = failed.some((each) => !each.toldFailure && each.containerID === undefined);
    const isSettled = failed.every(
      ({ failure, toldFailure }) => failure?.reason === toldFailure?.reason,
    );
    const afterMs = isFirst ? RELIST_MS : RETRY_MS;
    const next: PodWorker = { failures: [], nextSyncAt: draft.now + afterMs };
    draft.add([
      write(WORKERS, draft.nodeKey, next),
      failedSync(draft.context, draft.pod, this.failures),
    ]);
    draft.wake({ occasion: { type: 'retry' }, afterMs, isQuiet: isSettled });
  }

  /** Docker has been restarted: the pause container comes first, if anything is to run in the pod. */
  private remake(): void {
    const { draft } = this;
    const { context, pod, key, sandbox } = draft;
    const { startTime } = sandbox;
    if (!draft.records.some((record) => isToStart(pod, record))) return;
    const made = makeSandbox(context, key, { pod, startTime });
    if (!made) {
      draft.wake({ occasion: { type: 'sync' }, afterMs: RETRY_MS, isQuiet: true });
      return;
    }
    draft.sandbox = made.sandbox;
    draft.add(made.actions);
    draft.moveTo(made.sandbox.ip);
    this.note({ failures: [], isRemaking: true });
    const afterMs = made.sandbox.readyAt - draft.now;
    draft.wake({ occasion: { type: 'sync' }, afterMs });
  }

  private note(change: Partial<PodWorker>): void {
    const { isPending: _, ...before } = this.worker ?? {};
    const next: PodWorker = {
      failures: [],
      ...before,
      ...(this.isPending ? { isPending: true } : {}),
      ...change,
    };
    this.draft.add([write(WORKERS, this.draft.nodeKey, next)]);
  }
}
