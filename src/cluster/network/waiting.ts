// Connections whose program has no answer yet: who is woken when it may have one, or when either end is gone.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Connection } from './connection.ts';
import { connectionKey, wakeupKey, type Journey } from './journey.ts';

/** Key `SOCKET ID` for the one who is to answer, and `CONTAINER asks ID` for the container that waits for it. */
export const WAITING = 'waiting';

/** The word of a wakeup that closes a connection, because nobody is at its beginning any more. */
export const GONE = 'gone';

interface WaitingConnection {
  /** Key of the wakeup that asks the program again. */
  readonly wakeup: string;
}

const ASKS = ' asks ';

export function startWaiting(journey: Journey): void {
  const { connection } = journey;
  if (connection.isPending) return;
  journey.update({ isPending: true });
  journey.act(...write(connection, { wakeup: wakeupKey(connection) }));
}

/** A connection that waited has its answer, or is over. */
export function stopWaiting(journey: Journey): void {
  if (!journey.connection.isPending) return;
  journey.act(...write(journey.connection, undefined));
  journey.update({ isPending: false });
}

function write({ id, socket = '', owner }: Connection, value?: WaitingConnection): Action[] {
  const [socketKey = ''] = socket.split('@');
  const keys = [
    `${socketKey} ${connectionKey(id)}`,
    ...(owner === undefined ? [] : [`${owner}${ASKS}${connectionKey(id)}`]),
  ];
  return keys.map((key) => ({ type: 'write', table: WAITING, key, value }));
}

/** Asks a container's program again for what others wait for. */
export function askAgain(view: ClusterView, container: string): Action[] {
  return view
    .scan<WaitingConnection>(WAITING, `${container} `)
    .filter(([key]) => !key.includes(ASKS))
    .map(([, { wakeup }]) => ({ type: 'wake', component: 'network', key: wakeup, afterMs: 0 }));
}

/** A container has ended: what it waits for is closed, and who waits for it finds it gone. */
export function closeWaiting(view: ClusterView, container: string): Action[] {
  const closed = view
    .scan<WaitingConnection>(WAITING, `${container}${ASKS}`)
    .map(([key]) => hangUp(Number(key.slice(key.lastIndexOf(' ') + 1))));
  return [...closed, ...askAgain(view, container)];
}

/** Closes a connection at whose beginning nobody is any more. */
export function hangUp(id: number): Action {
  return { type: 'wake', component: 'network', key: `${connectionKey(id)} ${GONE}`, afterMs: 0 };
}
