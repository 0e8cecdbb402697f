// Pods within their node: cards in rows of three, by slot. Past two rows they fold into one tile; in a crowd they are dots.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PodTile extends Box {
  readonly key: string;
}

/** Pods that one tile stands for. */
interface Folded {
  readonly keys: readonly string[];
  readonly box: Box;
}

export interface NodeBox extends Box {
  readonly name: string;
  readonly marginX: number;
  readonly pods: readonly PodTile[];
  readonly folded: Folded | undefined;
  /** The tile that folds an unfolded node again. */
  readonly fold: Box | undefined;
}

export interface PodGrid {
  readonly name: string;
  readonly slots: readonly (string | undefined)[];
  readonly isDotted: boolean;
  readonly isUnfolded: boolean;
}

const GAP = 8;
const POD = { width: 100, height: 56 };
const PODS_PER_ROW = 3;
const POD_ROWS = 2;
const MOST_PODS = PODS_PER_ROW * POD_ROWS;
const NODE_FOOT = 58;
const DOT = 10;
const DOT_PITCH = 14;
const DOTS_PER_ROW = 22;

export function podRowsOf({ slots, isDotted, isUnfolded }: PodGrid): number {
  if (isDotted) return Math.max(1, Math.ceil(slots.length / DOTS_PER_ROW));
  const isOpen = isUnfolded && slots.length > MOST_PODS;
  const rows = Math.max(1, Math.ceil((slots.length + (isOpen ? 1 : 0)) / PODS_PER_ROW));
  return isOpen ? rows : Math.min(POD_ROWS, rows);
}

export function nodeHeight(podRows: number, isDotted: boolean): number {
  return GAP + podRows * (isDotted ? DOT_PITCH : POD.height + GAP) + NODE_FOOT;
}

export function placePodsIn(
  { slots, isDotted, isUnfolded }: PodGrid,
  corner: Point,
): Pick<NodeBox, 'pods' | 'folded' | 'fold'> {
  if (isDotted) return { pods: tiles(slots, corner, dotAt), folded: undefined, fold: undefined };
  const isTooMany = slots.length > MOST_PODS;
  if (!isTooMany || isUnfolded) {
    return {
      pods: tiles(slots, corner, cardAt),
      folded: undefined,
      fold: isTooMany ? cardAt(slots.length, corner) : undefined,
    };
  }
  const shown = slots.slice(0, MOST_PODS - 1);
  const keys = slots.slice(MOST_PODS - 1).filter((key) => key !== undefined);
  return {
    pods: tiles(shown, corner, cardAt),
    folded: keys.length > 0 ? { keys, box: cardAt(MOST_PODS - 1, corner) } : undefined,
    fold: undefined,
  };
}

function tiles(
  slots: readonly (string | undefined)[],
  corner: Point,
  at: (slot: number, corner: Point) => Box,
): PodTile[] {
  return slots.flatMap((key, slot) => (key === undefined ? [] : [{ key, ...at(slot, corner) }]));
}

function cardAt(slot: number, { x, y }: Point): Box {
  return {
    x: x + GAP + (slot % PODS_PER_ROW) * (POD.width + GAP),
    y: y + GAP + Math.floor(slot / PODS_PER_ROW) * (POD.height + GAP),
    ...POD,
  };
}

function dotAt(slot: number, { x, y }: Point): Box {
  return {
    x: x + GAP + 4 + (slot % DOTS_PER_ROW) * DOT_PITCH,
    y: y + GAP + 2 + Math.floor(slot / DOTS_PER_ROW) * DOT_PITCH,
    width: DOT,
    height: DOT,
  };
}
