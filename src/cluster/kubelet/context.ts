// What the parts of a kubelet hand one another while they look at one pod.

import type { Container, Pod } from '../api/core/v1/objects.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import type { ContainerRecord } from '../network/container.ts';
import type { ImageCatalogue } from '../network/program.ts';
import type { Machine } from './node.ts';

export interface KubeletContext {
  readonly view: ClusterView;
  readonly machine: Machine;
  readonly images: ImageCatalogue;
}

/** One container: as the pod wants it, and as it is. */
export interface Subject {
  readonly pod: Pod;
  readonly container: Container;
  readonly record: ContainerRecord;
}

/** What one container wants done, what it is afterwards, and when it is to be looked at again. */
export interface ContainerStep {
  readonly record: ContainerRecord;
  readonly actions: readonly Action[];
  /** Virtual ms. */
  readonly nextAt?: number;
  /** As nextAt, for what `orrery idle` does not wait for. */
  readonly nextQuietAt?: number;
}
