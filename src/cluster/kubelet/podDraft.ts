// A pod as one step of its kubelet changes it: its containers as they are becoming, and what is to be done. Nothing of it
// outlives the step.

import type { Pod } from '../api/core/v1/objects.ts';
import { assert } from '../../engine/assert.ts';
import { nodeKey, type Action } from '../apiserver/client.ts';
import type { Outcome } from '../network/connection.ts';
import type { ContainerRecord, Sandbox } from '../network/container.ts';
import type { ContainerStep, KubeletContext, Subject } from './context.ts';
import { wakePod, type Occasion } from './keys.ts';
import { podStatus } from './podStatus.ts';
import { putStatus } from './putStatus.ts';
import { playProgram } from './run.ts';
import { endStop } from './stop.ts';
import { isBusy } from './syncContainer.ts';
import { CONTAINERS, containerKey, containersOf, write } from './tables.ts';
import { FAR_MS } from './timing.ts';

/** What came of a connection that a container's program opened. */
export interface Told {
  readonly container: string;
  readonly startedAt: number;
  readonly outcome: Outcome;
}

export class PodDraft {
  readonly context: KubeletContext;
  /** namespace/name. */
  readonly key: string;
  readonly pod: Pod;
  readonly records: ContainerRecord[];
  sandbox: Sandbox;
  /** A container has ended in this step. */
  hasExits = false;
  private isReported = false;
  private readonly before: ReadonlySet<ContainerRecord>;
  private readonly actions: Action[] = [];

  constructor(
    context: KubeletContext,
    key: string,
    { pod, sandbox }: { readonly pod: Pod; readonly sandbox: Sandbox },
  ) {
    this.context = context;
    this.key = key;
    this.pod = pod;
    this.sandbox = sandbox;
    const known = containersOf(context.view, context.machine.name, key);
    this.before = new Set(known);
    // In the order of the pod's spec.
    this.records = pod.spec.containers.flatMap(({ name }) =>
      known.filter((record) => record.name === name),
    );
  }

  get now(): number {
    return this.context.view.now;
  }

  /** namespace/name behind the node, as the kubelet's tables have it. */
  get nodeKey(): string {
    return nodeKey(this.context.machine.name, this.key);
  }

  subjectAt(index: number): Subject {
    const { pod } = this;
    const record = this.records[index];
    const container = pod.spec.containers.find(({ name }) => name === record?.name);
    assert(record !== undefined && container !== undefined, 'a container is of its pod');
    return { pod, container, record };
  }

  /** What goes on without the kubelet: programs do what they do, and those that had SIGTERM end. */
  play(told?: Told): void {
    for (const [index, record] of this.records.entries()) {
      if (record.phase !== 'running') continue;
      const { stopping } = record;
      if (stopping && !stopping.isRestart && stopping.endsAt <= this.now) {
        this.apply(index, endStop(this.context, this.subjectAt(index)));
      } else if (!stopping || stopping.endsAt > this.now) {
        const isTold = told?.container === record.name && told.startedAt === record.startedAt;
        const outcomes = isTold ? [told.outcome] : [];
        this.apply(index, playProgram(this.context, this.subjectAt(index), outcomes));
      }
    }
  }

  /** Takes over what a container has become. */
  apply(index: number, step: ContainerStep): void {
    const { record, actions, nextAt, nextQuietAt } = step;
    if (this.records[index]?.phase === 'running' && record.phase === 'exited') this.hasExits = true;
    this.records[index] = record;
    this.actions.push(...actions);
    const occasion: Occasion = { type: 'play' };
    if (nextAt !== undefined) {
      const afterMs = nextAt - this.now;
      this.wake({ occasion, afterMs, isQuiet: afterMs > FAR_MS });
    }
    if (nextQuietAt !== undefined) {
      this.wake({ occasion, afterMs: nextQuietAt - this.now, isQuiet: true });
    }
  }

  /** The status tells from now on what the last sync could not start. */
  tellFailures(): void {
    for (const [index, record] of this.records.entries()) {
      const { failure, toldFailure } = record;
      if (record.phase === 'running' || !failure || failure === toldFailure) continue;
      this.records[index] = { ...record, toldFailure: failure };
    }
  }

  /** All containers have another address from now on. */
  moveTo(podIP: string): void {
    for (const [index, record] of this.records.entries()) {
      this.records[index] = { ...record, podIP };
    }
  }

  add(actions: readonly Action[]): void {
    this.actions.push(...actions);
  }

  wake(wakeup: Parameters<typeof wakePod>[2]): void {
    this.actions.push(wakePod(this.context.machine.name, this.key, wakeup));
  }

  /** Reports the pod's status as it is now. */
  report(): void {
    const { context, pod, records, sandbox } = this;
    const { machine } = context;
    this.isReported = true;
    this.actions.push(
      ...putStatus(pod, podStatus(pod, records, { now: this.now, machine, sandbox })),
    );
  }

  /** Everything that this step does. In the middle of a sync nobody looks at the containers to report them. */
  finish(): Action[] {
    if (!this.isReported && !this.records.some(isBusy)) this.report();
    return this.finishWithoutStatus();
  }

  finishWithoutStatus(): Action[] {
    const { machine } = this.context;
    const changed = this.records.filter((record) => !this.before.has(record));
    return [
      ...this.actions,
      ...changed.map((record) =>
        write(CONTAINERS, containerKey(machine.name, this.key, record.name), record),
      ),
    ];
  }
}
