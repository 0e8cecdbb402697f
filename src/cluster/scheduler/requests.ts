// How much CPU and memory a pod asks for, in the numbers that the scheduler counts with.

import type { Node, Pod } from '../api/core/v1/objects.ts';
import { milliValue, parseQuantity, wholeValue, type Quantity } from '../api/quantity.ts';

export interface Amounts {
  readonly milliCPU: number;
  /** Bytes. */
  readonly memory: number;
}

export interface Requests extends Amounts {
  /** With what a container weighs that asks for nothing: only for choosing among nodes. */
  readonly weight: Amounts;
}

const UNASKED: Amounts = { milliCPU: 100, memory: 200 * 1024 * 1024 };

/** Requests by the list of containers, which the pods of a controller share. Only a memo. */
const known = new WeakMap<object, Requests>();

export function requestsOf({ spec }: Pod): Requests {
  let requests = known.get(spec.containers);
  if (!requests) known.set(spec.containers, (requests = sumOf(spec)));
  return requests;
}

function sumOf(spec: Pod['spec']): Requests {
  const asked = spec.containers.map(({ resources }) => {
    const { requests = {} } = resources as { requests?: Readonly<Record<string, unknown>> };
    return { cpu: read(requests.cpu, milliValue), memory: read(requests.memory, wholeValue) };
  });
  const sum = (of: (one: (typeof asked)[number]) => number) =>
    asked.reduce((total, one) => total + of(one), 0);
  return {
    milliCPU: sum(({ cpu }) => cpu ?? 0),
    memory: sum(({ memory }) => memory ?? 0),
    weight: {
      milliCPU: sum(({ cpu }) => cpu ?? UNASKED.milliCPU),
      memory: sum(({ memory }) => memory ?? UNASKED.memory),
    },
  };
}

/** What a node offers to pods. */
export interface Offer extends Amounts {
  readonly pods: number;
}

/** Offers by the object that says them, which nodes keep from heartbeat to heartbeat. Only a memo. */
const offers = new WeakMap<object, Offer>();

export function offerOf({ status }: Node): Offer {
  const said = status.allocatable ?? status.capacity ?? NOTHING_SAID;
  const known = offers.get(said);
  if (known) return known;
  const offer = {
    milliCPU: read(said.cpu, milliValue) ?? 0,
    memory: read(said.memory, wholeValue) ?? 0,
    pods: Number(said.pods ?? 110),
  };
  offers.set(said, offer);
  return offer;
}

const NOTHING_SAID: NonNullable<Node['status']['capacity']> = {};

/** Undefined when there is none. */
function read(value: unknown, inUnit: (quantity: Quantity) => number): number | undefined {
  if (typeof value !== 'string') return undefined;
  const quantity = parseQuantity(value);
  return typeof quantity === 'string' ? undefined : inUnit(quantity);
}
