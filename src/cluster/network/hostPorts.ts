// hostPort as Docker publishes it (`docker run -p`): rules that dockerd writes beside kube-proxy's. It runs with
// --ip-masq=false, since pods are to see one another's addresses. Where the real dockerd always has its chains, ours has
// them while a container of the node publishes a port.

import type { Protocol } from '../api/core/v1/objects.ts';
import type { Piece, Rule } from './rule.ts';

/** Pause containers, written by the kubelet: key `NODE namespace/pod`. */
export const SANDBOXES = 'sandboxes';

/** What a pause container publishes: the part of its record that matters here. */
interface Publishing {
  /** The pod's address. */
  readonly ip: string;
  readonly hostPorts?: readonly {
    /** The node's address to which it is bound; every address if missing. */
    readonly hostIP?: string;
    readonly hostPort: number;
    readonly containerPort: number;
    readonly protocol: Protocol;
  }[];
}

export interface HostPort {
  /** namespace/name. */
  readonly pod: string;
  readonly podIP: string;
  readonly protocol: Protocol;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly hostIP?: string;
}

/** The published ports of a node, given its pause containers. */
export function publishedPorts(sandboxes: readonly (readonly [string, object])[]): HostPort[] {
  return sandboxes.flatMap(([key, record]) => {
    const { ip, hostPorts } = record as Publishing;
    return (hostPorts ?? []).map(({ hostIP, ...port }) => ({
      ...port,
      pod: key.slice(key.indexOf(' ') + 1),
      podIP: ip,
      ...(hostIP && hostIP !== '0.0.0.0' ? { hostIP } : {}),
    }));
  });
}

/** What dockerd has written for the published ports of a node. */
export function dockerPieces(ports: readonly HostPort[]): Piece[] {
  if (ports.length === 0) return [];
  const toDocker = { type: 'jump', chain: 'DOCKER' } as const;
  const isLocal = { destinationType: 'LOCAL' } as const;
  return [
    { table: 'nat', chain: 'PREROUTING', rules: [{ ...isLocal, target: toDocker }] },
    {
      table: 'nat',
      chain: 'OUTPUT',
      rules: [{ notDestination: '127.0.0.0/8', ...isLocal, target: toDocker }],
    },
    { table: 'nat', chain: 'POSTROUTING', rules: ports.map(hairpin) },
    { table: 'nat', chain: 'DOCKER', rules: ports.map(translation) },
    {
      table: 'filter',
      chain: 'FORWARD',
      rules: [{ outInterface: { value: 'docker0', isNegated: false }, target: toDocker }],
    },
    { table: 'filter', chain: 'DOCKER', rules: ports.map(admission) },
  ];
}

const NOT_FROM_BRIDGE = { value: 'docker0', isNegated: true } as const;

/** A container that reaches itself by its own published port. */
function hairpin({ podIP, protocol, containerPort }: HostPort): Rule {
  return {
    source: `${podIP}/32`,
    destination: `${podIP}/32`,
    protocol,
    destinationPort: containerPort,
    target: { type: 'MASQUERADE' },
  };
}

function translation({ podIP, protocol, hostPort, containerPort, hostIP }: HostPort): Rule {
  return {
    ...(hostIP ? { destination: `${hostIP}/32` } : {}),
    inInterface: NOT_FROM_BRIDGE,
    protocol,
    destinationPort: hostPort,
    target: { type: 'DNAT', toIP: podIP, toPort: containerPort },
  };
}

function admission({ podIP, protocol, containerPort }: HostPort): Rule {
  return {
    destination: `${podIP}/32`,
    inInterface: NOT_FROM_BRIDGE,
    outInterface: { value: 'docker0', isNegated: false },
    protocol,
    destinationPort: containerPort,
    target: { type: 'ACCEPT' },
  };
}
