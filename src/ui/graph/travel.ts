// Where a request is on the graph at a moment of virtual time: a pure function of its record, so it rewinds by itself.

import type { Connection } from '../../session/index.ts';
import {
  along,
  bottomOf,
  busOf,
  centerOf,
  routeToPod,
  topOf,
  type Geometry,
  type Point,
} from './geometry.ts';

export interface Travelling {
  readonly type: 'moving' | 'lost';
  readonly at: Point;
  /** A little behind it, for its tail. */
  readonly tail: Point;
  /** Of a lost request: "#87 refused". */
  readonly label?: string;
}

/** A lost request stays on the graph so long, virtual ms. */
const LOST_STAYS_MS = 3_000;
const TAIL = 0.12;

export interface Surroundings {
  readonly geometry: Geometry;
  /** Service keys by `address:port`. */
  readonly services: ReadonlyMap<string, string>;
  /** Pod keys by address. */
  readonly pods: ReadonlyMap<string, string>;
}

export function travelOf(
  connection: Connection,
  now: number,
  world: Surroundings,
): Travelling | undefined {
  if (now < connection.openedAt) return undefined;
  const { closedAt, outcome, id } = connection;
  const isLost = outcome !== undefined && outcome.type !== 'answered';
  const legs = legsOf(connection, world);
  if (closedAt !== undefined && now >= closedAt) {
    if (!isLost || now > closedAt + LOST_STAYS_MS) return undefined;
    const end = legs
      .filter(({ isBack }) => !isBack)
      .at(-1)
      ?.points.at(-1);
    return end ? { type: 'lost', at: end, tail: end, label: `#${id} ${outcome.type}` } : undefined;
  }
  const leg = legs.findLast(({ from }) => from <= now);
  if (!leg) return undefined;
  const share = leg.until > leg.from ? (now - leg.from) / (leg.until - leg.from) : 1;
  return {
    type: 'moving',
    at: along(leg.points, share),
    tail: along(leg.points, Math.max(0, share - TAIL)),
  };
}

interface Leg {
  readonly from: number;
  readonly until: number;
  readonly points: readonly Point[];
  readonly isBack?: boolean;
}

/** The way there in its parts, and the way back. */
function legsOf(connection: Connection, { geometry, services, pods }: Surroundings): Leg[] {
  const { hops, original, packet, openedAt, nextAt, closedAt, outcome } = connection;
  const start = sourceOf(connection, geometry);
  const serviceKey = services.get(`${original.destinationIP}:${original.destinationPort}`);
  const service = serviceKey === undefined ? undefined : geometry.services.get(serviceKey);
  const podHop = hops.find(
    ({ where, kind }, at) => at > 0 && where.startsWith('pod:') && kind !== 'socket',
  );
  const podAtEnd = podHop?.where.slice('pod:'.length) ?? pods.get(packet.destinationIP);
  const pod = podAtEnd === undefined ? undefined : geometry.pods.get(podAtEnd);
  const arrivedAt = hops.find(({ kind }) => kind !== 'socket')?.at;
  const end = nextAt ?? openedAt;
  const target = service
    ? centerOf(service)
    : pod
      ? topOf(pod)
      : nodeTarget(packet.destinationIP, geometry);
  const first: Leg = {
    from: openedAt,
    until: service ? (arrivedAt ?? end) : (podHop?.at ?? end),
    points: [start, ...elbow(start, target), target],
  };
  if (!service) return withReturn([first], connection);
  const index = [...geometry.services.keys()].indexOf(serviceKey as string);
  if (!pod || arrivedAt === undefined) return withReturn([first], connection);
  const second: Leg = {
    from: arrivedAt,
    until: podHop?.at ?? (outcome ? (closedAt ?? end) : end),
    points: routeToPod(service, pod, busOf(geometry, index)),
  };
  return withReturn([first, second], connection);
}

/** The answer goes back the way the request came. */
function withReturn(legs: readonly Leg[], { hops, outcome, closedAt, nextAt }: Connection): Leg[] {
  const answer = hops.findLast(({ kind }) => kind === 'answer');
  if (!answer || outcome?.type !== 'answered') return [...legs];
  const points = legs.flatMap(({ points: each }) => each).reverse();
  return [
    ...legs,
    { from: answer.at, until: closedAt ?? nextAt ?? answer.at, points, isBack: true },
  ];
}

function sourceOf({ from }: Connection, geometry: Geometry): Point {
  if (from.pod !== undefined) {
    const pod = geometry.pods.get(from.pod);
    if (pod) return topOf(pod);
  }
  if (from.node === 'client') return bottomOf(geometry.client);
  return titleOf(from.node, geometry);
}

/** A node's name at its foot: where its own programs stand. */
function titleOf(name: string, geometry: Geometry): Point {
  const node = geometry.nodes.find((each) => each.name === name);
  return node ? { x: node.x + 20, y: node.y + node.height - 46 } : bottomOf(geometry.client);
}

function nodeTarget(address: string, geometry: Geometry): Point {
  return titleOf(address, geometry);
}

/** One corner between two points that are not above one another. */
function elbow(from: Point, to: Point): Point[] {
  return Math.abs(from.x - to.x) < 2 || Math.abs(from.y - to.y) < 2 ? [] : [{ x: from.x, y: to.y }];
}
