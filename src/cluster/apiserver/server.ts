// The API server: the only writer of API objects, behind one HTTP-shaped door. What it does with a request is in handler.ts;
// what the master itself keeps (namespaces, the kubernetes Service) is in masterObjects.ts.

import type { Kind, ObjectByKind } from '../api/core/v1/objects.ts';
import type { Labels, ObjectKey } from '../api/meta.ts';
import type { World } from '../../engine/world.ts';
import type { ApiRequest, ApiResponse, Change } from './client.ts';
import { handleRequest } from './handler.ts';
import { createMasterObjects, type MasterOptions } from './masterObjects.ts';
import { ObjectStore } from './objectStore.ts';
import { ServiceAllocator, type AllocationRanges } from './serviceAllocation.ts';
import { Storage } from './storage.ts';
import { WatchLog } from './watchLog.ts';

export interface ApiServerOptions extends MasterOptions, AllocationRanges {
  /** Suffixes of generated names, where they are given; else they are drawn. */
  readonly nameSuffix?: (generateName: string) => string | undefined;
}

export interface ApiServer {
  /** Makes the first objects. */
  start(): void;
  handle(request: ApiRequest): ApiResponse;
  get<K extends Kind>(kind: K, key: ObjectKey): ObjectByKind[K] | undefined;
  list<K extends Kind>(kind: K, namespace?: string): readonly ObjectByKind[K][];
  select<K extends Kind>(kind: K, namespace: string, selector: Labels): readonly ObjectByKind[K][];
  podsOnNode(node: string): readonly ObjectByKind['Pod'][];
}

export function createApiServer(
  world: World,
  options: ApiServerOptions,
  onChange: (change: Change) => void,
): ApiServer {
  const storage = new Storage(world);
  const log = new WatchLog(world);
  const store = new ObjectStore(world, {
    storage,
    services: new ServiceAllocator(world, options),
    announce(change) {
      log.add(change);
      onChange(change);
    },
    nameSuffix: options.nameSuffix,
  });
  const discovery = { serverAddress: `${options.advertiseAddress}:${options.securePort}` };
  const handle = (request: ApiRequest) =>
    handleRequest({ storage, log, store, discovery }, request);
  return {
    start: () => createMasterObjects(handle, options),
    handle,
    get: (kind, key) => storage.get(kind, key),
    list: (kind, namespace) => storage.list(kind, namespace),
    select: (kind, namespace, selector) => storage.select(kind, namespace, selector),
    podsOnNode: (node) => storage.podsOnNode(node),
  };
}
