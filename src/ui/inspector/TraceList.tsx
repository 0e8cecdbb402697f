// The way of one request, hop by hop: which rule matched, what was translated, who answered.

import { formatClock, useSession } from '../../session/index.ts';

export function TraceList({ connection: key }: { connection: string }) {
  const connection = useSession(({ tables }) => tables.connections[key]);
  if (!connection) return <p className="gone">It is not there at this time.</p>;
  return (
    <ol className="why">
      {connection.hops.map(({ at, where, text, kind }, index) => (
        <li key={`${at} ${index}`} className={kind === 'lost' ? 'lost' : ''}>
          <span>
            <strong>{where.replace(/^(pod|node):(default\/)?/, '')}</strong>
            <br />
            {text}
          </span>
          <span className="time mono">{formatClock(at)}</span>
        </li>
      ))}
    </ol>
  );
}
