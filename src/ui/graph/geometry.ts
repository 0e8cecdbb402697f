// Where everything stands on the graph, in its own pixels: fixed rows from the outside down to the nodes. A pod's place
// follows from its node and slot alone, so nothing moves when another one goes.

import type { PodPlaces } from '../../session/index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

interface PodTile extends Box {
  readonly key: string;
}

interface NodeBox extends Box {
  readonly name: string;
  readonly pods: readonly PodTile[];
  /** Pods that fold into one tile, and where it is. */
  readonly folded?: { readonly keys: readonly string[]; readonly box: Box };
}

export interface Geometry {
  readonly client: Box;
  readonly cluster: Box;
  readonly controlPlane: Box;
  readonly services: ReadonlyMap<string, Box>;
  readonly nodes: readonly NodeBox[];
  readonly pods: ReadonlyMap<string, Box>;
  /** Pods that fit nowhere. */
  readonly unscheduled?: NodeBox;
  readonly height: number;
}

const LEFT = 20;
const BOX = { width: 192, height: 48 };
const CLIENT_Y = 30;
const SERVICES_Y = 166;
const SERVICES_PER_ROW = 2;
const CONTROL_PLANE = { x: 432, y: 140, width: 264, height: 102 };
const POD = { width: 100, height: 56 };
const GAP = 8;
const PODS_PER_ROW = 3;
const POD_ROWS = 2;
const NODE_WIDTH = 332;
const NODE_FOOT = 64;
const NODES_PER_ROW = 2;
/** Between the services and the nodes: room for one bus for each Service. */
const BUS_GAP = 24;
const MOST_BUSES = 4;

export interface Things {
  readonly services: readonly string[];
  readonly nodes: readonly string[];
  readonly places: PodPlaces;
  /** Pods that the scheduler could not place. */
  readonly unscheduled: readonly string[];
}

export function layOut({ services, nodes, places, unscheduled }: Things): Geometry {
  const serviceBoxes = new Map(
    services.map((key, at): [string, Box] => [
      key,
      {
        x: LEFT + (at % SERVICES_PER_ROW) * (BOX.width + GAP),
        y: SERVICES_Y + Math.floor(at / SERVICES_PER_ROW) * (BOX.height + GAP),
        ...BOX,
      },
    ]),
  );
  const rows = Math.max(1, Math.ceil(services.length / SERVICES_PER_ROW));
  const servicesEnd = SERVICES_Y + rows * (BOX.height + GAP) - GAP;
  let y =
    Math.max(servicesEnd, CONTROL_PLANE.y + CONTROL_PLANE.height) +
    44 +
    BUS_GAP * Math.min(MOST_BUSES, Math.max(1, services.length - 1));
  const boxes: NodeBox[] = [];
  for (let at = 0; at < nodes.length; at += NODES_PER_ROW) {
    const row = nodes.slice(at, at + NODES_PER_ROW);
    const podRows = Math.max(...row.map((name) => podRowsOf(places[name] ?? [])));
    row.forEach((name, column) => {
      const x = LEFT + column * (NODE_WIDTH + 2 * GAP);
      boxes.push(nodeBox({ name, slots: places[name] ?? [] }, { x, y }, podRows));
    });
    y += nodeHeight(podRows) + 2 * GAP;
  }
  const waiting =
    unscheduled.length > 0
      ? nodeBox({ name: '', slots: unscheduled }, { x: LEFT, y }, podRowsOf(unscheduled))
      : undefined;
  if (waiting) y += waiting.height + 2 * GAP;
  const top = 112;
  const pods = new Map<string, Box>();
  for (const { pods: tiles, folded } of waiting ? [...boxes, waiting] : boxes) {
    for (const tile of tiles) pods.set(tile.key, tile);
    for (const key of folded?.keys ?? []) pods.set(key, folded?.box as Box);
  }
  return {
    client: { x: LEFT, y: CLIENT_Y, ...BOX },
    cluster: { x: GAP, y: top, width: 2 * NODE_WIDTH + 5 * GAP, height: y - top },
    controlPlane: CONTROL_PLANE,
    services: serviceBoxes,
    nodes: boxes,
    pods,
    ...(waiting ? { unscheduled: waiting } : {}),
    height: y + GAP,
  };
}

function podRowsOf(slots: readonly unknown[]): number {
  return Math.min(POD_ROWS, Math.max(1, Math.ceil(slots.length / PODS_PER_ROW)));
}

function nodeHeight(podRows: number): number {
  return GAP + podRows * (POD.height + GAP) + NODE_FOOT;
}

function nodeBox(
  { name, slots }: { readonly name: string; readonly slots: readonly (string | undefined)[] },
  { x, y }: Point,
  podRows: number,
): NodeBox {
  const at = (slot: number): Box => ({
    x: x + GAP + (slot % PODS_PER_ROW) * (POD.width + GAP),
    y: y + GAP + Math.floor(slot / PODS_PER_ROW) * (POD.height + GAP),
    ...POD,
  });
  const most = PODS_PER_ROW * POD_ROWS;
  const isFolded = slots.length > most;
  const shown = isFolded ? most - 1 : most;
  const pods = slots
    .slice(0, shown)
    .flatMap((key, slot) => (key === undefined ? [] : [{ key, ...at(slot) }]));
  const hidden = slots.slice(shown).filter((key) => key !== undefined);
  return {
    name,
    x,
    y,
    width: NODE_WIDTH,
    height: nodeHeight(podRows),
    pods,
    ...(isFolded && hidden.length > 0 ? { folded: { keys: hidden, box: at(most - 1) } } : {}),
  };
}

/** From a Service to a pod: down to the Service's own bus, along it, down to the pod. */
export function routeToPod(service: Box, pod: Box, bus: number): readonly Point[] {
  const from = bottomOf(service);
  const to = topOf(pod);
  return [from, { x: from.x, y: bus }, { x: to.x, y: bus }, to];
}

/** Height of a Service's bus above the nodes. */
export function busOf(geometry: Geometry, index: number): number {
  const nodesTop = Math.min(...geometry.nodes.map(({ y }) => y), geometry.height);
  return nodesTop - 22 - (index % MOST_BUSES) * BUS_GAP;
}

export function bottomOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height };
}

export function topOf({ x, y, width }: Box): Point {
  return { x: x + width / 2, y };
}

export function centerOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** An SVG path with rounded corners. */
export function toPath(points: readonly Point[], radius = 10): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = [`M${first.x},${first.y}`];
  rest.forEach((corner, at) => {
    const next = rest[at + 1];
    const before = points[at] ?? first;
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
  const part = length === 0 ? 0 : Math.min(1, distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** The point at a share (0 to 1) of a polyline's length. */
export function along(points: readonly Point[], share: number): Point {
  const lengths = points.slice(1).map((point, at) => {
    const before = points[at] as Point;
    return Math.hypot(point.x - before.x, point.y - before.y);
  });
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.min(1, Math.max(0, share));
  for (const [at, length] of lengths.entries()) {
    const from = points[at] as Point;
    const to = points[at + 1] as Point;
    if (left <= length && length > 0) {
      return {
        x: from.x + ((to.x - from.x) * left) / length,
        y: from.y + ((to.y - from.y) * left) / length,
      };
    }
    left -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}
