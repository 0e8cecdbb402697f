// A cluster with a manifest, and what one sees of its pods, for tests.

import type { Pod } from '../cluster/api/core/v1/objects.ts';
import { Simulation } from './simulation.ts';

export function newCluster(manifest: string): Simulation {
  const simulation = new Simulation({ files: { 'pod.yaml': manifest } });
  simulation.runUntilIdle();
  simulation.run('kubectl create -f pod.yaml');
  return simulation;
}

export function podOf(simulation: Simulation, name: string): Pod | undefined {
  return simulation.objects('Pod').find(({ metadata }) => metadata.name === name);
}

/** Reason and message of the Events on an object, in the order of time. */
export function eventsOf(simulation: Simulation, name: string): string[] {
  return simulation
    .objects('Event')
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ type, reason, message, count }) => `${type} ${reason} ${message.trim()} (${count})`);
}
