// Which nodes a pod fits on: GeneralPredicates of 1.3, in their order; the first that fails is the reason.

import type { Node, Pod } from '../api/core/v1/objects.ts';
import { matchesSelector } from '../api/labels.ts';
import type { ClusterView } from '../apiserver/client.ts';
import { loadOf } from './loads.ts';
import { offerOf, requestsOf, type Amounts } from './requests.ts';

/** Ready and not cordoned. Others are not even looked at. */
export function isUsable(node: Node): boolean {
  const isReady = node.status.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return isReady === true && node.spec.unschedulable !== true;
}

/** Of one pod, for any node: the predicate that fails, in the words of 1.3. */
export function whyNotOf(view: ClusterView, pod: Pod): (node: Node) => string | undefined {
  const requests = requestsOf(pod);
  const ports = hostPortsOf(pod);
  return (node) =>
    whyNoRoom(view, requests, node) ?? whyNoPort(view, ports, node) ?? whyNoMatch(pod, node);
}

function whyNoRoom(
  view: ClusterView,
  { milliCPU, memory }: Amounts,
  node: Node,
): string | undefined {
  const offer = offerOf(node);
  const load = loadOf(view, node.metadata.name);
  if (load.pods + 1 > offer.pods) return 'Insufficient PodCount';
  if (milliCPU > 0 && load.milliCPU + milliCPU > offer.milliCPU) return 'Insufficient CPU';
  const hasRoom = load.memory + memory <= offer.memory;
  return memory > 0 && !hasRoom ? 'Insufficient Memory' : undefined;
}

/** The protocol is not looked at, as in 1.3. */
function whyNoPort(view: ClusterView, wanted: readonly number[], node: Node): string | undefined {
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
