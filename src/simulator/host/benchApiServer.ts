// What requests to the API server cost with so many pods stored, and what a write costs with so many watches open.

import type { ApiRequest } from '../../cluster/apiserver/client.ts';
import { createApiServer } from '../../cluster/apiserver/server.ts';
import { World } from '../../engine/world.ts';
import { makeNodes, profiles, SECURE_PORT } from '../settings.ts';
import { milliseconds, repeat, type Figures } from './benchFigures.ts';

const REQUESTS = 2_000;
const PODS_PER_APP = 10;
const PODS_PER_NAMESPACE = 1_000;
/** Objects in all lists that are measured together. */
const LISTED = 300_000;
/** As many changes as the server keeps for watches. */
const WATCHED_CHANGES = 1_000;
const CONCERNED = 100;

export function measureApiServer(pods: number): Figures {
  const server = startServer();
  const createMs = averageMs(pods, (pod) => server.createPod(pod));
  // The same pods again and again, far from one another.
  const somePod = (n: number) => (n * 7_919) % pods;
  const eachMs = (act: (pod: number) => void) => averageMs(REQUESTS, (n) => act(somePod(n)));
  const lists = Math.ceil(LISTED / pods);
  const listMs = averageMs(lists, () => server.get('/api/v1/pods')) / pods;
  const getMs = eachMs((pod) => server.get(pathOf(pod)));
  const selectMs = eachMs((pod) => server.get(collectionOf(pod), { labelSelector: appOf(pod) }));
  const patchMs = eachMs((pod) => server.patchPod(pod));
  const since = String(server.world.last('resourceVersion') - WATCHED_CHANGES);
  const watched = { watch: 'true', resourceVersion: since };
  const watchMs = averageMs(100, () => server.get('/api/v1/pods', watched)) / WATCHED_CHANGES;
  const replaceMs = eachMs((pod) => {
    server.ask({ method: 'DELETE', path: pathOf(pod), query: { gracePeriodSeconds: '0' } });
    server.createPod(pod);
  });
  return {
    size: `${pods} pods`,
    count: pods,
    figures: {
      'creates/s': 1_000 / createMs,
      'gets/s': 1_000 / getMs,
      'patches/s': 1_000 / patchMs,
      'deletes and creates/s': 1_000 / replaceMs,
      'lists of 10 by a label/s': 1_000 / selectMs,
      'objects listed/s': 1_000 / listMs,
      'changes watched/s': 1_000 / watchMs,
    },
  };
}

/** Each watches a pod of its own; then 100 more watch the one that changes. */
export function measureWatches(watches: number): Figures {
  const server = startServer();
  repeat(2, () => server.createPod(server.count));
  const [changed, other] = [0, 1];
  for (let n = 0; n < watches; n++) server.watch(`other ${n}`, `${nameOf(other)}-${n}`);
  const write = () => server.patchPod(changed);
  averageMs(REQUESTS, write);
  const writeMs = averageMs(REQUESTS, write);
  const toldMs = averageMs(REQUESTS / 10, () => {
    for (let n = 0; n < CONCERNED; n++) server.watch(`told ${n}`, nameOf(changed));
    write();
  });
  return {
    size: `${watches} watches`,
    count: watches,
    figures: {
      'CPU per write that concerns none, us': writeMs * 1_000,
      'CPU per watch begun and told of a write, us': ((toldMs - writeMs) / CONCERNED) * 1_000,
    },
  };
}

interface BenchServer {
  readonly world: World;
  /** Pods that were made. */
  readonly count: number;
  ask(request: ApiRequest): void;
  get(path: string, query?: Readonly<Record<string, string>>): void;
  createPod(pod: number): void;
  patchPod(pod: number): void;
  /** As one who reads pods over HTTP and waits. */
  watch(key: string, pod: string): void;
}

function startServer(): BenchServer {
  const world = new World(1);
  const [master] = makeNodes(1);
  const options = {
    ...profiles.book,
    advertiseAddress: master?.address ?? '',
    securePort: SECURE_PORT,
  };
  const server = createApiServer(world, options, () => undefined);
  server.start();
  let count = 0;
  let writes = 0;
  const ask = (request: ApiRequest) => {
    const { status } = server.handle(request);
    if (status >= 300) throw new Error(`${request.method} ${request.path}: ${status}`);
    // No one goes back here.
    if (world.journal.end - world.journal.start > 1e6) world.journal.truncate(world.journal.end);
  };
  return {
    world,
    get count() {
      return count;
    },
    ask,
    get: (path, query) => ask({ method: 'GET', path, ...(query ? { query } : {}) }),
    createPod(pod) {
      if (pod % PODS_PER_NAMESPACE === 0 && pod >= count) {
        const body = { metadata: { name: namespaceOf(pod) } };
        ask({ method: 'POST', path: '/api/v1/namespaces', body });
      }
      ask({ method: 'POST', path: collectionOf(pod), body: podNumbered(pod) });
      count = Math.max(count, pod + 1);
    },
    patchPod(pod) {
      const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
      const body = { metadata: { annotations: { write: String(writes++) } } };
      ask({ method: 'PATCH', path: pathOf(pod), headers, body });
    },
    watch(key, pod) {
      const path = collectionOf(0);
      const query = { watch: 'true', fieldSelector: `metadata.name=${pod}` };
      server.watches.add({ component: 'network', key }, { method: 'GET', path, query });
    },
  };
}

function averageMs(times: number, act: (n: number) => void): number {
  let n = 0;
  return milliseconds(() => repeat(times, () => act(n++))) / times;
}

function podNumbered(pod: number): object {
  const [, app] = appOf(pod).split('=');
  const ports = [{ containerPort: 8080 }];
  return {
    metadata: { name: nameOf(pod), labels: { app, tier: 'web' } },
    spec: { containers: [{ name: 'webapp', image: 'tomcat', ports }] },
  };
}

function nameOf(pod: number): string {
  return `webapp-${pod}`;
}

function appOf(pod: number): string {
  return `app=app-${Math.floor(pod / PODS_PER_APP)}`;
}

function namespaceOf(pod: number): string {
  return `team-${Math.floor(pod / PODS_PER_NAMESPACE)}`;
}

function collectionOf(pod: number): string {
  return `/api/v1/namespaces/${namespaceOf(pod)}/pods`;
}

function pathOf(pod: number): string {
  return `${collectionOf(pod)}/${nameOf(pod)}`;
}
