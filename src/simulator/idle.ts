// When nothing is pending but periodic work (heartbeats, probes, resyncs).

import type { Component } from '../cluster/apiserver/client.ts';
import type { World } from '../engine/world.ts';

type Components = ReadonlyMap<string, Component>;

/** True when only periodic wakeups are pending. */
export function isIdle(world: World, components: Components): boolean {
  const next = world.nextWakeup();
  if (!next) return true;
  if (!isPeriodic(components, next.component, next.key)) return false;
  return world
    .pendingWakeups()
    .every(({ component, key }) => isPeriodic(components, component, key));
}

function isPeriodic(components: Components, component: string, key: string): boolean {
  return components.get(component)?.isPeriodic?.(key) ?? component === 'network-expiry';
}
