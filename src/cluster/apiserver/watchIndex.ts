// Who waits for which change. Watches lie in buckets by kind, namespace and what they ask for most narrowly (a name, a label, or
// anything), so that a change costs as much as there are watches that it concerns, however many others there are.

import type { World } from '../../engine/world.ts';
import type { ApiRequest, Change } from './client.ts';
import { parsePath } from './routes.ts';
import { selectionOf, type Selection } from './selection.ts';
import { eventFor } from './watches.ts';

const TABLE = 'watchIndex';

const EVERYWHERE = '*';
const ANYTHING = 'any';

/** Who watches: a component, and the key of its wakeup. */
export interface Watcher {
  readonly component: string;
  readonly key: string;
}

interface WatchRecord extends Watcher {
  readonly request: ApiRequest;
}

export class WatchIndex {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    world.table(TABLE);
  }

  /** Nothing is watched by a request that selects nothing. */
  add(watcher: Watcher, request: ApiRequest): void {
    const key = keyFor(watcher, request);
    if (key !== undefined) this.world.table<WatchRecord>(TABLE).set(key, { ...watcher, request });
  }

  remove(watcher: Watcher, request: ApiRequest): void {
    const key = keyFor(watcher, request);
    if (key !== undefined) this.world.table(TABLE).delete(key);
  }

  /** The watchers of a component that a change concerns, with what they asked. */
  matching(component: string, change: Change): readonly WatchRecord[] {
    const table = this.world.table<WatchRecord>(TABLE);
    if (table.size === 0) return [];
    return prefixesOf(component, change)
      .flatMap((prefix) => table.values(prefix))
      .filter(({ request }) => {
        const selection = selectionFor(request);
        return selection !== undefined && eventFor(selection, change) !== undefined;
      });
  }
}

/** Selections of requests, by identity. Only a memo. */
const selections = new WeakMap<ApiRequest, Selection>();

function selectionFor(request: ApiRequest): Selection | undefined {
  const known = selections.get(request);
  if (known) return known;
  const route = parsePath(request.path);
  const selection = route && selectionOf(route, request);
  if (typeof selection !== 'object') return undefined;
  selections.set(request, selection);
  return selection;
}

function keyFor({ component, key }: Watcher, request: ApiRequest): string | undefined {
  const selection = selectionFor(request);
  if (!selection) return undefined;
  const { kind, namespace = EVERYWHERE } = selection;
  return [component, kind, namespace, bucketOf(selection), key].join('\0');
}

function bucketOf({ name, requirements }: Selection): string {
  if (name !== undefined) return `name ${name}`;
  const equal = requirements.find(({ operator }) => operator === '=');
  return equal ? `label ${equal.key}=${equal.values[0] ?? ''}` : ANYTHING;
}

/** Where the watches lie that may be concerned: of the labels both those from before and those from now on. */
function prefixesOf(component: string, { kind, key, object, previous }: Change): string[] {
  const labels = new Set(
    [object, previous].flatMap((each) => Object.entries(each?.metadata.labels ?? {})).map(pairOf),
  );
  const buckets = [ANYTHING, `name ${key.name}`, ...[...labels].map((pair) => `label ${pair}`)];
  const namespaces = key.namespace === '' ? [EVERYWHERE] : [key.namespace, EVERYWHERE];
  return namespaces.flatMap((namespace) =>
    buckets.map((bucket) => `${[component, kind, namespace, bucket].join('\0')}\0`),
  );
}

function pairOf([name, value]: readonly [string, string]): string {
  return `${name}=${value}`;
}
