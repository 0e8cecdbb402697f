// Kubernetes Events, newest first: of one object or of the whole cluster.

import { useMemo } from 'react';
import type { Event } from '../../cluster/api/core/v1/objects.ts';
import { formatClock, timeOf, useSession, type Selection } from '../../session/index.ts';

const SHOWN = 200;

/** How many Events there are of what is selected. */
export function useEventCount(selection: Selection): number {
  const all = useSession(({ tables }) => tables.Event);
  return useMemo(
    () =>
      selection.type === 'connection'
        ? 0
        : Object.values(all).filter(({ involvedObject: { kind, namespace, name } }) => {
            const isSame = selection.key === name || selection.key === `${namespace}/${name}`;
            return kind === selection.kind && isSame;
          }).length,
    [all, selection],
  );
}

export function EventList({ kind, name }: { kind?: string; name?: string }) {
  const all = useSession(({ tables }) => tables.Event);
  const events = useMemo(
    () =>
      Object.values(all)
        .filter(
          ({ involvedObject }) =>
            kind === undefined || (involvedObject.kind === kind && involvedObject.name === name),
        )
        .sort((a, b) => versionOf(b) - versionOf(a))
        .slice(0, SHOWN),
    [all, kind, name],
  );
  if (events.length === 0) return <p className="gone">No events.</p>;
  return (
    <ul className="events">
      {events.map((event) => (
        <li key={event.metadata.name} className={event.type}>
          <p className="reason">
            <strong>{event.reason}</strong>
            <span className="caption">
              {event.source.component}
              {event.count > 1 ? ` ×${event.count}` : ''}
            </span>
            <time className="mono" title={event.lastTimestamp}>
              {formatClock(timeOf(event)).replace(/\.\d$/, '')}
            </time>
          </p>
          <p className="message">{event.message}</p>
          {kind === undefined ? (
            <p className="caption">
              {event.involvedObject.kind} {event.involvedObject.name}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function versionOf({ metadata }: Event): number {
  return Number(metadata.resourceVersion ?? 0);
}
