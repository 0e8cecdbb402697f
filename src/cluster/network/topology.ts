// The machines and the wires: nodes on one network segment with a router, each with a bridge docker0 for its pods and
// routes to the bridges of the others; and a machine outside, which knows the segment only.

import { covers, isLoopback } from './address.ts';

export interface NetworkNode {
  readonly name: string;
  readonly address: string;
  /** docker0's network, e.g. 172.17.1.0/24; its first address is docker0's own. */
  readonly podSubnet: string;
}

/** The segment on which nodes and client are. */
const SEGMENT = '192.168.0.0/16';

/** The name of the machine outside, where one stands and in traces. */
export const CLIENT = 'client';

/** Where a machine sends a packet. */
export type Route =
  | { readonly to: 'local' }
  /** By docker0, to a pod of this node. */
  | { readonly to: 'bridge' }
  /** To another machine of the segment: a node, or the client. */
  | { readonly to: 'machine'; readonly machine: string }
  /** An address of the segment that no machine has. */
  | { readonly to: 'nobody' }
  /** To the router: the address is elsewhere. */
  | { readonly to: 'router' };

export class Topology {
  readonly nodes: readonly NetworkNode[];
  readonly clientAddress: string;
  private readonly byName: ReadonlyMap<string, NetworkNode>;
  private readonly byAddress: ReadonlyMap<string, NetworkNode>;
  /** By the first three parts of an address: pod networks are /24. */
  private readonly byPodNetwork: ReadonlyMap<string, NetworkNode>;

  constructor(nodes: readonly NetworkNode[], clientAddress: string) {
    this.nodes = nodes;
    this.clientAddress = clientAddress;
    this.byName = new Map(nodes.map((node) => [node.name, node]));
    this.byAddress = new Map(nodes.map((node) => [node.address, node]));
    this.byPodNetwork = new Map(nodes.map((node) => [networkOf(node.podSubnet), node]));
  }

  node(name: string): NetworkNode | undefined {
    return this.byName.get(name);
  }

  /** Addresses of the node itself, loopback aside. */
  localAddresses(name: string): readonly string[] {
    const node = this.node(name);
    return node ? [node.address, bridgeAddress(node)] : [];
  }

  /** The address that a machine writes into what it sends there. */
  sourceFor(machine: string, destination: string): string {
    if (machine === CLIENT) return this.clientAddress;
    if (isLoopback(destination)) return '127.0.0.1';
    const route = this.route(machine, destination);
    if (route.to === 'local') return destination;
    const node = this.node(machine);
    if (!node) return '';
    return route.to === 'bridge' ? bridgeAddress(node) : node.address;
  }

  /** The address of an interface: what MASQUERADE writes. */
  interfaceAddress(name: string, outInterface: string): string {
    const node = this.node(name);
    if (!node) return '';
    return outInterface === 'docker0' ? bridgeAddress(node) : node.address;
  }

  route(machine: string, destination: string): Route {
    if (machine === CLIENT) return this.routeOfClient(destination);
    if (isLoopback(destination) || this.localAddresses(machine).includes(destination)) {
      return { to: 'local' };
    }
    const home = this.byPodNetwork.get(networkOf(destination));
    if (home) {
      return home.name === machine ? { to: 'bridge' } : { to: 'machine', machine: home.name };
    }
    return this.routeOnSegment(destination);
  }

  private routeOfClient(destination: string): Route {
    if (isLoopback(destination) || destination === this.clientAddress) return { to: 'local' };
    return this.routeOnSegment(destination);
  }

  private routeOnSegment(destination: string): Route {
    const node = this.byAddress.get(destination);
    if (node) return { to: 'machine', machine: node.name };
    if (destination === this.clientAddress) return { to: 'machine', machine: CLIENT };
    return covers(SEGMENT, destination) ? { to: 'nobody' } : { to: 'router' };
  }
}

/** docker0 has the first address of its network. */
function bridgeAddress({ podSubnet }: NetworkNode): string {
  return `${networkOf(podSubnet)}.1`;
}

function networkOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}
