// The description of a pod, as kubectl 1.0 prints it: with the controllers that would select it.

import type { Pod, ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { matchesSelector } from '../../cluster/api/labels.ts';
import { stateLines } from './containers.ts';
import { labelLines } from './labels.ts';
import { conditionLines } from './pod.ts';

export function podLines10(pod: Pod, controllers: readonly ReplicationController[]): string[] {
  const { metadata, spec, status } = pod;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Image(s):\t${spec.containers.map(({ image }) => image).join(',')}`,
    `Node:\t${spec.nodeName ?? ''}/${status.hostIP ?? ''}`,
    ...labelLines(metadata.labels, 'v1.0'),
    `Status:\t${status.phase ?? ''}`,
    `Reason:\t${status.reason ?? ''}`,
    `Message:\t${status.message ?? ''}`,
    `IP:\t${status.podIP ?? ''}`,
    `Replication Controllers:\t${controllersOf(pod, controllers)}`,
    'Containers:',
    ...containerLines10(pod),
    ...conditionLines({
      ...pod,
      status: { ...status, conditions: (status.conditions ?? []).filter(isOf10) },
    }),
  ];
}

/** The other conditions came later. */
function isOf10({ type }: { readonly type: string }): boolean {
  return type === 'Ready';
}

function controllersOf(pod: Pod, controllers: readonly ReplicationController[]): string {
  const texts = controllers
    .filter(({ spec }) => {
      const isSelecting = Object.keys(spec.selector).length > 0;
      return isSelecting && matchesSelector(spec.selector, pod.metadata.labels);
    })
    .map(
      ({ metadata, spec, status }) =>
        `${metadata.name} (${status.replicas}/${spec.replicas} replicas created)`,
    );
  return texts.length === 0 ? '<none>' : texts.join(', ');
}

function containerLines10({ spec, status }: Pod): string[] {
  return (status.containerStatuses ?? []).flatMap((each) => {
    const container = spec.containers.find(({ name }) => name === each.name);
    const { limits } = (container?.resources ?? {}) as {
      limits?: Readonly<Record<string, string>>;
    };
    const names = Object.keys(limits ?? {}).sort();
    return [
      `  ${each.name}:`,
      `    Image:\t${container?.image ?? each.image}`,
      ...(names.length > 0
        ? ['    Limits:', ...names.map((name) => `      ${name}:\t${limits?.[name]}`)]
        : []),
      ...stateLines('State', each.state),
      ...(each.lastState.terminated ? stateLines('Last Termination State', each.lastState) : []),
      `    Ready:\t${each.ready ? 'True' : 'False'}`,
      `    Restart Count:\t${each.restartCount}`,
    ];
  });
}
