// What a component sees of the world: API objects as they are now, tables, the time, random draws.

import type { ClusterView } from '../cluster/apiserver/client.ts';
import type { ApiServer } from '../cluster/apiserver/server.ts';
import type { World } from '../engine/world.ts';

/** The table of cluster settings, changed by commands only. */
export const settingTable = 'settings';

export interface Setting {
  readonly value: string;
}

/** The name of the setting that a fault is. */
export function faultSetting(name: string, target: string): string {
  return target === '' ? `fault ${name}` : `fault ${name} ${target}`;
}

export function createView(world: World, apiServer: ApiServer): ClusterView {
  return {
    get now() {
      return world.now;
    },
    get: (kind, key) => apiServer.get(kind, key),
    list: (kind, namespace) => apiServer.list(kind, namespace),
    select: (kind, namespace, selector) => apiServer.select(kind, namespace, selector),
    selecting: (kind, namespace, labels) => apiServer.selecting(kind, namespace, labels),
    podsOnNode: (node) => apiServer.podsOnNode(node),
    read: <T>(table: string, key: string) => world.table<T>(table).get(key),
    scan: <T>(table: string, prefix?: string) => world.table<T>(table).entries(prefix),
    random: (stream) => world.random(stream),
    next: (counter) => world.next(counter),
    last: (counter) => world.last(counter),
    setting: (name) => world.table<Setting>(settingTable).get(name)?.value,
  };
}
