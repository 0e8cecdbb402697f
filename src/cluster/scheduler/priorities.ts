// Which of the nodes that fit is best, by the priorities of 1.3: least requested, balanced resources, and spreading over the
// pods of the same Services and controllers, each worth up to ten points. Equal nodes take turns.

import type { Node, Pod } from '../api/core/v1/objects.ts';
import type { Labels } from '../api/meta.ts';
import type { ClusterView } from '../apiserver/client.ts';
import { loadOf, matchingPodsOf } from './loads.ts';
import { offerOf, requestsOf, type Amounts } from './requests.ts';

const MOST_POINTS = 10;

/** The most that a node can have: ten for each priority. */
const ALL_POINTS = 3 * MOST_POINTS;

export interface Choice {
  readonly node: Node;
  /** What decided, in a clause. */
  readonly because: string;
}

/** The best node; the last name first among equals, then the next one the next time. */
export function chooseNode(
  view: ClusterView,
  pod: Pod,
  nodes: readonly Node[],
): Choice | undefined {
  const [first] = nodes;
  if (!first) return undefined;
  if (nodes.length === 1) return { node: first, because: 'no other node fitted' };
  const { weight } = requestsOf(pod);
  const spread = spreadPoints(view, pod, nodes);
  let best: Node[] = [];
  let bestScore = -1;
  nodes.forEach((node, at) => {
    const score = resourcePoints(view, node, weight) + (spread[at] ?? 0);
    if (score > bestScore) {
      best = [];
      bestScore = score;
    }
    if (score === bestScore) best.push(node);
  });
  const turn = view.next('scheduler turn') - 1;
  const node = best[best.length - 1 - (turn % best.length)] ?? first;
  const points = `${bestScore} of ${ALL_POINTS} points`;
  const because =
    best.length === 1
      ? `it had ${points}, the most of ${nodes.length} nodes that fitted`
      : `${best.length} nodes had ${points} each, and it was the turn of this one`;
  return { node, because };
}

function resourcePoints(view: ClusterView, node: Node, weight: Amounts): number {
  const offer = offerOf(node);
  const load = loadOf(view, node.metadata.name).weight;
  const cpu = partOf(load.milliCPU + weight.milliCPU, offer.milliCPU);
  const memory = partOf(load.memory + weight.memory, offer.memory);
  const least = Math.trunc((freePoints(cpu) + freePoints(memory)) / 2);
  const isFull = cpu >= 1 || memory >= 1;
  const balanced = isFull ? 0 : Math.trunc(MOST_POINTS - Math.abs(cpu - memory) * MOST_POINTS);
  return least + balanced;
}

function partOf(asked: number, offered: number): number {
  return offered === 0 ? 1 : asked / offered;
}

function freePoints(part: number): number {
  return part > 1 ? 0 : Math.trunc((1 - part) * MOST_POINTS);
}

/** More points where fewer pods of the same Services and controllers are. */
function spreadPoints(view: ClusterView, pod: Pod, nodes: readonly Node[]): number[] {
  const { namespace = '', labels = {} } = pod.metadata;
  const selectors = selectorsOf(view, namespace, labels);
  const matchingPods = matchingPodsOf(namespace, selectors);
  const counts = nodes.map(({ metadata }) => matchingPods(loadOf(view, metadata.name)));
  const most = Math.max(...counts);
  return counts.map((count) =>
    most === 0 ? MOST_POINTS : Math.trunc((MOST_POINTS * (most - count)) / most),
  );
}

function selectorsOf(view: ClusterView, namespace: string, labels: Labels): Labels[] {
  return [
    ...view.selecting('Service', namespace, labels),
    ...view.selecting('ReplicationController', namespace, labels),
  ].map(({ spec }) => spec.selector ?? {});
}
