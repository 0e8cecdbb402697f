// Names of chains: a prefix and 16 letters of a hash, as in kube-proxy 1.3.

import type { Protocol } from '../api/core/v1/objects.ts';
import { sha256 } from './sha256.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const known = new Map<string, string>();

/** portName is namespace/name:port, with its colon even when the port has no name; endpoint is ip:port. */
export function chainName(
  prefix: 'KUBE-SVC-' | 'KUBE-SEP-',
  portName: string,
  protocol: Protocol,
  endpoint = '',
): string {
  const text = portName + protocol.toLowerCase() + endpoint;
  let hash = known.get(text);
  if (hash === undefined) {
    hash = base32(sha256(text)).slice(0, 16);
    if (known.size > 100_000) known.clear();
    known.set(text, hash);
  }
  return prefix + hash;
}

/** Of the first ten bytes: 16 letters. */
function base32(bytes: readonly number[]): string {
  let letters = '';
  for (let bit = 0; bit < 80; bit += 5) {
    const at = bit >> 3;
    const two = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    letters += BASE32[(two >> (11 - (bit & 7))) & 31];
  }
  return letters;
}
