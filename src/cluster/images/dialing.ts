// What programs in containers share that open connections: whose address a host is, and the kernel's words for what came of one.

import { isIPv4 } from '../api/addresses.ts';

/** The address of a host; nobody in a container looks names up. */
export function addressOf(host: string): string | undefined {
  const address = host === 'localhost' ? '127.0.0.1' : host;
  return isIPv4(address) ? address : undefined;
}

/** By the type of the outcome. */
export const FAILURES = {
  refused: 'Connection refused',
  'timed out': 'Connection timed out',
  'no route': 'No route to host',
  reset: 'Connection reset by peer',
} as const;
