// The packet of one request: how its header changed, and where it went; at each node the rules that it met, what they asked
// for and what they drew. Rules are as iptables-save prints them.

import { useMemo } from 'react';
import { CircleCheck, Minus, X } from 'lucide-react';
import {
  connectionKey,
  formatClock,
  stationsOf,
  useSession,
  type Connection,
  type RuleRow,
  type Station,
} from '../../session/index.ts';

export function Trace({ connection: key }: { connection: string }) {
  const connection = useSession(({ tables }) => tables.connections[key]);
  if (!connection) return <p className="gone">It is not there at this time.</p>;
  return (
    <>
      <Header connection={connection} />
      {connection.isTraced ? null : (
        <p className="gone">
          It is part of a load: of its rules only those that matched are noted.
        </p>
      )}
      <Stations connection={connection} />
    </>
  );
}

/** Where a request went, and within that the ones that a program on its way sent to answer it. */
function Stations({ connection }: { connection: Connection }) {
  const stations = useMemo(() => stationsOf(connection), [connection]);
  return (
    <ol className="stations">
      {stations.map((station, at) =>
        station.type === 'hop' ? (
          <HopLine key={at} hop={station.hop} />
        ) : (
          <WalkOf key={at} station={station} />
        ),
      )}
    </ol>
  );
}

function InnerStations({ id }: { id: number }) {
  const connection = useSession(({ tables }) => tables.connections[connectionKey(id)]);
  return connection ? <Stations connection={connection} /> : null;
}

interface HeaderRow {
  readonly name: string;
  readonly node?: string;
  readonly packet: Connection['packet'];
}

/** One row each time that the header was another one. */
function headersOf({ original, walks }: Connection): HeaderRow[] {
  const rows: HeaderRow[] = [{ name: 'sent', packet: original }];
  for (const { after, verdict, node } of walks) {
    const last = rows.at(-1)?.packet ?? original;
    if (fieldsOf(after).join() === fieldsOf(last).join()) continue;
    const name = verdict === 'MASQUERADE' ? 'SNAT' : verdict === 'DNAT' ? 'DNAT' : 'mark';
    rows.push({ name, node, packet: after });
  }
  return rows;
}

function fieldsOf(packet: Connection['packet']): readonly [string, string, string] {
  const { sourceIP, sourcePort, destinationIP, destinationPort, mark } = packet;
  return [
    `${sourceIP}:${sourcePort}`,
    `${destinationIP}:${destinationPort}`,
    `0x${mark.toString(16)}`,
  ];
}

function Header({ connection }: { connection: Connection }) {
  const rows = headersOf(connection);
  return (
    <table className="packet mono">
      <thead>
        <tr>
          <th scope="col">Packet</th>
          <th scope="col">Source</th>
          <th scope="col">Destination</th>
          <th scope="col" title="The firewall mark; 0x4000 means: masquerade later">
            Mark
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, node, packet }, at) => {
          const before = rows[at - 1] && fieldsOf(rows[at - 1]?.packet ?? packet);
          return (
            <tr key={at}>
              <th scope="row" title={node ? `${name} on ${node}` : 'as the program sent it'}>
                {name}
              </th>
              {fieldsOf(packet).map((field, column) => (
                <td key={column} className={before && before[column] !== field ? 'changed' : ''}>
                  {field}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function HopLine({ hop }: { hop: Extract<Station, { type: 'hop' }>['hop'] }) {
  const { at, where, text, kind, opens } = hop;
  return (
    <li className={`hop ${kind}`}>
      <strong>{where.replace(/^(pod|node):(default\/)?/, '')}</strong>
      <time className="mono" title="Virtual time">
        {formatClock(at, 2)}
      </time>
      <span>{text}</span>
      {opens === undefined ? null : <InnerStations id={opens} />}
    </li>
  );
}

/** Rules that changed nothing are folded: what matters is what they did. */
function WalkOf({ station }: { station: Extract<Station, { type: 'walk' }> }) {
  const { walk, rows } = station;
  const { table, chain, node, verdict } = walk;
  const hasMarked = walk.before.mark !== walk.after.mark;
  const isPlain = verdict === 'ACCEPT' && !hasMarked;
  return (
    <li className="walk">
      <details open={!isPlain}>
        <summary>
          <span className="mono">
            {table} {chain}
          </span>{' '}
          on {node}: {isPlain ? 'nothing changed' : verdict === 'ACCEPT' ? 'marked' : verdict}
        </summary>
        <ol className="ruleRows mono">
          {rows.map((row, at) => (
            <RuleLine key={at} row={row} />
          ))}
          {rows.length === 0 ? <li className="caption">The chain is empty.</li> : null}
        </ol>
      </details>
    </li>
  );
}

function RuleLine({ row }: { row: RuleRow }) {
  const { step, depth, match, target } = row;
  const { isMatched, number, chain, reason, draw, mark, skipped } = step;
  return (
    <>
      {skipped === undefined ? null : (
        <li className="missed" style={{ paddingLeft: 16 + depth * 12 }}>
          <Minus size={12} aria-hidden="true" />
          <span className="caption">
            {skipped === 1 ? '1 rule' : `${skipped} rules`} of others, for other addresses
          </span>
        </li>
      )}
      <li
        className={isMatched ? 'matched' : 'missed'}
        style={{ paddingLeft: 16 + depth * 12 }}
        title={`${step.text}\nRule ${number} of ${chain}`}
      >
        {isMatched ? (
          <CircleCheck size={12} aria-label="matched" />
        ) : (
          <X size={12} aria-label="did not match" />
        )}
        <span>
          {depth === 0 ? `${chain} ` : ''}
          {match} <span className="target">{target}</span>
          {draw ? <Draw draw={draw} /> : null}
          {mark ? (
            <span className="caption">
              mark 0x{mark.before.toString(16)} to 0x{mark.after.toString(16)}
            </span>
          ) : isMatched && !draw ? null : (
            <span className="caption">{reason}</span>
          )}
        </span>
      </li>
    </>
  );
}

/** The track is 0 to 1: its fill the probability, the line the number that was drawn. */
function Draw({ draw }: { draw: { readonly value: number; readonly limit: string } }) {
  return (
    <span
      className="draw"
      aria-hidden="true"
      title={`From 0 to 1: it matches below ${draw.limit}, and ${draw.value.toFixed(4)} was drawn`}
    >
      <span className="limit" style={{ width: `${Number(draw.limit) * 100}%` }} />
      <span className="drawn" style={{ left: `${draw.value * 100}%` }} />
    </span>
  );
}
