// When nothing is pending but periodic work (heartbeats, probes, resyncs) and no process holds the terminal.

import type { Simulation } from './simulation.ts';

/** True when only periodic wakeups are pending and no foreground process runs. */
export function isIdle(simulation: Simulation): boolean {
  if (simulation.foreground !== undefined) return false;
  const { world } = simulation.history;
  const next = world.nextWakeup();
  if (!next) return true;
  if (!isPeriodic(simulation, next.component, next.key)) return false;
  return world
    .pendingWakeups()
    .every(({ component, key }) => isPeriodic(simulation, component, key));
}

function isPeriodic(simulation: Simulation, component: string, key: string): boolean {
  return (
    simulation.machine.components.get(component)?.isPeriodic?.(key) ??
    component === 'network-expiry'
  );
}
