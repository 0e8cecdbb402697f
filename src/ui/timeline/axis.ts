// The axis of time: its end grows in round steps, so that it does not creep while time runs.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ENDS = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE];
const STEPS = [5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];
const MOST_TICKS = 12;

/** The end of the axis for a last moment, ms. */
export function axisEnd(last: number): number {
  const wanted = last * 1.05;
  return ENDS.find((end) => end >= wanted) ?? Math.ceil(wanted / (60 * MINUTE)) * 60 * MINUTE;
}

/** Where the axis has figures. */
export function ticksOf(end: number): number[] {
  const step = STEPS.find((each) => end / each <= MOST_TICKS) ?? Math.ceil(end / MOST_TICKS);
  return Array.from({ length: Math.floor(end / step) }, (_, at) => at * step);
}
