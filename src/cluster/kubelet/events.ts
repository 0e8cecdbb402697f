// The Events of a kubelet, on containers and on pods.

import type { Pod } from '../api/core/v1/objects.ts';
import type { Action } from '../apiserver/client.ts';
import { recordEvent } from '../apiserver/eventRecorder.ts';
import type { StartFailure } from '../network/container.ts';
import type { KubeletContext, Subject } from './context.ts';

interface Happening {
  readonly reason: string;
  readonly message: string;
  readonly type?: 'Normal' | 'Warning';
}

export function containerEvent(
  context: Pick<KubeletContext, 'view' | 'machine'>,
  { pod, container }: Pick<Subject, 'pod' | 'container'>,
  happening: Happening,
): Action {
  return podEvent(context, pod, { ...happening, fieldPath: `spec.containers{${container.name}}` });
}

export function podEvent(
  { view, machine }: Pick<KubeletContext, 'view' | 'machine'>,
  pod: Pod,
  { type = 'Normal', ...happening }: Happening & { readonly fieldPath?: string },
): Action {
  return recordEvent(view, {
    component: 'kubelet',
    host: machine.name,
    object: pod,
    type,
    ...happening,
  });
}

/** What the sync of a pod could not do; several failures are listed in brackets. */
export function failedSync(
  context: Pick<KubeletContext, 'view' | 'machine'>,
  pod: Pod,
  failures: readonly { readonly name: string; readonly failure: StartFailure }[],
): Action {
  const texts = failures.map(
    ({ name, failure }) =>
      `failed to "StartContainer" for "${name}" with ${failure.reason}: ${JSON.stringify(failure.message)}\n`,
  );
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return podEvent(context, pod, {
    type: 'Warning',
    reason: 'FailedSync',
    message: `Error syncing pod, skipping: ${text}`,
  });
}

export function formatPod({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}
