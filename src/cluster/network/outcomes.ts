// How a request ended, in a word, and whether it is lost: nobody who was to answer it did.

import type { Connection, Outcome } from './connection.ts';

/** A gateway says so when the one behind it did not answer. */
const GATEWAY_STATUSES: readonly number[] = [502, 503, 504];

export function isLost(outcome: Outcome | undefined): boolean {
  if (outcome?.type !== 'answered') return true;
  return GATEWAY_STATUSES.includes(outcome.response?.status ?? 0);
}

/** False for what programs in containers open by themselves, or to answer a request. */
export function isOfPerson({ owner, parent }: Connection): boolean {
  return owner === undefined && parent === undefined;
}

/** 200, 404 ..., answered (where there is no status), refused, timed out, reset, no route. */
export function outcomeWord(outcome: Outcome | undefined): string {
  if (outcome?.type !== 'answered') return outcome?.type ?? 'timed out';
  return outcome.response ? String(outcome.response.status) : 'answered';
}

/** Where a request was lost, and why: its last hop, in the words of the trace. */
export function lossOf({ hops }: Connection): { readonly where: string; readonly text: string } {
  const hop = hops.findLast(({ kind }) => kind === 'lost') ?? hops.at(-1);
  return { where: hop?.where ?? '', text: hop?.text ?? '' };
}
