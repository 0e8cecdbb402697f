// Gives a Service its cluster IP and node ports, and takes them back. As in Kubernetes 1.3, also where that is odd.

import type { Service, ServicePort } from '../api/core/v1/objects.ts';
import type { FieldError } from '../api/meta.ts';
import type { World } from '../../engine/world.ts';
import { addressToNumber, numberToAddress, parseRange, Pool } from './allocation.ts';

export class ServiceAllocator {
  private readonly base: number;
  private readonly addresses: Pool;
  private readonly ports: Pool;
  private readonly firstPort: number;

  constructor(world: World, range: string, nodePortRange: readonly [number, number]) {
    const { base, size } = parseRange(range);
    this.base = base + 1; // The network's own address is not usable, nor is the last.
    this.addresses = new Pool(world, 'serviceIPs', size - 2);
    this.firstPort = nodePortRange[0];
    this.ports = new Pool(world, 'nodePorts', nodePortRange[1] - nodePortRange[0] + 1);
  }

  /** The Service with address and node ports, or what was wrong (nothing is kept then). */
  allocate(service: Service, old?: Service): Service | FieldError[] | string {
    const taken: (() => void)[] = [];
    const undo = <T>(result: T): T => {
      for (const release of taken) release();
      return result;
    };
    const clusterIP = this.allocateIP(service, old, taken);
    if (typeof clusterIP !== 'string') return undo(clusterIP);
    if (clusterIP === FULL) {
      return undo('failed to allocate a serviceIP: range is full');
    }
    const ports = this.allocatePorts(service, old, taken);
    if (!('ports' in ports)) return undo(ports.errors);
    // Kubernetes prints clusterIP behind the selector.
    const { ports: _ports, selector, clusterIP: _ip, ...rest } = service.spec;
    return {
      ...service,
      spec: { ports: ports.ports, ...(selector ? { selector } : {}), clusterIP, ...rest },
    };
  }

  release(service: Service): void {
    const index = this.indexOf(service.spec.clusterIP);
    if (index !== undefined) this.addresses.release(index);
    for (const { nodePort } of service.spec.ports) {
      if (nodePort) this.ports.release(nodePort - this.firstPort);
    }
  }

  private allocateIP(
    service: Service,
    old: Service | undefined,
    taken: (() => void)[],
  ): string | FieldError[] {
    const wanted = service.spec.clusterIP;
    if (wanted === 'None' || (old && wanted === old.spec.clusterIP)) return wanted;
    if (old?.spec.clusterIP === 'None' && wanted) return wanted; // As in 1.3: not allocated.
    if (!wanted) {
      const index = this.addresses.takeNext();
      if (index === undefined) return FULL;
      taken.push(() => this.addresses.release(index));
      return numberToAddress(this.base + index);
    }
    const index = this.indexOf(wanted);
    const field = 'spec.clusterIP';
    if (index === undefined) {
      return [
        { type: 'Invalid', field, value: wanted, detail: 'provided IP is not in the valid range' },
      ];
    }
    if (!this.addresses.take(index)) {
      return [
        { type: 'Invalid', field, value: wanted, detail: 'provided IP is already allocated' },
      ];
    }
    taken.push(() => this.addresses.release(index));
    return wanted;
  }

  private allocatePorts(
    service: Service,
    old: Service | undefined,
    taken: (() => void)[],
  ): { readonly ports: readonly ServicePort[] } | { readonly errors: FieldError[] } {
    const { type, ports } = service.spec;
    if (type === 'ClusterIP') return { ports };
    const kept = new Set(old?.spec.ports.map(({ nodePort }) => nodePort));
    const allocated: ServicePort[] = [];
    for (const [at, port] of ports.entries()) {
      if (port.nodePort && kept.has(port.nodePort)) {
        allocated.push(port);
        continue;
      }
      const nodePort = port.nodePort ?? this.nextPort();
      const detail = port.nodePort ? this.takePort(port.nodePort) : undefined;
      if (nodePort === undefined || detail) {
        const field = `spec.ports[${at}].nodePort`;
        const text = detail ?? 'failed to allocate a nodePort: range is full';
        return { errors: [{ type: 'Invalid', field, value: port.nodePort ?? 0, detail: text }] };
      }
      taken.push(() => this.ports.release(nodePort - this.firstPort));
      allocated.push({ ...port, nodePort });
    }
    return { ports: allocated };
  }

  private nextPort(): number | undefined {
    const index = this.ports.takeNext();
    return index === undefined ? undefined : this.firstPort + index;
  }

  /** What is wrong with taking this port, if anything. */
  private takePort(port: number): string | undefined {
    const index = port - this.firstPort;
    if (index < 0 || index >= this.ports.capacity) return 'provided port is not in the valid range';
    return this.ports.take(index) ? undefined : 'provided port is already allocated';
  }

  private indexOf(address: string): number | undefined {
    if (!address || address === 'None') return undefined;
    const index = addressToNumber(address) - this.base;
    return index >= 0 && index < this.addresses.capacity ? index : undefined;
  }
}

const FULL = 'full';
