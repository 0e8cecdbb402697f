// When probes ask: each has a ticker that begins when the kubelet first sees the pod and runs on over restarts.

import type { Container, Pod, Probe } from '../api/core/v1/objects.ts';
import type { Action } from '../apiserver/client.ts';
import type { KubeletContext, Subject } from './context.ts';
import { wakePod, type ProbeType } from './keys.ts';
import { containerKey, PROBES, write } from './tables.ts';

export type ProbeResult = 'success' | 'failure';

/** The record of the table `probes`. */
export interface ProbeWorker {
  /** When its ticker began, virtual ms. */
  readonly since: number;
  /** The container that was asked last. */
  readonly containerID?: string;
  readonly lastResult?: ProbeResult;
  /** How often in a row, as far as that matters. */
  readonly run: number;
  /** What is believed; of a new container that it lives and is not ready. */
  readonly result: ProbeResult;
}

/** The tickers of a new pod. */
export function addProbes({ view, machine }: KubeletContext, key: string, pod: Pod): Action[] {
  return pod.spec.containers.flatMap((container) =>
    probesOf(container).flatMap(([probe, spec]): Action[] => {
      const worker: ProbeWorker = { since: view.now, run: 0, result: initialResult(probe) };
      return [
        write(PROBES, probeKey(machine.name, key, container.name, probe), worker),
        wakePod(machine.name, key, {
          occasion: { type: 'probe', probe, container: container.name },
          afterMs: periodOf(spec),
        }),
      ];
    }),
  );
}

/** Lets nobody think that all is over before the probes of a container have seen what has changed in it. */
export function awaitProbes(
  { view, machine }: Pick<KubeletContext, 'view' | 'machine'>,
  { container, record }: Pick<Subject, 'container' | 'record'>,
): Action[] {
  return probesOf(container).flatMap(([probe, spec]): Action[] => {
    const key = probeKey(machine.name, record.pod, record.name, probe);
    const worker = view.read<ProbeWorker>(PROBES, key);
    if (!worker) return [];
    const period = periodOf(spec);
    const afterMs = period - ((view.now - worker.since) % period);
    return [wakePod(machine.name, record.pod, { occasion: { type: 'play' }, afterMs })];
  });
}

/** True when the liveness probe has found the present container dead. */
export function isUnhealthy(
  { view, machine }: KubeletContext,
  { container, record }: Subject,
): boolean {
  if (!container.livenessProbe) return false;
  const key = probeKey(machine.name, record.pod, record.name, 'liveness');
  const worker = view.read<ProbeWorker>(PROBES, key);
  return worker?.result === 'failure' && worker.containerID === record.containerID;
}

function probesOf({ livenessProbe, readinessProbe }: Container): [ProbeType, Probe][] {
  return [
    ...(livenessProbe ? [['liveness', livenessProbe] satisfies [ProbeType, Probe]] : []),
    ...(readinessProbe ? [['readiness', readinessProbe] satisfies [ProbeType, Probe]] : []),
  ];
}

export function specOf(
  { livenessProbe, readinessProbe }: Container,
  probe: ProbeType,
): Probe | undefined {
  return probe === 'liveness' ? livenessProbe : readinessProbe;
}

export function initialResult(probe: ProbeType): ProbeResult {
  return probe === 'liveness' ? 'success' : 'failure';
}

export function periodOf({ periodSeconds }: Probe): number {
  return (periodSeconds ?? 10) * 1000;
}

export function probeKey(node: string, pod: string, container: string, probe: ProbeType): string {
  return `${containerKey(node, pod, container)} ${probe}`;
}
