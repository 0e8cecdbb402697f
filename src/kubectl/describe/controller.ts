// The description of a ReplicationController.

import type { Pod, ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import type { Release } from '../release.ts';
import { labelLines } from './labels.ts';
import { volumeLines } from './volumes.ts';

export function controllerLines(
  { metadata, spec, status }: ReplicationController,
  pods: readonly Pod[],
  release: Release,
): string[] {
  const inPhase = (phase: string) => pods.filter((pod) => pod.status.phase === phase).length;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Image(s):\t${spec.template.spec.containers.map(({ image }) => image).join(',')}`,
    `Selector:\t${formatLabels(spec.selector)}`,
    ...labelLines(metadata.labels, release),
    `Replicas:\t${status.replicas} current / ${spec.replicas} desired`,
    `Pods Status:\t${inPhase('Running')} Running / ${inPhase('Pending')} Waiting / ${inPhase('Succeeded')} Succeeded / ${inPhase('Failed')} Failed`,
    ...(release === 'v1.0' ? [] : volumeLines(spec.template.spec.volumes)),
  ];
}
