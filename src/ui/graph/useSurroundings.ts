import { useMemo } from 'react';
import { useSession } from '../../session/index.ts';
import type { Geometry } from './geometry.ts';
import { addressesIn, type Addresses } from './travel.ts';

/** What a request's way over the graph depends on; new only when something came, went or moved. */
export interface Surroundings {
  readonly geometry: Geometry;
  readonly addresses: Addresses;
}

export function useSurroundings(geometry: Geometry): Surroundings {
  const services = useSession(({ tables }) => tables.Service);
  const sandboxes = useSession(({ tables }) => tables.sandboxes);
  return useMemo(() => {
    const nodes = geometry.nodes.map(({ name }) => name);
    return { geometry, addresses: addressesIn(services, sandboxes, nodes) };
  }, [geometry, services, sandboxes]);
}
