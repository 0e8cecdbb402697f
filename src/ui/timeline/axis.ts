// The axis of time: its end grows in round steps, so that it does not creep while time runs.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ENDS = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE];
const STEPS = [5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];
/** A tick needs so many pixels. */
const TICK_WIDTH = 72;
/** Free room at both ends, so that a mark at the very beginning is whole. */
const INSET = 8;

export const LANE = 16;
const GAP = 3;
export const RULER = 22;

/** The end of the axis for a last moment, ms. */
export function axisEnd(last: number): number {
  const wanted = last * 1.05;
  return ENDS.find((end) => end >= wanted) ?? Math.ceil(wanted / (60 * MINUTE)) * 60 * MINUTE;
}

/** Where the axis has figures. */
export function ticksOf({ end, width }: Pick<Axis, 'end' | 'width'>): number[] {
  const most = Math.max(1, Math.floor(width / TICK_WIDTH));
  const step = STEPS.find((each) => end / each <= most) ?? end;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => at * step);
}

/** From virtual ms to pixels and back. */
export interface Axis {
  readonly end: number;
  readonly width: number;
  x(ms: number): number;
  timeAt(x: number): number;
}

export function makeAxis(end: number, width: number): Axis {
  const room = Math.max(1, width - 2 * INSET);
  return {
    end,
    width,
    x: (ms) => INSET + (ms / end) * room,
    timeAt: (x) => Math.max(0, Math.min(end, ((x - INSET) / room) * end)),
  };
}

/** The top of a lane. */
export function laneY(lane: number): number {
  return RULER + lane * (LANE + GAP);
}
