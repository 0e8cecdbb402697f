// Pods that a kubelet does not take although they are bound to its node: it looks at the scheduler's rules once more, for
// somebody may have written nodeName himself. Resources are not counted here.

import type { Pod } from '../api/core/v1/objects.ts';
import type { HostPort, Sandbox } from '../network/container.ts';
import type { KubeletContext } from './context.ts';
import { hostPortsOf } from './hostPorts.ts';
import { SANDBOXES } from './tables.ts';

interface Rejection {
  readonly reason: string;
  readonly message: string;
}

export function rejectionOf(
  { view, machine }: KubeletContext,
  key: string,
  pod: Pod,
): Rejection | undefined {
  const wanted = hostPortsOf(pod);
  if (wanted.length > 0) {
    const taken = view
      .podsOnNode(machine.name)
      .filter(({ metadata }) => {
        const other = `${metadata.namespace}/${metadata.name}`;
        return other !== key && view.read<Sandbox>(SANDBOXES, `${machine.name} ${other}`);
      })
      .flatMap(hostPortsOf);
    if (wanted.some((port) => taken.some((other) => isSamePort(port, other)))) {
      return failed('PodFitsHostPorts');
    }
  }
  const selector = Object.entries(pod.spec.nodeSelector ?? {});
  if (selector.length === 0) return undefined;
  const labels = view.get('Node', { namespace: '', name: machine.name })?.metadata.labels ?? {};
  return selector.every(([name, value]) => labels[name] === value)
    ? undefined
    : failed('MatchNodeSelector');
}

/** 1.3 compares numbers only. */
function isSamePort(one: HostPort, other: HostPort): boolean {
  return one.hostPort === other.hostPort;
}

function failed(predicate: string): Rejection {
  return { reason: predicate, message: `Predicate ${predicate} failed` };
}
