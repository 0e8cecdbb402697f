// The last requests that were lost, each with the hop that lost it. Their connections are kept as long, so that one can ask why.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Connection } from './connection.ts';
import { CONNECTIONS, connectionKey } from './journey.ts';
import { isLost, isOfPerson, lossOf, outcomeWord } from './outcomes.ts';

export const LOST_REQUESTS = 'lostRequests';

/** So many are kept. */
const RETAINED_LOSSES = 200;

/** The record of a lost request; its key is a padded number in order of time. */
export interface LostRequest {
  /** Virtual ms. */
  readonly time: number;
  /** The id of its connection. */
  readonly id: number;
  /** refused, timed out, reset, no route, 502 ... */
  readonly outcome: string;
  /** The hop, as the graph names places, and its line of the trace. */
  readonly where: string;
  readonly text: string;
  /** Of a load generator. */
  readonly load?: string;
}

/** Notes a request that ended without an answer of the one who was asked, and forgets the oldest. */
export function noteLoss(view: ClusterView, connection: Connection): Action[] {
  const { id, outcome, load } = connection;
  if (!isKept(connection)) return [];
  const number = view.next('lost request');
  const value: LostRequest = {
    time: view.now,
    id,
    outcome: outcomeWord(outcome),
    ...lossOf(connection),
    ...(load ? { load: load.name } : {}),
  };
  return [
    { type: 'write', table: LOST_REQUESTS, key: lossKey(number), value },
    ...forgetLoss(view, lossKey(number - RETAINED_LOSSES)),
  ];
}

/** True for a connection that is kept longer than others, to tell of its loss. */
export function isKept(connection: Connection): boolean {
  return isLost(connection.outcome) && isOfPerson(connection);
}

function forgetLoss(view: ClusterView, key: string): Action[] {
  const old = view.read<LostRequest>(LOST_REQUESTS, key);
  if (!old) return [];
  const connection = connectionKey(old.id);
  const isOver = view.read<Connection>(CONNECTIONS, connection)?.stage === 'closed';
  return [
    { type: 'write', table: LOST_REQUESTS, key, value: undefined },
    ...(isOver
      ? [{ type: 'write', table: CONNECTIONS, key: connection, value: undefined } as const]
      : []),
  ];
}

function lossKey(number: number): string {
  return String(number).padStart(10, '0');
}
