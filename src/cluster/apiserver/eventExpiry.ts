// Events are kept for an hour after they last occurred, as `--event-ttl` of kube-apiserver says.

import { parseTimestamp } from '../api/calendar.ts';
import { keyOf, parseKey } from '../api/meta.ts';
import type { Action, ClusterView, Component } from './client.ts';

const EVENT_TTL_MS = 3_600_000;

export function createEventExpiry(): Component {
  return {
    name: 'kube-apiserver',
    tables: [],
    watches: [
      {
        kind: 'Event',
        wakeups: ({ type, key }) =>
          type === 'DELETED' ? [] : [{ key: keyOf(key), afterMs: EVENT_TTL_MS }],
      },
    ],
    reconcile: expire,
    isPeriodic: () => true,
  };
}

function expire(view: ClusterView, key: string): Action[] {
  const { namespace, name } = parseKey(key);
  const event = view.get('Event', { namespace, name });
  if (!event || view.now < parseTimestamp(event.lastTimestamp) + EVENT_TTL_MS) return [];
  const path = `/api/v1/namespaces/${namespace}/events/${name}`;
  return [{ type: 'request', request: { method: 'DELETE', path } }];
}
