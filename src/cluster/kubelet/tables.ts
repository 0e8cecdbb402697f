// What a kubelet and the Docker of its node remember: their own tables, each keyed by node first.

import type { ContainerRecord, StartFailure } from '../network/container.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';

export const CONTAINERS = 'containers';
export const SOCKETS = 'sockets';
/** Pods by address: key `NODE ip`. */
export const POD_ADDRESSES = 'podAddresses';
/** Which addresses of its bridge a node has given out. */
export const ADDRESS_POOLS = 'addressPools';
export const SANDBOXES = 'sandboxes';
/** Images on the node: key `NODE image`. */
export const IMAGES = 'images';
/** How the syncs of pods stand: key `NODE namespace/pod`. */
export const WORKERS = 'podWorkers';
/** What probes found: key `NODE namespace/pod container liveness|readiness`. */
export const PROBES = 'probes';
/** What programs keep to themselves while they run: key as of the container. */
export const MEMORY = 'memory';
/** Files that were written: key `NODE namespace/pod container PATH`, or with `volume:NAME` for the container. */
export const CONTAINER_FILES = 'containerFiles';
export const LOGS = 'logs';
/** Lists of Services that environments were made from: key `NAMESPACE n`. */
export const SERVICE_LISTS = 'serviceLists';

export const kubeletTables = [
  CONTAINERS,
  SOCKETS,
  POD_ADDRESSES,
  ADDRESS_POOLS,
  SANDBOXES,
  IMAGES,
  WORKERS,
  PROBES,
  MEMORY,
  CONTAINER_FILES,
  LOGS,
  SERVICE_LISTS,
] as const;

/** The sync of a pod, where it is more than one step without trouble. */
export interface PodWorker {
  /** What this sync could not start so far. */
  readonly failures: readonly FailedContainer[];
  /** Something happened meanwhile: another sync follows at once. */
  readonly isPending?: boolean;
  /** The next sync after one that failed, virtual ms. */
  readonly nextSyncAt?: number;
  /** This sync makes the containers anew with a new pause container: no back-off holds it up. */
  readonly isRemaking?: boolean;
}

export interface FailedContainer {
  readonly name: string;
  readonly failure: StartFailure;
}

export function containerKey(node: string, pod: string, container: string): string {
  return [node, pod, container].join(' '); // Joined, a string is one piece; a template keeps its parts.
}

export function containersOf(view: ClusterView, node: string, pod: string): ContainerRecord[] {
  return view.scan<ContainerRecord>(CONTAINERS, `${node} ${pod} `).map(([, record]) => record);
}

export function write(table: string, key: string, value: object | undefined): Action {
  return { type: 'write', table, key, value };
}

/** Deletes the records of a table whose keys begin so. */
export function remove(view: ClusterView, table: string, prefix: string): Action[] {
  return view.scan(table, prefix).map(([key]) => write(table, key, undefined));
}
