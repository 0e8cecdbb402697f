// What a person would point at: squares are commands, rings pods that came, discs those that became ready, half discs those
// that went, triangles warnings.

import { memo } from 'react';
import { formatCount, useSession, type Mark } from '../../session/index.ts';
import { LANE, type Axis } from './axis.ts';

/** From one mark to the next, so that each shape can be told. */
const SPACING = 11;
/** A mark may stand so far from its moment; what would be further is left out. */
const MOST_SHIFT = 2 * SPACING;

export const MarkLane = memo(function MarkLane({ axis, y }: { axis: Axis; y: number }) {
  const marks = useSession(({ tables }) => tables.marks);
  const future = useSession((session) => session.future.marks);
  const known = [...Object.entries(marks), ...Object.entries(future)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return placeMarks(known, axis).map(({ key, mark, x }) => (
    <g key={key} opacity={key in future ? 0.4 : 1}>
      <title>{mark.text}</title>
      <MarkShape kind={mark.kind} x={x} y={y + LANE / 2} />
    </g>
  ));
});

interface PlacedMark {
  readonly key: string;
  readonly mark: Mark;
  readonly x: number;
}

/** Marks of one moment stand side by side in their order, one of each kind. */
function placeMarks(marks: readonly (readonly [string, Mark])[], axis: Axis): PlacedMark[] {
  const placed: PlacedMark[] = [];
  let inGroup = new Set<string>();
  let last = -SPACING;
  for (const [key, mark] of marks) {
    const wanted = axis.x(mark.time);
    const x = Math.max(wanted, last + SPACING);
    if (x === wanted) inGroup = new Set();
    if (inGroup.has(mark.kind) || x - wanted > MOST_SHIFT) continue;
    inGroup.add(mark.kind);
    placed.push({ key, mark, x });
    last = x;
  }
  return placed;
}

function MarkShape({ kind, x, y }: { kind: Mark['kind']; x: number; y: number }) {
  switch (kind) {
    case 'command':
      return <rect x={x - 4} y={y - 4} width="8" height="8" rx="1.5" fill="var(--accent)" />;
    case 'created':
      return (
        <circle
          cx={x}
          cy={y}
          r="4"
          fill="none"
          stroke="var(--warn)"
          strokeWidth="1.5"
          strokeDasharray="2.2 2"
        />
      );
    case 'ready':
      return <circle cx={x} cy={y} r="4.5" fill="var(--ok)" />;
    case 'deleted':
      return (
        <>
          <circle cx={x} cy={y} r="4" fill="none" stroke="var(--terminating)" strokeWidth="1.5" />
          <path d={`M${x},${y - 4}a4,4 0 0 1 0,8z`} fill="var(--terminating)" />
        </>
      );
    case 'warning':
      return <path d={`M${x},${y - 5}l5,9h-10z`} fill="var(--bad)" />;
  }
}

export function MarkCount() {
  const count = useSession(({ tables }) => Object.keys(tables.marks).length);
  return <strong>{formatCount(count)}</strong>;
}
