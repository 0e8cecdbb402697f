// The last requests that concern an object, newest first; each opens its trace.

import { useMemo } from 'react';
import { CircleCheck, CircleDot, CircleX } from 'lucide-react';
import type { Kind } from '../../cluster/api/core/v1/objects.ts';
import {
  addressesOf,
  formatClock,
  isLost,
  openTab,
  outcomeWord,
  select,
  useSession,
  type Connection,
  type Session,
} from '../../session/index.ts';

const SHOWN = 50;

export function Requests({ kind, objectKey }: { kind: Kind; objectKey: string }) {
  const requests = useRequests(kind, objectKey);
  return (
    <ul className="requests">
      {requests.slice(0, SHOWN).map(([key, connection]) => (
        <li key={key}>
          <button
            type="button"
            title="Open its trace"
            onClick={() => {
              select({ type: 'connection', key });
              openTab('trace');
            }}
          >
            <RequestLine connection={connection} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function RequestLine({ connection }: { connection: Connection }) {
  const { id, openedAt, outcome, request, payload, original } = connection;
  const isGood = !isLost(outcome);
  const Icon = outcome === undefined ? CircleDot : isGood ? CircleCheck : CircleX;
  const asked = request
    ? `${request.method} ${request.path}`
    : payload
      ? 'datagram'
      : original.protocol;
  const came =
    outcome?.type === 'answered'
      ? `${outcomeWord(outcome)} by ${outcome.servedBy.replace(/^default\//, '')}`
      : (outcome?.type ?? 'under way');
  const state = outcome === undefined ? '' : isGood ? 'good' : 'wrong';
  return (
    <>
      <span className={`state ${state}`}>
        <Icon size={14} aria-hidden="true" />
      </span>
      <span className="what">
        #{id} <span className="mono">{asked}</span>
      </span>
      <time className="mono">{formatClock(openedAt, 2)}</time>
      <span className="caption">{came}</span>
    </>
  );
}

/** Connections to or from an object, the newest first. */
export function useRequests(
  kind: Kind,
  objectKey: string,
): readonly (readonly [string, Connection])[] {
  const connections = useSession(({ tables }) => tables.connections);
  const service = useSession(({ tables }) =>
    kind === 'Service' || kind === 'Endpoints' ? tables.Service[objectKey] : undefined,
  );
  const nodes = useSession(({ tables }) => tables.Node);
  const podIP = useSession(({ tables }) => tables.Pod[objectKey]?.status.podIP);
  return useMemo(() => {
    const addresses = service ? addressesOf(service, Object.keys(nodes)) : [];
    const isWanted = (connection: Connection) =>
      kind === 'Pod'
        ? concernsPod(connection, objectKey, podIP)
        : kind === 'Node'
          ? crosses(connection, objectKey)
          : connection.original.destinationIP === service?.spec.clusterIP ||
            addresses.includes(
              `${connection.original.destinationIP}:${connection.original.destinationPort}`,
            );
    return Object.entries(connections)
      .filter(([, connection]) => isWanted(connection))
      .sort(([one], [other]) => (one < other ? 1 : -1));
  }, [connections, service, nodes, podIP, kind, objectKey]);
}

function concernsPod(
  { from, packet, outcome }: Session['tables']['connections'][string],
  pod: string,
  podIP: string | undefined,
): boolean {
  if (from.pod === pod || packet.destinationIP === podIP) return true;
  return outcome?.type === 'answered' && outcome.servedBy === pod;
}

function crosses({ from, crossed }: Connection, node: string): boolean {
  return (
    (from.node === node && from.pod === undefined) || crossed.some((each) => each.node === node)
  );
}
