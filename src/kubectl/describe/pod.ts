// The description of a pod, as kubectl 1.3 prints it.

import type { Pod } from '../../cluster/api/core/v1/objects.ts';
import { containerLines } from './containers.ts';
import { labelLines } from './labels.ts';
import { qosClassOf } from './resources.ts';
import { formatTime } from './times.ts';
import { volumeLines } from './volumes.ts';

export function podLines(pod: Pod): string[] {
  const { metadata, spec, status } = pod;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Node:\t${spec.nodeName ?? ''}/${status.hostIP ?? ''}`,
    ...(status.startTime ? [`Start Time:\t${formatTime(status.startTime)}`] : []),
    ...labelLines(metadata.labels, 'v1.3'),
    ...(metadata.deletionTimestamp
      ? [
          `Status:\tTerminating (expires ${formatTime(metadata.deletionTimestamp)})`,
          `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`,
        ]
      : [`Status:\t${status.phase ?? ''}`]),
    ...(status.reason ? [`Reason:\t${status.reason}`] : []),
    ...(status.message ? [`Message:\t${status.message}`] : []),
    `IP:\t${status.podIP ?? ''}`,
    `Controllers:\t${controllerOf(pod)}`,
    'Containers:',
    ...containerLines(pod),
    ...conditionLines(pod),
    ...volumeLines(spec.volumes),
    `QoS Tier:\t${qosClassOf(pod)}`,
  ];
}

export function conditionLines({ status: { conditions = [] } }: Pod): string[] {
  if (conditions.length === 0) return [];
  return [
    'Conditions:',
    '  Type\tStatus',
    ...conditions.map(({ type, status }) => `  ${type} \t${status} `),
  ];
}

/** From the annotation that its controller left. */
function controllerOf({ metadata }: Pod): string {
  const text = metadata.annotations?.['kubernetes.io/created-by'];
  if (!text) return '<none>';
  try {
    const parsed = JSON.parse(text) as { reference?: { kind?: string; name?: string } } | null;
    return `${parsed?.reference?.kind ?? ''}/${parsed?.reference?.name ?? ''}`;
  } catch {
    return '<none>';
  }
}
