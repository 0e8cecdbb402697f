// Gives a Service its cluster IP and node ports, and takes them back. As in Kubernetes 1.3 (pkg/registry/service), also
// where that is odd.

import type { Service, ServicePort } from '../api/core/v1/objects.ts';
import { inOrder } from '../api/decode.ts';
import { invalid } from '../api/fieldErrors.ts';
import type { FieldError } from '../api/meta.ts';
import type { World } from '../../engine/world.ts';
import {
  addressToNumber,
  indexKey,
  numberToAddress,
  parseRange,
  Pool,
  type TakenNumber,
} from './allocation.ts';
import type { Action, ClusterView } from './client.ts';

const SERVICE_IPS = 'serviceIPs';
const NODE_PORTS = 'nodePorts';

export interface AllocationRanges {
  readonly serviceClusterIPRange: string;
  readonly nodePortRange: readonly [number, number];
}

export type Allocation =
  | {
      readonly service: Service;
      /** Lets go of what was taken. */
      readonly undo: () => void;
      /** Lets go of what the old Service had and this one has no more. */
      readonly commit: () => void;
    }
  | { readonly errors: FieldError[] }
  | { readonly full: string };

const FULL = 'range is full';
const TAKEN = 'is already allocated';
const OUTSIDE = 'is not in the valid range';

export class ServiceAllocator {
  private readonly base: number;
  private readonly addresses: Pool;
  private readonly ports: Pool;
  private readonly firstPort: number;

  constructor(world: World, { serviceClusterIPRange, nodePortRange }: AllocationRanges) {
    const { base, size } = parseRange(serviceClusterIPRange);
    this.base = base + 1; // The network's own address is not usable, nor is the last.
    this.addresses = new Pool(world, SERVICE_IPS, size - 2);
    this.firstPort = nodePortRange[0];
    this.ports = new Pool(world, NODE_PORTS, nodePortRange[1] - nodePortRange[0] + 1);
  }

  /** For a new Service: its address first, then its ports in order. */
  allocate(service: Service): Allocation {
    const taken = new Taken();
    const clusterIP = this.allocateIP(service.spec.clusterIP ?? '', taken);
    if (typeof clusterIP !== 'string') return taken.giveUp(clusterIP);
    const ports = this.allocatePorts(service, new Set(), taken);
    if (!Array.isArray(ports)) return taken.giveUp(ports as Failure);
    return {
      service: {
        ...service,
        spec: inOrder('v1.ServiceSpec', {
          ...service.spec,
          ports,
          ...(clusterIP === '' ? {} : { clusterIP }),
        }),
      },
      undo: () => taken.undo(),
      commit: () => {},
    };
  }

  /**
   * For an updated one, whose address cannot change. One that was headless is not given its new address: 1.3 only stores
   * it, so another Service may get the same. And of the old node ports those are released that the Service still has,
   * because 1.3 tests it the wrong way round; so another Service may get them, until the repair loop takes them again.
   */
  reallocate(service: Service, old: Service): Allocation {
    const taken = new Taken();
    const before = nodePortsOf(old);
    const ports = this.allocatePorts(service, new Set(before), taken);
    if (!Array.isArray(ports)) return taken.giveUp(ports as Failure);
    const updated = { ...service, spec: { ...service.spec, ports } };
    const after = service.spec.type === 'ClusterIP' ? [] : nodePortsOf(updated);
    return {
      service: updated,
      undo: () => taken.undo(),
      commit: () => {
        for (const port of before.filter((each) => after.includes(each))) this.releasePort(port);
      },
    };
  }

  release(service: Service): void {
    const index = this.indexOf(service.spec.clusterIP ?? '');
    if (index !== undefined) this.addresses.release(index);
    for (const port of nodePortsOf(service)) this.releasePort(port);
  }

  private allocateIP(wanted: string, taken: Taken): string | Failure {
    if (wanted === 'None') return wanted;
    if (wanted === '') {
      const index = this.addresses.takeNext();
      if (index === undefined) return { full: `failed to allocate a serviceIP: ${FULL}` };
      taken.add(() => this.addresses.release(index));
      return numberToAddress(this.base + index);
    }
    const index = this.indexOf(wanted);
    const refuse = (detail: string) => ({
      errors: [invalid('spec.clusterIP', wanted, `provided IP ${detail}`)],
    });
    if (index === undefined) return refuse(OUTSIDE);
    if (!this.addresses.take(index)) return refuse(TAKEN);
    taken.add(() => this.addresses.release(index));
    return wanted;
  }

  /** A port that is named is taken whatever the type; one that is not only for types that have node ports. */
  private allocatePorts(
    service: Service,
    kept: ReadonlySet<number>,
    taken: Taken,
  ): readonly ServicePort[] | Failure {
    const { type, ports } = service.spec;
    if (type === 'ClusterIP') return ports;
    const allocated: ServicePort[] = [];
    for (const [at, port] of ports.entries()) {
      const { nodePort } = port;
      if (nodePort) {
        const detail = kept.has(nodePort) ? undefined : this.takePort(nodePort, taken);
        if (detail !== undefined) {
          const field = `spec.ports[${at}].nodePort`;
          return { errors: [invalid(field, nodePort, `provided port ${detail}`)] };
        }
        allocated.push(port);
        continue;
      }
      const index = this.ports.takeNext();
      if (index === undefined) return { full: `failed to allocate a nodePort: ${FULL}` };
      taken.add(() => this.ports.release(index));
      allocated.push({ ...port, nodePort: this.firstPort + index });
    }
    return allocated;
  }

  /** What is wrong with taking this port, if anything. */
  private takePort(port: number, taken: Taken): string | undefined {
    const index = port - this.firstPort;
    if (index < 0 || index >= this.ports.size) return OUTSIDE;
    if (!this.ports.take(index)) return TAKEN;
    taken.add(() => this.ports.release(index));
    return undefined;
  }

  private releasePort(port: number): void {
    this.ports.release(port - this.firstPort);
  }

  private indexOf(address: string): number | undefined {
    if (!/^\d+\.\d+\.\d+\.\d+$/.test(address)) return undefined;
    const index = addressToNumber(address) - this.base;
    return index >= 0 && index < this.addresses.size ? index : undefined;
  }
}

/**
 * Makes the pools what the Services need: takes again what was released by mistake, and lets go of what nobody has any more.
 * Conflicts stay: 1.3 only writes them to its log.
 */
export function repairAllocation(view: ClusterView, ranges: AllocationRanges): Action[] {
  const services = view.list('Service');
  const { base, size } = parseRange(ranges.serviceClusterIPRange);
  const [firstPort, lastPort] = ranges.nodePortRange;
  const addresses = services.map(({ spec }) => addressToNumber(spec.clusterIP) - base - 1);
  const ports = services.flatMap(nodePortsOf).map((port) => port - firstPort);
  return [
    ...repairPool(view, SERVICE_IPS, { taken: addresses, size: size - 2 }),
    ...repairPool(view, NODE_PORTS, { taken: ports, size: lastPort - firstPort + 1 }),
  ];
}

function repairPool(
  view: ClusterView,
  table: string,
  { taken, size }: { readonly taken: readonly number[]; readonly size: number },
): Action[] {
  const needed = new Set(taken.filter((index) => index >= 0 && index < size));
  const held = new Set(view.scan<TakenNumber>(table).map(([, { index }]) => index));
  const write = (index: number, value: TakenNumber | undefined): Action => ({
    type: 'write',
    table,
    key: indexKey(index),
    value,
  });
  return [
    ...[...held].filter((index) => !needed.has(index)).map((index) => write(index, undefined)),
    ...[...needed].filter((index) => !held.has(index)).map((index) => write(index, { index })),
  ];
}

type Failure = { readonly errors: FieldError[] } | { readonly full: string };

/** What one allocation has taken so far. */
class Taken {
  private readonly releases: (() => void)[] = [];

  add(release: () => void): void {
    this.releases.push(release);
  }

  undo(): void {
    for (const release of this.releases) release();
  }

  giveUp(failure: Failure): Failure {
    this.undo();
    return failure;
  }
}

function nodePortsOf({ spec }: Service): number[] {
  return spec.ports.map(({ nodePort }) => nodePort ?? 0).filter((port) => port !== 0);
}
