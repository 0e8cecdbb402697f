// Making and starting a container whose image is here: docker create, docker start, the postStart hook, the program's first
// acts. With the Events of 1.3.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { ContainerRecord, StartFailure } from '../network/container.ts';
import type { KubeletContext, Subject } from './context.ts';
import { listServices } from './environment.ts';
import { containerEvent } from './events.ts';
import { runHook } from './hooks.ts';
import { appendLog } from './logs.ts';
import { exited, playProgram } from './run.ts';
import { beginStop } from './stop.ts';
import { CREATE_MS } from './timing.ts';

/** How far an attempt to start a container has come. */
export type StartStep =
  /** It waits for something until the record's retryAt. */
  | { readonly type: 'busy'; readonly record: ContainerRecord; readonly actions: readonly Action[] }
  /** The image is here. */
  | {
      readonly type: 'ready';
      readonly record: ContainerRecord;
      readonly actions: readonly Action[];
    }
  | {
      readonly type: 'running';
      readonly record: ContainerRecord;
      readonly actions: readonly Action[];
      readonly nextAt?: number;
      readonly nextQuietAt?: number;
    }
  | {
      readonly type: 'failed';
      readonly record: ContainerRecord;
      readonly actions: readonly Action[];
      readonly failure: StartFailure;
    };

/** docker create. */
export function createContainer(
  context: KubeletContext,
  subject: Subject,
  before: readonly Action[],
): StartStep {
  const { view } = context;
  const { record, pod } = subject;
  const containerID = newContainerID(view);
  const services = listServices(view, pod.metadata.namespace ?? '');
  const created: ContainerRecord = {
    ...record,
    phase: 'created',
    since: view.now,
    retryAt: view.now + CREATE_MS,
    containerID,
    restartCount: record.containerID === undefined ? 0 : record.restartCount + 1,
    serviceList: services.key,
  };
  const message = `Created container with docker id ${containerID.slice(0, 12)}`;
  return {
    type: 'busy',
    record: created,
    actions: [
      ...before,
      ...services.actions,
      containerEvent(context, subject, { reason: 'Created', message }),
    ],
  };
}

/** docker start. */
export function startContainer(context: KubeletContext, subject: Subject): StartStep {
  const { view, images, machine } = context;
  const { container, pod } = subject;
  const { failure: _, toldFailure: __, retryAt: ___, ...rest } = subject.record;
  const id = rest.containerID?.slice(0, 12);
  const image = images.find(rest.image);
  const program =
    'pullError' in image ? { startError: image.pullError } : image.programOf(container);
  if ('startError' in program) return failToStart(context, subject, program.startError);

  const running: ContainerRecord = {
    ...rest,
    phase: 'running',
    since: view.now,
    startedAt: view.now,
    ...(container.readinessProbe ? { isReady: false } : {}),
  };
  const message = `Started container with docker id ${id}`;
  const started = containerEvent(context, subject, { reason: 'Started', message });
  const played = playProgram(context, { container, pod, record: running });
  const actions = [started, ...appendLog(view, machine.name, running, []), ...played.actions];
  const hook = container.lifecycle?.postStart;
  if (!hook || played.record.phase !== 'running') return { ...played, type: 'running', actions };

  const ran = runHook(context, { container, pod, record: played.record }, hook);
  if (ran.error === undefined) {
    return { ...played, type: 'running', actions: [...actions, ...ran.actions] };
  }
  const failure = { reason: 'RunContainerError', message: `PostStart handler: ${ran.error}` };
  const stop = beginStop(
    context,
    { container, pod, record: played.record },
    { reason: failure.message, isRestart: false },
  );
  return {
    type: 'failed',
    failure,
    record: { ...stop.record, failure },
    actions: [
      ...actions,
      ...ran.actions,
      containerEvent(context, subject, {
        type: 'Warning',
        reason: 'FailedPostStartHook',
        message: ran.error,
      }),
      ...stop.actions,
    ],
  };
}

/** Docker makes a container whose command it cannot find, and then cannot start it. */
function failToStart(context: KubeletContext, subject: Subject, error: string): StartStep {
  const { retryAt: _, ...rest } = subject.record;
  const id = rest.containerID?.slice(0, 12);
  const failure = { reason: 'RunContainerError', message: `runContainer: ${error}` };
  return {
    type: 'failed',
    failure,
    record: {
      ...exited({ ...rest, startedAt: rest.since }, context.view.now, 127, error),
      failure,
    },
    actions: [
      containerEvent(context, subject, {
        type: 'Warning',
        reason: 'Failed',
        message: `Failed to start container with docker id ${id} with error: ${error}`,
      }),
    ],
  };
}

function newContainerID(view: ClusterView): string {
  let id = '';
  while (id.length < 64) id += view.random('container-id').toString(16).padStart(8, '0');
  return id;
}
