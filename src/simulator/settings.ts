// The cluster as data: its nodes, networks and profile. What design calls a profile is a value of this file.

export type ProfileName = 'book' | 'v1.3';

export interface NodeSpec {
  readonly name: string;
  readonly address: string;
  readonly podSubnet: string;
  readonly isMaster: boolean;
}

/** Cluster-wide settings of one profile. */
export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  readonly serviceClusterIPRange: string;
  readonly nodePortRange: readonly [number, number];
}

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  book: {
    name: 'book',
    title: 'Book 1.3',
    serviceClusterIPRange: '169.169.0.0/16',
    nodePortRange: [1, 65535],
  },
  'v1.3': {
    name: 'v1.3',
    title: 'v1.3',
    serviceClusterIPRange: '169.169.0.0/16',
    nodePortRange: [30000, 32767],
  },
};

/** The machine outside the cluster, from which `ssh client` sends. */
export const CLIENT_ADDRESS = '192.168.18.100';

/** The port on which the API server serves https; it stands in the Endpoints of `kubernetes`. */
export const SECURE_PORT = 6443;

/**
 * The book's nodes 192.168.18.3 (also the master) and 192.168.18.4 with docker0 networks 172.17.1.0/24 and
 * 172.17.2.0/24; more of them count on in the same way and skip the client's address.
 */
export function makeNodes(count: number): NodeSpec[] {
  const nodes: NodeSpec[] = [];
  for (let host = 3; nodes.length < count; host++) {
    const address = `192.168.${18 + Math.floor(host / 250)}.${host % 250}`;
    if (address === CLIENT_ADDRESS || host % 250 === 0) continue;
    const subnet = nodes.length + 1;
    nodes.push({
      name: address,
      address,
      podSubnet: `172.${17 + Math.floor(subnet / 256)}.${subnet % 256}.0/24`,
      isMaster: nodes.length === 0,
    });
  }
  return nodes;
}
