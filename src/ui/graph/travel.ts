// Where a request is on the graph at a moment of virtual time: a pure function of its record, so it rewinds by itself.

import { isLost, type Connection, type Session } from '../../session/index.ts';
import { topOf, type Geometry, type Point } from './geometry.ts';
import {
  fromClient,
  fromNode,
  fromPod,
  lengthOf,
  section,
  serviceToPod,
  toDoor,
  toNode,
  toService,
  type Start,
} from './routes.ts';

/** A lost request stays on the graph so long, virtual ms. */
const LOST_STAYS_MS = 3_000;
const TAIL_LENGTH = 26;

/** What addresses mean on the graph. */
export interface Addresses {
  /** Service keys by `address:port`. */
  readonly services: ReadonlyMap<string, string>;
  /** Pod keys by address. */
  readonly pods: ReadonlyMap<string, string>;
}

type Tables = Session['tables'];

export function addressesIn(
  services: Tables['Service'],
  sandboxes: Tables['sandboxes'],
  nodes: readonly string[],
): Addresses {
  return {
    services: new Map(
      Object.entries(services).flatMap(([key, { spec }]) =>
        spec.ports.flatMap(({ port, nodePort }): [string, string][] => [
          [`${spec.clusterIP}:${port}`, key],
          ...(nodePort ? nodes.map((node): [string, string] => [`${node}:${nodePort}`, key]) : []),
        ]),
      ),
    ),
    pods: new Map(
      Object.entries(sandboxes).map(([key, { ip }]) => [ip, key.slice(key.indexOf(' ') + 1)]),
    ),
  };
}

/** Nothing of it travels: a program waits for what another one will have to say. */
export function isAtRest({ isPending, inner }: Connection): boolean {
  return isPending === true && inner === undefined;
}

export function hasBeenLost({ outcome, closedAt }: Connection): boolean {
  return closedAt !== undefined && isLost(outcome);
}

/** True while a lost request is still shown by itself. */
export function isFreshlyLost(connection: Connection, now: number): boolean {
  const { closedAt = Infinity } = connection;
  return hasBeenLost(connection) && closedAt <= now && now <= closedAt + LOST_STAYS_MS;
}

/** The dot's tail, its last point the dot itself; undefined when it is not under way. */
export function trailOf(
  connection: Connection,
  now: number,
  world: { readonly geometry: Geometry; readonly addresses: Addresses },
): readonly Point[] | undefined {
  const { openedAt, closedAt } = connection;
  if (now < openedAt || (closedAt !== undefined && now >= closedAt)) return undefined;
  const leg = legsOf(connection, world).findLast(({ from }) => from <= now);
  if (!leg) return undefined;
  const share = leg.until > leg.from ? Math.min(1, (now - leg.from) / (leg.until - leg.from)) : 1;
  const distance = lengthOf(leg.points) * share;
  return section(leg.points, Math.max(0, distance - TAIL_LENGTH), distance);
}

/** The whole way there, as far as it came. */
export function wayOf(
  connection: Connection,
  world: { readonly geometry: Geometry; readonly addresses: Addresses },
): readonly Point[] {
  const points = legsOf(connection, world)
    .filter(({ isBack }) => !isBack)
    .flatMap((leg) => leg.points);
  const lost = connection.hops.find(({ kind }) => kind === 'lost');
  const node = lost?.where.startsWith('node:') ? lost.where.slice('node:'.length) : undefined;
  const box = world.geometry.nodes.find(({ name }) => name === node);
  if (!box || !hasBeenLost(connection) || points.length > 2) return points;
  return [...points, topOf(box)];
}

interface Leg {
  readonly from: number;
  readonly until: number;
  readonly points: readonly Point[];
  readonly isBack?: boolean;
}

/** The way there in its parts, and the way back. */
function legsOf(
  connection: Connection,
  { geometry, addresses }: { readonly geometry: Geometry; readonly addresses: Addresses },
): Leg[] {
  const { hops, original, packet, openedAt, nextAt, closedAt, outcome } = connection;
  const start = startOf(connection, geometry);
  const key = addresses.services.get(`${original.destinationIP}:${original.destinationPort}`);
  const service = key === undefined ? undefined : geometry.services.get(key);
  const podHop = hops.find(
    ({ where, kind }, at) => at > 0 && where.startsWith('pod:') && kind !== 'socket',
  );
  const pod = podHop?.where.slice('pod:'.length) ?? addresses.pods.get(packet.destinationIP);
  const door = pod === undefined ? undefined : geometry.doors.get(pod);
  const arrivedAt = hops.find(({ kind }) => kind !== 'socket')?.at;
  const end = nextAt ?? openedAt;
  const first: Leg = {
    from: openedAt,
    until: service ? (arrivedAt ?? end) : (podHop?.at ?? end),
    points: service
      ? toService(start, service)
      : door
        ? toDoor(start, door)
        : toNode(start, packet.destinationIP, geometry),
  };
  if (!service || !door || arrivedAt === undefined) return withReturn([first], connection);
  const second: Leg = {
    from: arrivedAt,
    until: podHop?.at ?? (outcome ? (closedAt ?? end) : end),
    points: serviceToPod(service, door, geometry.buses.get(key ?? '') ?? door.laneY),
  };
  return withReturn([first, second], connection);
}

/** The answer goes back the way the request came, at one speed. */
function withReturn(legs: readonly Leg[], { hops, outcome, closedAt, nextAt }: Connection): Leg[] {
  const answer = hops.findLast(({ kind }) => kind === 'answer');
  if (!answer || outcome?.type !== 'answered') return [...legs];
  const back = [...legs].reverse().map(({ points }) => [...points].reverse());
  const length = back.reduce((sum, points) => sum + lengthOf(points), 0);
  const time = (closedAt ?? nextAt ?? answer.at) - answer.at;
  let from = answer.at;
  const returning = back.map((points): Leg => {
    const until = from + (length === 0 ? 0 : (time * lengthOf(points)) / length);
    const leg = { from, until, points, isBack: true };
    from = until;
    return leg;
  });
  return [...legs, ...returning];
}

function startOf({ from }: Connection, geometry: Geometry): Start {
  const door = from.pod === undefined ? undefined : geometry.doors.get(from.pod);
  if (door) return fromPod(door);
  return from.node === 'client' ? fromClient(geometry) : fromNode(from.node, geometry);
}
