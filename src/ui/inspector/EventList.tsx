// Kubernetes Events, newest first: of one object or of the whole cluster.

import { useSession, useShallow } from '../../session/index.ts';

const SHOWN = 200;

export function EventList({ kind, name }: { kind?: string; name?: string }) {
  const events = useSession(
    useShallow(({ tables }) =>
      Object.values(tables.Event)
        .filter(
          ({ involvedObject }) =>
            kind === undefined || (involvedObject.kind === kind && involvedObject.name === name),
        )
        .sort(
          (a, b) =>
            Number(b.metadata.resourceVersion ?? 0) - Number(a.metadata.resourceVersion ?? 0),
        )
        .slice(0, SHOWN),
    ),
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
            <time className="mono">{event.lastTimestamp.slice(11, 19)}</time>
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
