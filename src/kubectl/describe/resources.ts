// What pods ask for and may use of a node, and the quality of service that follows from it (as in kubectl 1.3 and its
// pkg/kubelet/qos).

import type { Container, Node, Pod } from '../../cluster/api/core/v1/objects.ts';
import {
  addQuantities,
  formatQuantity,
  noQuantity,
  parseQuantity,
  type Quantity,
} from '../../cluster/api/quantity.ts';

const COMPUTE = ['cpu', 'memory'] as const;

type Side = 'requests' | 'limits';

/** An amount and how much of the node's capacity it is. */
export interface Share {
  readonly amount: string;
  readonly percent: number;
}

/** Of each pod and of all: CPU requests, CPU limits, memory requests, memory limits. */
export function resourceCells(
  { status }: Node,
  pods: readonly Pod[],
): {
  readonly perPod: readonly { readonly pod: Pod; readonly shares: readonly Share[] }[];
  readonly total: readonly Share[];
} {
  const capacity = status.capacity ?? {};
  const columns = COMPUTE.flatMap((resource) =>
    (['requests', 'limits'] as const).map((side) => ({ resource, side })),
  );
  const share = (amount: Quantity, resource: string): Share => {
    const whole = quantityOf(capacity[resource]).nano;
    const percent = whole === 0n ? 0 : Number((amount.nano * 100n) / whole);
    return { amount: formatQuantity(amount), percent };
  };
  const perPod = pods.map((pod) => ({
    pod,
    amounts: columns.map(({ resource, side }) => sumOf(pod, side, resource)),
  }));
  return {
    perPod: perPod.map(({ pod, amounts }) => ({
      pod,
      shares: amounts.map((amount, index) => share(amount, columns[index]?.resource ?? '')),
    })),
    total: columns.map(({ resource }, index) =>
      share(addQuantities(perPod.map(({ amounts }) => amounts[index] ?? noQuantity)), resource),
    ),
  };
}

export function qosClassOf(pod: Pod): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const { containers } = pod.spec;
  const has = (side: Side, name: string) => sumOf(pod, side, name).nano > 0n;
  const isAsking = COMPUTE.some((name) => has('requests', name) || has('limits', name));
  if (!isAsking) return 'BestEffort';
  const isLimited = containers.every((container) =>
    COMPUTE.every((name) => amountOf(container, 'limits', name).nano > 0n),
  );
  const isEqual = COMPUTE.every(
    (name) => sumOf(pod, 'requests', name).nano === sumOf(pod, 'limits', name).nano,
  );
  return isLimited && isEqual ? 'Guaranteed' : 'Burstable';
}

function sumOf({ spec }: Pod, side: Side, name: string): Quantity {
  return addQuantities(spec.containers.map((container) => amountOf(container, side, name)));
}

function amountOf({ resources }: Container, side: Side, name: string): Quantity {
  const amounts = (resources as Readonly<Record<string, Readonly<Record<string, string>>>>)[side];
  return quantityOf(amounts?.[name]);
}

/** What the API server has accepted; nothing, and anything else, counts nothing. */
function quantityOf(text: string | undefined): Quantity {
  const quantity = parseQuantity(text ?? '0');
  return typeof quantity === 'string' ? noQuantity : quantity;
}
