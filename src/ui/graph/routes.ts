// The ways that requests take over the graph: only through free lanes, never over a box.

import {
  bottomOf,
  LEFT_MARGIN_X,
  SERVICES_Y,
  topOf,
  type Box,
  type Door,
  type Geometry,
  type Point,
} from './geometry.ts';

/** The lane above the Services, and the one under the cluster's upper border. */
const ABOVE_SERVICES_Y = SERVICES_Y - 8;
const UNDER_BORDER_Y = 104;
/** Beside the pods that wait for a node. */
const BESIDE_WAITING_X = 204;

/** Where a request sets out: points that end in a lane along the border, or above the Services. */
export interface Start {
  readonly points: readonly Point[];
}

/** From a Service to a pod: down to the Service's own line, along it, down to the pod. */
export function serviceToPod(service: Box, door: Door, busY: number): readonly Point[] {
  const from = bottomOf(service);
  if (!door.isBehindNodes) {
    const x = door.sideX ?? door.x;
    return [from, { x: from.x, y: busY }, { x, y: busY }, ...throughDoor(door)];
  }
  const { marginX, laneY } = door;
  return [
    from,
    { x: from.x, y: busY },
    { x: marginX, y: busY },
    { x: marginX, y: laneY },
    { x: door.sideX ?? door.x, y: laneY },
    ...throughDoor(door),
  ];
}

function throughDoor({ x, y, sideX }: Door): Point[] {
  if (sideX === undefined) return [{ x, y }];
  return [
    { x: sideX, y: y - 4 },
    { x, y: y - 4 },
    { x, y },
  ];
}

export function fromClient({ client }: Geometry): Start {
  const from = bottomOf(client);
  return { points: [from, { x: from.x, y: ABOVE_SERVICES_Y }] };
}

/** A node's own programs stand at its name. */
export function fromNode(name: string, geometry: Geometry): Start {
  const node = geometry.nodes.find((each) => each.name === name);
  if (!node) return fromClient(geometry);
  const y = nameY(node);
  const edge = node.marginX === LEFT_MARGIN_X ? node.x : node.x + node.width;
  return {
    points: [
      { x: edge, y },
      { x: node.marginX, y },
    ],
  };
}

export function fromPod(door: Door): Start {
  const back = [...throughDoor(door)].reverse();
  const { laneY, marginX } = door;
  return {
    points: [...back, { x: door.sideX ?? door.x, y: laneY }, { x: marginX, y: laneY }],
  };
}

export function toService({ points }: Start, service: Box): readonly Point[] {
  const to = topOf(service);
  const at = points.at(-1) as Point;
  const isFirstRow = service.y === SERVICES_Y;
  if (!isFirstRow) {
    const y = service.y - 4;
    return [...points, ...toLeftBorder(at), { x: LEFT_MARGIN_X, y }, { x: to.x, y }, to];
  }
  const lane = at.x > BESIDE_WAITING_X ? overTheTop(at) : [{ x: at.x, y: ABOVE_SERVICES_Y }];
  return [...points, ...lane, { x: to.x, y: ABOVE_SERVICES_Y }, to];
}

export function toDoor({ points }: Start, door: Door): readonly Point[] {
  const at = points.at(-1) as Point;
  const { laneY } = door;
  const isFromAbove = at.y === ABOVE_SERVICES_Y;
  return [
    ...points,
    ...(isFromAbove ? toLeftBorder(at) : []),
    { x: isFromAbove ? LEFT_MARGIN_X : at.x, y: laneY },
    { x: door.sideX ?? door.x, y: laneY },
    ...throughDoor(door),
  ];
}

/** To what listens on a node itself. */
export function toNode({ points }: Start, name: string, geometry: Geometry): readonly Point[] {
  const node = geometry.nodes.find((each) => each.name === name);
  if (!node) return points;
  const at = points.at(-1) as Point;
  const [end, border] = fromNode(name, geometry).points as [Point, Point];
  if (at.x === border.x) return [...points, border, end];
  const isRight = node.marginX !== LEFT_MARGIN_X;
  const across = isRight
    ? [
        { x: at.x, y: UNDER_BORDER_Y },
        { x: border.x, y: UNDER_BORDER_Y },
      ]
    : at.y === ABOVE_SERVICES_Y
      ? toLeftBorder(at)
      : [...overTheTop(at), { x: LEFT_MARGIN_X, y: ABOVE_SERVICES_Y }];
  return [...points, ...across, border, end];
}

function toLeftBorder(at: Point): Point[] {
  if (at.x === LEFT_MARGIN_X) return [];
  if (at.x > BESIDE_WAITING_X) {
    return [...overTheTop(at), { x: LEFT_MARGIN_X, y: ABOVE_SERVICES_Y }];
  }
  return [{ x: LEFT_MARGIN_X, y: at.y }];
}

/** From the right border to the lane above the Services. */
function overTheTop({ x }: Point): Point[] {
  return [
    { x, y: UNDER_BORDER_Y },
    { x: BESIDE_WAITING_X, y: UNDER_BORDER_Y },
    { x: BESIDE_WAITING_X, y: ABOVE_SERVICES_Y },
  ];
}

function nameY({ y, height }: Box): number {
  return y + height - 44;
}

/** An SVG path with rounded corners. */
export function toPath(points: readonly Point[], radius = 10): string {
  const corners = points.filter((point, at) => {
    const before = points[at - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
  const [first, ...rest] = corners;
  if (!first) return '';
  const parts = [`M${first.x},${first.y}`];
  rest.forEach((corner, at) => {
    const next = rest[at + 1];
    const before = corners[at] as Point;
    if (!next) {
      parts.push(`L${corner.x},${corner.y}`);
      return;
    }
    const enter = towards(corner, before, radius);
    const leave = towards(corner, next, radius);
    parts.push(`L${enter.x},${enter.y}Q${corner.x},${corner.y} ${leave.x},${leave.y}`);
  });
  return parts.join('');
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

export function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, at) => {
    const before = points[at] as Point;
    return sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);
}

/** The part of a polyline between two distances from its beginning, corners included. */
export function section(points: readonly Point[], from: number, to: number): Point[] {
  const cut: Point[] = [];
  let passed = 0;
  points.slice(1).forEach((end, at) => {
    const start = points[at] as Point;
    const length = Math.hypot(end.x - start.x, end.y - start.y);
    const pointAt = (distance: number): Point => {
      const share = length === 0 ? 0 : (distance - passed) / length;
      return { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };
    };
    if (passed + length >= from && passed <= to) {
      if (cut.length === 0) cut.push(pointAt(Math.max(from, passed)));
      cut.push(pointAt(Math.min(to, passed + length)));
    }
    passed += length;
  });
  return cut.length > 0 ? cut : points.slice(-1);
}
