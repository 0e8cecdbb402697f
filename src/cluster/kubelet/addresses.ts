// The addresses of docker0's network. Docker 1.9 to 1.12 give the lowest free one, from .2 on, so that of a pod that has gone
// is soon another's.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Machine } from './node.ts';
import { ADDRESS_POOLS, POD_ADDRESSES, write } from './tables.ts';

const FIRST_HOST = 2;
const LAST_HOST = 254;

/** Bit n of word w: host 32 w + n has been given out. */
interface AddressPool {
  readonly words: readonly number[];
}

const EMPTY: AddressPool = { words: [0, 0, 0, 0, 0, 0, 0, 0] };

interface Lease {
  /** namespace/name. */
  readonly pod: string;
  readonly ip: string;
}

/** An address for a pod; undefined when there is none left. */
export function takeAddress(
  view: ClusterView,
  { name, podSubnet }: Machine,
  pod: string,
): { readonly ip: string; readonly actions: readonly Action[] } | undefined {
  const { words } = poolOf(view, name);
  for (let host = FIRST_HOST; host <= LAST_HOST; host++) {
    const word = host >>> 5;
    if (words[word] === -1) host += 31 - (host & 31);
    else if (!isTaken(words, host)) {
      const ip = `${podSubnet.slice(0, podSubnet.lastIndexOf('.') + 1)}${host}`;
      return {
        ip,
        actions: [
          write(POD_ADDRESSES, `${name} ${ip}`, { pod }),
          write(ADDRESS_POOLS, name, withBit(words, host, true)),
        ],
      };
    }
  }
  return undefined;
}

/** Gives an address back, if it is this pod's: one in its node's network has none of its own. */
export function giveAddressBack(view: ClusterView, node: string, { pod, ip }: Lease): Action[] {
  const key = `${node} ${ip}`;
  if (view.read<{ pod: string }>(POD_ADDRESSES, key)?.pod !== pod) return [];
  const host = Number(ip.slice(ip.lastIndexOf('.') + 1));
  const { words } = poolOf(view, node);
  return [
    write(POD_ADDRESSES, key, undefined),
    write(ADDRESS_POOLS, node, withBit(words, host, false)),
  ];
}

/** Nothing is given out any more. */
export function emptyPool(node: string): Action {
  return write(ADDRESS_POOLS, node, undefined);
}

function poolOf(view: ClusterView, node: string): AddressPool {
  return view.read<AddressPool>(ADDRESS_POOLS, node) ?? EMPTY;
}

function isTaken(words: readonly number[], host: number): boolean {
  return ((words[host >>> 5] ?? 0) & (1 << (host & 31))) !== 0;
}

function withBit(words: readonly number[], host: number, isSet: boolean): AddressPool {
  const bit = 1 << (host & 31);
  return {
    words: words.map((word, index) =>
      index !== host >>> 5 ? word : isSet ? word | bit : word & ~bit,
    ),
  };
}
