// What a rolling update writes on both controllers, so that it can be resumed (pkg/kubectl/rolling_updater.go).

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';

/** On the new controller: NAME:UID of the old one. */
export const UPDATE_SOURCE_ID = 'kubectl.kubernetes.io/update-source-id';
/** On the new controller: its size at the end. */
export const DESIRED_REPLICAS = 'kubectl.kubernetes.io/desired-replicas';
/** On the old controller: the name of the new one. Nobody takes it away. */
export const NEXT_CONTROLLER_ID = 'kubectl.kubernetes.io/next-controller-id';
/** On the old controller, since 1.1: its size before. */
export const ORIGINAL_REPLICAS = 'kubectl.kubernetes.io/original-replicas';

export function annotationOf(
  { metadata }: ReplicationController,
  name: string,
): string | undefined {
  return metadata.annotations?.[name];
}

/** The controller with some annotations changed; undefined takes one away. */
export function annotated(
  controller: ReplicationController,
  changes: Readonly<Record<string, string | undefined>>,
): ReplicationController {
  const annotations = Object.fromEntries(
    Object.entries({ ...controller.metadata.annotations, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  return { ...controller, metadata: { ...controller.metadata, annotations } };
}

/** NAME:UID of a controller, as update-source-id has it. */
export function sourceIdOf({ metadata }: ReplicationController): string {
  return `${metadata.name}:${metadata.uid ?? ''}`;
}

export function withReplicas(
  controller: ReplicationController,
  replicas: number,
): ReplicationController {
  return { ...controller, spec: { ...controller.spec, replicas } };
}

/** A map as Go prints it: map[a:1 b:2]. */
export function formatMap(map: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.keys(map)
    .sort()
    .map((key) => `${key}:${map[key]}`);
  return `map[${pairs.join(' ')}]`;
}
