// Readiness and liveness probes, as the workers of 1.3: each has a ticker that begins when the kubelet first sees the pod and
// runs on over restarts, asks the running container at each tick, and believes it after so many equal answers.

import type { Probe } from '../api/core/v1/objects.ts';
import type { Action } from '../apiserver/client.ts';
import type { ContainerRecord } from '../network/container.ts';
import { connectOverTcp, executeAtOnce, getOverHttp } from './checks.ts';
import type { KubeletContext, Subject } from './context.ts';
import { containerEvent } from './events.ts';
import { wakePod, type ProbeType } from './keys.ts';
import {
  initialResult,
  periodOf,
  probeKey,
  specOf,
  type ProbeResult,
  type ProbeWorker,
} from './probeTicker.ts';
import { PROBES, write } from './tables.ts';

/** What one tick comes to. */
interface Tick {
  readonly actions: readonly Action[];
  /** The container, if it has become ready or unready. */
  readonly record?: ContainerRecord;
  /** It is to be killed. */
  readonly isUnhealthy: boolean;
}

const NOTHING: Tick = { actions: [], isUnhealthy: false };

/** One tick of one probe. Without a worker (the pod is gone) the ticking ends. */
export function tick(context: KubeletContext, subject: Subject, probe: ProbeType): Tick {
  const { view, machine } = context;
  const { pod, container, record } = subject;
  const spec = specOf(container, probe);
  const key = probeKey(machine.name, record.pod, record.name, probe);
  const worker = view.read<ProbeWorker>(PROBES, key);
  if (!spec || !worker) return NOTHING;
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed') return NOTHING;

  const elapsed = view.now - worker.since;
  const isOnTime = elapsed % periodOf(spec) === 0;
  const asked = isOnTime ? ask(context, subject, { probe, spec, worker }) : undefined;
  const next = asked?.worker ?? worker;
  const again = wakePod(machine.name, record.pod, {
    occasion: { type: 'probe', probe, container: container.name },
    afterMs: periodOf(spec) - (elapsed % periodOf(spec)),
    isQuiet: isSettled(subject, { probe, spec, worker: next }),
  });
  const isReady = next.result === 'success';
  const isChanged =
    probe === 'readiness' && record.phase === 'running' && record.isReady !== isReady;
  return {
    actions: [
      ...(asked?.actions ?? []),
      ...(next === worker ? [] : [write(PROBES, key, next)]),
      ...(isChanged ? [because(subject, isReady)] : []),
      again,
    ],
    ...(isChanged ? { record: { ...record, isReady } } : {}),
    isUnhealthy: probe === 'liveness' && next !== worker && isDead(record, next),
  };
}

function isDead({ phase, containerID }: ContainerRecord, worker: ProbeWorker): boolean {
  return phase === 'running' && worker.result === 'failure' && worker.containerID === containerID;
}

interface Asked {
  readonly probe: ProbeType;
  readonly spec: Probe;
  readonly worker: ProbeWorker;
}

function ask(
  context: KubeletContext,
  subject: Subject,
  { probe, spec, worker: before }: Asked,
): { readonly worker: ProbeWorker; readonly actions: readonly Action[] } {
  const { record } = subject;
  const { now } = context.view;
  const id = record.phase === 'running' ? record.containerID : record.last?.containerID;
  if (id === undefined) return { worker: before, actions: [] };
  const worker: ProbeWorker =
    before.containerID === id
      ? before
      : { ...before, containerID: id, result: initialResult(probe) };
  if (worker.result === 'failure' && probe === 'liveness') return { worker, actions: [] }; // On hold.
  if (record.phase !== 'running') {
    const hasFailed = worker.result === 'failure';
    return { worker: hasFailed ? worker : { ...worker, result: 'failure' }, actions: [] };
  }
  const ranSeconds = Math.floor((now - (record.startedAt ?? now)) / 1000);
  if (ranSeconds < (spec.initialDelaySeconds ?? 0)) return { worker, actions: [] };

  const { error, actions } = check(context, subject, spec);
  const result: ProbeResult = error === undefined ? 'success' : 'failure';
  const title = probe === 'liveness' ? 'Liveness' : 'Readiness';
  return {
    worker: believe(worker, result, spec),
    actions: [
      ...actions,
      ...(error === undefined
        ? []
        : [
            containerEvent(context, subject, {
              type: 'Warning',
              reason: 'Unhealthy',
              message: `${title} probe failed: ${error}`,
            }),
          ]),
    ],
  };
}

function believe(worker: ProbeWorker, lastResult: ProbeResult, spec: Probe): ProbeWorker {
  const { successThreshold = 1, failureThreshold = 3 } = spec;
  const threshold = lastResult === 'success' ? successThreshold : failureThreshold;
  const before = worker.lastResult === lastResult ? worker.run : 0;
  const run = Math.min(before + 1, threshold);
  const result = run >= threshold ? lastResult : worker.result;
  const isSame = before === run && worker.result === result;
  return isSame ? worker : { ...worker, lastResult, run, result };
}

/** What is wrong, if anything; and what being asked did to the program. */
function check(
  context: KubeletContext,
  subject: Subject,
  { httpGet, tcpSocket, exec, timeoutSeconds = 1 }: Probe,
): { readonly error?: string; readonly actions: readonly Action[] } {
  if (exec) {
    const { said, actions } = executeAtOnce(context, subject, exec.command);
    return said.exit === 0 ? { actions } : { actions, error: said.stdout + said.stderr };
  }
  if (httpGet) {
    const { response, error, actions } = getOverHttp(context, subject, { httpGet, timeoutSeconds });
    if (!response) return { actions, error };
    const { status } = response;
    return status >= 200 && status < 400
      ? { actions }
      : { actions, error: `HTTP probe failed with statuscode: ${status}` };
  }
  const error = tcpSocket && connectOverTcp(context, subject, tcpSocket);
  return error === undefined ? { actions: [] } : { actions: [], error };
}

/** True when the next tick will most likely find what is known: nobody has to wait for it. */
function isSettled({ record }: Subject, { probe, spec, worker }: Asked): boolean {
  if (record.phase !== 'running') return true;
  if (worker.containerID !== record.containerID || worker.lastResult === undefined) return false;
  const { failureThreshold = 3 } = spec;
  if (probe === 'liveness') return worker.lastResult === 'success' || worker.result === 'failure';
  return worker.lastResult === 'success'
    ? worker.result === 'success'
    : worker.result === 'failure' && worker.run >= failureThreshold;
}

function because({ record }: Subject, isReady: boolean): Action {
  const [, name] = record.pod.split('/');
  const text = `the readiness probe of pod ${name} ${isReady ? 'succeeded' : 'failed'}`;
  return { type: 'because', text };
}
