// The controller that comes: from a file, or a copy of the old one with another image.

import { defaultReplicationController } from '../../cluster/api/core/v1/defaults.ts';
import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import type { Invocation } from '../commands/command.ts';
import { Panic } from '../commands/scaler.ts';
import { isFailure, mistake, usageMistake, type Failure } from '../failures.ts';
import type { Part } from '../process.ts';
import type { Release } from '../release.ts';
import { selectObjects } from '../selection.ts';
import { collect } from '../visit.ts';
import { namespaceOf, type Client } from './client.ts';
import { hashObject } from './hashObject.ts';
import { withSelector, withTemplateLabel } from './relabel.ts';

export interface FromFile {
  readonly controller: ReplicationController;
  /** The file does not say how many: as many as the old one has. */
  readonly hasNoReplicas: boolean;
}

export function* readController(invocation: Invocation, file: string): Part<FromFile | Failure> {
  const selection = yield* selectObjects(invocation, { words: [], isValidated: true });
  if ('type' in selection) return selection;
  const { targets, failure } = yield* collect(selection);
  if (failure) return failure;
  const [target, ...others] = targets;
  if (others.length > 0) return wrongFile(`${file} specifies multiple items`);
  // kubectl takes the first of no objects.
  if (!target?.object) throw new Panic('runtime error: index out of range');
  const { kind } = target.resource;
  if (kind !== 'ReplicationController') {
    const named = invocation.release === 'v1.0' ? kind : `/__internal, Kind=${kind}`;
    return wrongFile(`${file} contains a ${named} not a ReplicationController`);
  }
  const { namespace = 'default' } = target;
  const given = target.object as unknown as ReplicationController;
  return {
    controller: defaultReplicationController({
      ...given,
      metadata: { ...given.metadata, namespace },
    }),
    hasNoReplicas: (given.spec as { replicas?: number } | undefined)?.replicas === undefined,
  };
}

function wrongFile(text: string): Failure {
  return usageMistake('rolling-update', text);
}

export interface ImageChange {
  readonly release: Release;
  readonly image: string;
  /** '': the only one. */
  readonly container: string;
  /** '': as it is. */
  readonly pullPolicy: string;
  /** '': the old one's with the hash behind it. */
  readonly newName: string;
  readonly deploymentKey: string;
}

/** A copy with another image, under the hash as name and label. */
export function* copyWithImage(
  client: Client,
  old: ReplicationController,
  change: ImageChange,
): Part<ReplicationController | Failure> {
  const latest = yield* client.get(namespaceOf(old), old.metadata.name);
  if (isFailure(latest)) return latest;
  const at = containerToChange(latest, change);
  if (typeof at === 'object') return at;
  const changed = withImage(latest, at, change);
  const hash = hashObject(changed, change.release);
  const label = { key: change.deploymentKey, value: hash };
  const { resourceVersion: _, ...metadata } = changed.metadata;
  const named = { ...metadata, name: change.newName || `${metadata.name}-${hash}` };
  return withTemplateLabel(withSelector({ ...changed, metadata: named }, label), label);
}

/** Its number, or what is wrong. */
function containerToChange(
  { spec }: ReplicationController,
  { container, release }: ImageChange,
): number | Failure {
  const { containers } = spec.template.spec;
  const at = containers.findIndex(({ name }) => name === container);
  if (container !== '' && at < 0) return mistake(`container ${container} not found in pod`);
  if (containers.length > 1 && container === '') {
    return mistake(
      release === 'v1.0'
        ? 'Image update is not supported for multi-container pods'
        : 'Must specify container to update when updating a multi-container pod',
    );
  }
  return Math.max(0, at);
}

export function withImage(
  controller: ReplicationController,
  at: number,
  { image, pullPolicy }: Pick<ImageChange, 'image' | 'pullPolicy'>,
): ReplicationController {
  const { template } = controller.spec;
  const containers = template.spec.containers.map((each, index) =>
    index === at
      ? { ...each, image, ...(pullPolicy === '' ? {} : { imagePullPolicy: pullPolicy }) }
      : each,
  ) as typeof template.spec.containers;
  const spec = { ...template.spec, containers };
  return { ...controller, spec: { ...controller.spec, template: { ...template, spec } } };
}
