// When nothing is pending but periodic work (heartbeats, probes, resyncs).

import type { Component } from '../cluster/apiserver/client.ts';
import { ENDLESS } from '../cluster/network/journey.ts';
import type { World } from '../engine/world.ts';

type Components = ReadonlyMap<string, Component>;

/** Keeps count of the wakeups that are not periodic: with none of them the cluster is idle. */
export function tallyBusyWakeups(world: World, components: Components): () => number {
  return world.tallyWakeups(({ component, key }) => !isPeriodic(components, component, key));
}

function isPeriodic(components: Components, component: string, key: string): boolean {
  return components.get(component)?.isPeriodic?.(key) ?? key.endsWith(ENDLESS);
}
