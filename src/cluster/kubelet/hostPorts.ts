// The ports of its node that a pod asks for. Docker publishes them with the pause container.

import type { Pod } from '../api/core/v1/objects.ts';
import type { HostPort } from '../network/container.ts';

export function hostPortsOf({ spec }: Pod): HostPort[] {
  return spec.containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, containerPort, protocol, hostIP }): HostPort[] =>
      hostPort ? [{ ...(hostIP ? { hostIP } : {}), hostPort, containerPort, protocol }] : [],
    ),
  );
}
