// Where everything stands on the graph, in its own pixels: fixed rows from the outside down to the nodes. A pod's place
// follows from its node and slot alone, so nothing moves when another one goes.

import type { PodPlaces } from '../../session/index.ts';
import {
  nodeHeight,
  placePodsIn,
  podRowsOf,
  type Box,
  type NodeBox,
  type PodGrid,
  type PodTile,
  type Point,
} from './podGrid.ts';

export type { Box, Point } from './podGrid.ts';

/** Pods that no node has yet, as chips beside the Services. */
interface WaitingStrip {
  readonly box: Box;
  readonly pods: readonly PodTile[];
  readonly more: { readonly count: number; readonly box: Box } | undefined;
}

/** Where a line to a pod ends, and which way it comes in. */
export interface Door extends Point {
  /** The height of the free lane above its node. */
  readonly laneY: number;
  /** Beside the pods above it, where it is not in the first row. */
  readonly sideX: number | undefined;
  /** Free height along the cluster's border on the node's side. */
  readonly marginX: number;
  /** True when the lane above its node is not the lane under the Services. */
  readonly isBehindNodes: boolean;
}

export interface Geometry {
  readonly client: Box;
  readonly rollout: Box;
  readonly cluster: Box;
  readonly controlPlane: Box;
  readonly services: ReadonlyMap<string, Box>;
  /** What stands for the Services that are not drawn. */
  readonly moreServices: { readonly count: number; readonly box: Box } | undefined;
  readonly nodes: readonly NodeBox[];
  readonly doors: ReadonlyMap<string, Door>;
  readonly waiting: WaitingStrip | undefined;
  /** True when pods are drawn as dots. */
  readonly isDotted: boolean;
  /** Height of each Service's own line above the nodes. */
  readonly buses: ReadonlyMap<string, number>;
  readonly height: number;
}

export const WIDTH = 716;
const LEFT = 20;
const BOX = { width: 192, height: 48 };
const CLIENT_Y = 28;
const CLUSTER_Y = 98;
const ROLLOUT = { x: 356, y: 14, width: 340, height: 70 };
export const SERVICES_Y = 150;
const SERVICES_PER_ROW = 2;
const CONTROL_PLANE = { x: 432, y: 124, width: 264, height: 102 };
const GAP = 8;
const NODE_WIDTH = 332;
const NODES_PER_ROW = 2;
export const LEFT_MARGIN_X = 14;
const RIGHT_MARGIN_X = 706;
/** The free lane is so far above a row of nodes. */
const LANE_ABOVE_NODES = 8;
/** Between the services and the nodes: room for one line for each Service. */
const BUS_GAP = 24;
const LOWEST_BUS = 22;
const MOST_BUSES = 4;
const CHIP = { width: 64, height: 24 };
const CHIP_GAP = 6;
const MOST_CHIPS = 3;
const WAITING = { x: 220, y: 108, width: 204, height: CHIP.height };
/** The API server's own Service leads to no pod. */
const KUBERNETES = 'default/kubernetes';
/** Above so many pods they are drawn as dots. */
const MOST_CARDS = 300;

export interface Things {
  readonly services: readonly string[];
  /** Services that are only counted. */
  readonly moreServices: number;
  readonly nodes: readonly string[];
  readonly places: PodPlaces;
  /** Nodes whose pods are all shown. */
  readonly unfolded: readonly string[];
}

export function layOut({ services, moreServices, nodes, places, unfolded }: Things): Geometry {
  const boxCount = services.length + (moreServices > 0 ? 1 : 0);
  const rows = Math.max(1, Math.ceil(boxCount / SERVICES_PER_ROW));
  const servicesEnd = SERVICES_Y + rows * (BOX.height + GAP) - GAP;
  const buses = services.filter((key) => key !== KUBERNETES);
  const nodesY =
    Math.max(servicesEnd, CONTROL_PLANE.y + CONTROL_PLANE.height) +
    44 +
    BUS_GAP * (Math.min(MOST_BUSES, Math.max(1, buses.length)) - 1);
  const isDotted = podCount(places) > MOST_CARDS;
  const boxes = placeNodes(nodes, { y: nodesY, places, isDotted, unfolded });
  const last = boxes.at(-1);
  const bottom = last ? last.y + last.height + 2 * GAP : nodesY;
  return {
    client: { x: LEFT, y: CLIENT_Y, ...BOX },
    rollout: ROLLOUT,
    cluster: {
      x: GAP,
      y: CLUSTER_Y,
      width: 2 * NODE_WIDTH + 5 * GAP,
      height: bottom - CLUSTER_Y,
    },
    controlPlane: CONTROL_PLANE,
    services: new Map(services.map((key, at): [string, Box] => [key, serviceBox(at)])),
    moreServices:
      moreServices > 0 ? { count: moreServices, box: serviceBox(services.length) } : undefined,
    nodes: boxes,
    doors: doorsOf(boxes, nodesY, isDotted),
    waiting: placeWaiting((places[''] ?? []).filter((key) => key !== undefined)),
    isDotted,
    buses: new Map(
      buses.map((key, at) => [key, nodesY - LOWEST_BUS - (at % MOST_BUSES) * BUS_GAP]),
    ),
    height: bottom,
  };
}

function serviceBox(at: number): Box {
  return {
    x: LEFT + (at % SERVICES_PER_ROW) * (BOX.width + GAP),
    y: SERVICES_Y + Math.floor(at / SERVICES_PER_ROW) * (BOX.height + GAP),
    ...BOX,
  };
}

function podCount(places: PodPlaces): number {
  return Object.values(places).reduce(
    (sum, slots) => sum + slots.filter((key) => key !== undefined).length,
    0,
  );
}

interface Rows {
  readonly y: number;
  readonly places: PodPlaces;
  readonly isDotted: boolean;
  readonly unfolded: readonly string[];
}

function placeNodes(names: readonly string[], rows: Rows): NodeBox[] {
  const boxes: NodeBox[] = [];
  let { y } = rows;
  for (let at = 0; at < names.length; at += NODES_PER_ROW) {
    const row = names.slice(at, at + NODES_PER_ROW).map((name): PodGrid => ({
      name,
      slots: rows.places[name] ?? [],
      isDotted: rows.isDotted,
      isUnfolded: rows.unfolded.includes(name),
    }));
    const height = nodeHeight(Math.max(...row.map(podRowsOf)), rows.isDotted);
    row.forEach((grid, column) => {
      const x = LEFT + column * (NODE_WIDTH + 2 * GAP);
      boxes.push({
        name: grid.name,
        marginX: column === 0 ? LEFT_MARGIN_X : RIGHT_MARGIN_X,
        x,
        y,
        width: NODE_WIDTH,
        height,
        ...placePodsIn(grid, { x, y }),
      });
    });
    y += height + 2 * GAP;
  }
  return boxes;
}

function placeWaiting(keys: readonly string[]): WaitingStrip | undefined {
  if (keys.length === 0) return undefined;
  const at = (place: number): Box => ({
    x: WAITING.x + place * (CHIP.width + CHIP_GAP),
    y: WAITING.y,
    ...CHIP,
  });
  const shown = keys.length > MOST_CHIPS ? MOST_CHIPS - 1 : keys.length;
  return {
    box: WAITING,
    pods: keys.slice(0, shown).map((key, place) => ({ key, ...at(place) })),
    more: keys.length > shown ? { count: keys.length - shown, box: at(shown) } : undefined,
  };
}

function doorsOf(
  nodes: readonly NodeBox[],
  nodesY: number,
  isDotted: boolean,
): ReadonlyMap<string, Door> {
  const doors = new Map<string, Door>();
  for (const node of nodes) {
    const way = {
      laneY: node.y - LANE_ABOVE_NODES,
      marginX: node.marginX,
      isBehindNodes: node.y > nodesY,
    };
    const middle = { x: node.x + node.width / 2, y: node.y, sideX: undefined, ...way };
    for (const pod of node.pods) {
      const isFirstRow = pod.y < node.y + 2 * GAP;
      doors.set(
        pod.key,
        isDotted
          ? middle
          : {
              x: pod.x + pod.width / 2,
              y: pod.y,
              sideX: isFirstRow ? undefined : pod.x - GAP / 2,
              ...way,
            },
      );
    }
    const { folded } = node;
    for (const key of folded?.keys ?? []) {
      const box = folded?.box as Box;
      doors.set(key, {
        x: box.x + box.width / 2,
        y: box.y,
        sideX: box.x - GAP / 2,
        ...way,
      });
    }
  }
  return doors;
}

export function bottomOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height };
}

export function topOf({ x, y, width }: Box): Point {
  return { x: x + width / 2, y };
}
