// What the parts of a kubelet hand one another while they look at one pod.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { ContainerRecord, ImageCatalogue } from '../network/container.ts';
import type { Machine } from './node.ts';

export interface KubeletContext {
  readonly view: ClusterView;
  readonly machine: Machine;
  readonly images: ImageCatalogue;
}

/** What one container wants done, what it is afterwards, and when it is to be looked at again. */
export interface ContainerStep {
  readonly record: ContainerRecord;
  readonly actions: readonly Action[];
  /** Virtual ms. */
  readonly nextAt?: number;
}
