// Watches of processes (kubectl get -w) as records: a watch is pull, so that a change only wakes its process, which then asks
// for what happened since its resourceVersion.

import type { ApiRequest, ApiResponse, Change } from '../cluster/apiserver/client.ts';
import type { ApiServer } from '../cluster/apiserver/server.ts';
import type { World } from '../engine/world.ts';
import type { Effect } from '../kubectl/process.ts';

/** From a change to the process having it. */
const WATCH_LATENCY_MS = 5;

/** The table of what is watched; keys are those of the wakeups. */
export const watchTable = 'processWatches';

interface ProcessWatch {
  readonly request: ApiRequest;
  /** A wakeup is on its way. */
  readonly isWoken: boolean;
}

/** The payload of a wakeup that may end a watch. */
interface WatchEnd {
  readonly watch: 'changed' | 'timedOut';
}

/** No reply yet: the changes were not of the watched objects. */
export const stillWaiting = Symbol('still waiting');

export function isWatchEnd(payload: unknown): payload is WatchEnd {
  return typeof payload === 'object' && payload !== null && 'watch' in payload;
}

export class ProcessWatches {
  private readonly world: World;
  private readonly apiServer: ApiServer;

  constructor(world: World, apiServer: ApiServer) {
    this.world = world;
    this.apiServer = apiServer;
  }

  start(key: string, { request, timeoutMs }: Extract<Effect, { type: 'watch' }>): void {
    const isOver = hasEvents(this.ask(request));
    this.write(key, { request, isWoken: isOver });
    if (isOver) this.wake(key);
    if (timeoutMs !== undefined) {
      const payload: WatchEnd = { watch: 'timedOut' };
      this.world.wake('process', key, this.world.now + timeoutMs, payload);
    }
  }

  announce(change: Change): void {
    for (const { key, request } of this.apiServer.watches.matching('process', change)) {
      // Nothing of it happened until now, so that older changes, which the log may have dropped, are not asked for.
      this.write(key, { request: from(request, change.resourceVersion - 1), isWoken: true });
      this.wake(key);
    }
  }

  /** The reply that a wakeup brings, and the end of the watch. */
  take(key: string, { watch: end }: WatchEnd): ApiResponse | undefined | typeof stillWaiting {
    const table = this.world.table<ProcessWatch>(watchTable);
    const watch = table.get(key);
    if (!watch) return stillWaiting;
    const response = end === 'timedOut' ? undefined : this.ask(watch.request);
    if (response && !hasEvents(response)) {
      const { resourceVersion } = response.body as { readonly resourceVersion: string };
      this.write(key, { request: from(watch.request, resourceVersion), isWoken: false });
      return stillWaiting;
    }
    this.forget(key);
    return response;
  }

  /** Forgets what a process watched. */
  end(pid: number): void {
    const table = this.world.table<ProcessWatch>(watchTable);
    for (const key of table.keys(`${pid} `)) this.forget(key);
  }

  private ask(request: ApiRequest): ApiResponse {
    return this.apiServer.handle({ ...request, query: { ...request.query, watch: 'true' } });
  }

  private wake(key: string): void {
    const payload: WatchEnd = { watch: 'changed' };
    this.world.wake('process', key, this.world.now + WATCH_LATENCY_MS, payload);
  }

  /** One that is not woken yet is found by the changes that concern it. */
  private write(key: string, watch: ProcessWatch): void {
    this.forget(key);
    this.world.table<ProcessWatch>(watchTable).set(key, watch);
    if (!watch.isWoken) this.apiServer.watches.add({ component: 'process', key }, watch.request);
  }

  private forget(key: string): void {
    const table = this.world.table<ProcessWatch>(watchTable);
    const watch = table.get(key);
    if (!watch) return;
    table.delete(key);
    this.apiServer.watches.remove({ component: 'process', key }, watch.request);
  }
}

/** The request, from a resourceVersion on. */
function from(request: ApiRequest, resourceVersion: number | string): ApiRequest {
  return { ...request, query: { ...request.query, resourceVersion: String(resourceVersion) } };
}

/** A refusal (410 Gone) ends a watch too. */
function hasEvents({ status, body }: ApiResponse): boolean {
  return status !== 200 || (body as { readonly events: readonly unknown[] }).events.length > 0;
}
