// The lists of `-m recent`: which clients an endpoint has seen, and when last. Session affinity is nothing else. A list
// lives on the node where the packets passed, and goes with its chain.

import type { Action, ClusterView } from '../apiserver/client.ts';

/** Client addresses that a list has seen: key `NODE list address`. */
export const RECENT = 'recent';

interface Seen {
  /** Virtual ms. */
  readonly at: number;
}

/** When a client was last seen, virtual ms. */
export function lastSeen(
  view: ClusterView,
  node: string,
  { list, client }: { readonly list: string; readonly client: string },
): number | undefined {
  return view.read<Seen>(RECENT, `${node} ${list} ${client}`)?.at;
}

export function noteSeen(
  view: ClusterView,
  node: string,
  { list, client }: { readonly list: string; readonly client: string },
): Action {
  const value: Seen = { at: view.now };
  return { type: 'write', table: RECENT, key: `${node} ${list} ${client}`, value };
}

export function forgetRecent(view: ClusterView, node: string, list: string): Action[] {
  return view
    .scan(RECENT, `${node} ${list} `)
    .map(([key]) => ({ type: 'write', table: RECENT, key, value: undefined }));
}
