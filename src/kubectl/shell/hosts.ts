// Names of hosts as programs look them up: addresses, /etc/hosts.

import { isIPv4 } from '../../cluster/api/addresses.ts';
import type { Part } from '../process.ts';
import { readText } from './fileSystem.ts';
import type { ShellState } from './state.ts';

/** The address of a name at the place of a shell; undefined when nobody knows it. */
export function* resolveHost(state: ShellState, host: string): Part<string | undefined> {
  if (isIPv4(host)) return host;
  if (host === 'localhost') return '127.0.0.1';
  const hosts = yield* readText(state, '/etc/hosts');
  if ('problem' in hosts) return undefined;
  for (const line of hosts.text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(host) && isIPv4(address)) return address;
  }
  return undefined;
}
