// How much CPU and memory a pod asks for, in the numbers that the scheduler counts with.

import type { Node, Pod } from '../api/core/v1/objects.ts';

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
    return { cpu: parseQuantity(requests.cpu), memory: parseQuantity(requests.memory) };
  });
  const sum = (of: (one: (typeof asked)[number]) => number) =>
    asked.reduce((total, one) => total + of(one), 0);
  return {
    milliCPU: sum(({ cpu }) => Math.ceil((cpu ?? 0) * 1000)),
    memory: sum(({ memory }) => memory ?? 0),
    weight: {
      milliCPU: sum(({ cpu }) => (cpu === undefined ? UNASKED.milliCPU : Math.ceil(cpu * 1000))),
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
    milliCPU: (parseQuantity(said.cpu) ?? 0) * 1000,
    memory: parseQuantity(said.memory) ?? 0,
    pods: Number(said.pods ?? 110),
  };
  offers.set(said, offer);
  return offer;
}

const NOTHING_SAID: NonNullable<Node['status']['capacity']> = {};

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** "250m" is 0.25, "64Mi" 67108864, "1e3" 1000; undefined when it is none. */
function parseQuantity(value: unknown): number | undefined {
  const match = /^([+-]?[0-9.]+)(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/.exec(
    typeof value === 'number' || typeof value === 'string' ? String(value) : '',
  );
  if (!match) return undefined;
  const [, number = '', exponent = '', suffix = ''] = match;
  return Number(number + exponent) * (FACTORS[suffix] ?? 1);
}
