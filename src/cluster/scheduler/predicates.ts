// Which nodes a pod fits on: GeneralPredicates of 1.3, in their order; the first that fails is the reason.

import type { Node, Pod } from '../api/core/v1/objects.ts';
import { matchesSelector } from '../api/labels.ts';
import type { ClusterView } from '../apiserver/client.ts';
import { loadOf } from './loads.ts';
import { parseQuantity, requestsOf } from './requests.ts';

/** Ready and not cordoned. Others are not even looked at. */
export function isUsable(node: Node): boolean {
  const isReady = node.status.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return isReady === true && node.spec.unschedulable !== true;
}

/** The predicate that fails, in the words of 1.3. */
export function whyNot(view: ClusterView, pod: Pod, node: Node): string | undefined {
  return whyNoRoom(view, pod, node) ?? whyNoPort(view, pod, node) ?? whyNoMatch(pod, node);
}

function whyNoRoom(view: ClusterView, pod: Pod, node: Node): string | undefined {
  const { allocatable, capacity } = node.status;
  const offered = allocatable ?? capacity ?? {};
  const load = loadOf(view, node.metadata.name);
  if (load.pods + 1 > Number(offered.pods ?? 110)) return 'Insufficient PodCount';
  const { milliCPU, memory } = requestsOf(pod);
  if (milliCPU > 0 && load.milliCPU + milliCPU > (parseQuantity(offered.cpu) ?? 0) * 1000) {
    return 'Insufficient CPU';
  }
  const hasRoom = load.memory + memory <= (parseQuantity(offered.memory) ?? 0);
  return memory > 0 && !hasRoom ? 'Insufficient Memory' : undefined;
}

/** The protocol is not looked at, as in 1.3. */
function whyNoPort(view: ClusterView, pod: Pod, node: Node): string | undefined {
  const wanted = hostPortsOf(pod);
  if (wanted.length === 0) return undefined;
  const taken = view.podsOnNode(node.metadata.name).filter(isRunning).flatMap(hostPortsOf);
  return wanted.some((port) => taken.includes(port)) ? 'PodFitsHostPorts' : undefined;
}

function whyNoMatch({ spec }: Pod, { metadata }: Node): string | undefined {
  const { nodeSelector } = spec;
  return nodeSelector && !matchesSelector(nodeSelector, metadata.labels)
    ? 'MatchNodeSelector'
    : undefined;
}

function hostPortsOf({ spec }: Pod): number[] {
  return spec.containers.flatMap(({ ports }) =>
    (ports ?? []).flatMap(({ hostPort }) => (hostPort ? [hostPort] : [])),
  );
}

function isRunning({ status }: Pod): boolean {
  return status.phase !== 'Succeeded' && status.phase !== 'Failed';
}
