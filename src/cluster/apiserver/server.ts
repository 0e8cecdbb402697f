// The API server: the only writer of API objects, behind one HTTP-shaped door. What it does with a request is in handler.ts;
// what the master itself keeps (namespaces, the kubernetes Service) is in masterObjects.ts.

import type { Kind, ObjectByKind } from '../api/core/v1/objects.ts';
import type { Labels, ObjectKey } from '../api/meta.ts';
import type { World } from '../../engine/world.ts';
import type { HttpRequest, HttpResponse } from '../network/connection.ts';
import type { ApiRequest, ApiResponse, Change, ClusterView } from './client.ts';
import { handleRequest } from './handler.ts';
import { serveHttp, type WaitingWatch } from './http.ts';
import { createMasterObjects, type MasterOptions } from './masterObjects.ts';
import { ObjectStore } from './objectStore.ts';
import { ServiceAllocator, type AllocationRanges } from './serviceAllocation.ts';
import { Storage } from './storage.ts';
import { WatchIndex, type Watcher } from './watchIndex.ts';
import { WatchLog } from './watchLog.ts';

export interface ApiServerOptions extends MasterOptions, AllocationRanges {
  /** Suffixes of generated names, where they are given; else they are drawn. */
  readonly nameSuffix?: (generateName: string) => string | undefined;
}

export interface ApiServer {
  /** Makes the first objects. */
  start(): void;
  handle(request: ApiRequest): ApiResponse;
  /** The same over HTTP. What is pending is asked again when the watcher wakes. */
  serve(request: HttpRequest, watcher: Watcher): ServedRequest;
  /** Who waits for which change. */
  readonly watches: WatchIndex;
  get<K extends Kind>(kind: K, key: ObjectKey): ObjectByKind[K] | undefined;
  list<K extends Kind>(kind: K, namespace?: string): readonly ObjectByKind[K][];
  select<K extends Kind>(kind: K, namespace: string, selector: Labels): readonly ObjectByKind[K][];
  selecting: ClusterView['selecting'];
  podsOnNode(node: string): readonly ObjectByKind['Pod'][];
}

type ServedRequest =
  | { readonly response: HttpResponse }
  | { readonly isPending: true; readonly retryAfterMs?: number };

/** The component whose wakeups ask pending requests again. */
const HTTP = 'network';

/** From a change to those who read a watch over HTTP. */
const WATCH_LATENCY_MS = 2;

export function createApiServer(
  world: World,
  options: ApiServerOptions,
  onChange: (change: Change) => void,
): ApiServer {
  const storage = new Storage(world);
  const log = new WatchLog(world);
  const watches = new WatchIndex(world);
  const waiting = world.table<WaitingWatch>('httpWatches');
  const store = new ObjectStore(world, {
    storage,
    services: new ServiceAllocator(world, options),
    announce(change) {
      log.add(change);
      onChange(change);
      for (const { request, ...watcher } of watches.matching(HTTP, change)) {
        watches.remove(watcher, request);
        waiting.set(watcher.key, { from: change.resourceVersion - 1 });
        world.wake(watcher.component, watcher.key, world.now + WATCH_LATENCY_MS);
      }
    },
    nameSuffix: options.nameSuffix,
  });
  const discovery = { serverAddress: `${options.advertiseAddress}:${options.securePort}` };
  const handle = (request: ApiRequest) =>
    handleRequest({ storage, log, store, discovery }, request);
  return {
    start: () => createMasterObjects(handle, options),
    handle,
    watches,
    serve(request, watcher) {
      const served = serveHttp(handle, request, {
        now: world.now,
        waiting: waiting.get(watcher.key),
      });
      waiting.delete(watcher.key);
      if ('response' in served) return served;
      waiting.set(watcher.key, {});
      watches.add(watcher, served.waitsFor);
      const { untilMs } = served;
      return {
        isPending: true,
        ...(untilMs === undefined ? {} : { retryAfterMs: untilMs - world.now }),
      };
    },
    get: (kind, key) => storage.get(kind, key),
    list: (kind, namespace) => storage.list(kind, namespace),
    select: (kind, namespace, selector) => storage.select(kind, namespace, selector),
    selecting: (kind, namespace, labels) => storage.selecting(kind, namespace, labels),
    podsOnNode: (node) => storage.podsOnNode(node),
  };
}
