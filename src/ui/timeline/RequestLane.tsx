// Requests over time: bars of how many there were, and a cross where some were lost.

import { memo } from 'react';
import { formatCount, useSession, type RequestCount } from '../../session/index.ts';
import { LANE, type Axis } from './axis.ts';

const MOST_BARS = 120;
const BAR_GAP = 2;

interface Bar {
  answered: number;
  lost: number;
}

export const RequestLane = memo(function RequestLane({ axis, y }: { axis: Axis; y: number }) {
  const counts = useSession(({ tables }) => tables.requestCounts);
  const future = useSession((session) => session.future.requestCounts);
  const span = axis.end / MOST_BARS;
  const past = barsOf(Object.values(counts), span);
  const ahead = barsOf(Object.values(future), span);
  const highest = Math.max(3, ...[...past.values(), ...ahead.values()].map(total));
  const place = { axis, y, span, highest };
  return (
    <>
      <Bars bars={past} place={place} />
      <g opacity="0.4">
        <Bars bars={ahead} place={place} />
      </g>
    </>
  );
});

function barsOf(counts: readonly RequestCount[], span: number): Map<number, Bar> {
  const bars = new Map<number, Bar>();
  for (const { time, answered, lost } of counts) {
    const at = Math.floor(time / span);
    const bar = bars.get(at) ?? { answered: 0, lost: 0 };
    bars.set(at, { answered: bar.answered + answered, lost: bar.lost + lost });
  }
  return bars;
}

function total({ answered, lost }: Bar): number {
  return answered + lost;
}

interface Place {
  readonly axis: Axis;
  readonly y: number;
  readonly span: number;
  readonly highest: number;
}

function Bars({
  bars,
  place: { axis, y, span, highest },
}: {
  bars: ReadonlyMap<number, Bar>;
  place: Place;
}) {
  const width = Math.max(2, axis.x(span) - axis.x(0) - BAR_GAP);
  return [...bars].map(([at, bar]) => {
    const x = axis.x(at * span);
    const middle = x + width / 2;
    const height = Math.max(3, (total(bar) / highest) * (LANE - 2));
    return bar.lost > 0 ? (
      <g key={at}>
        <rect x={middle - 7.5} y={y + 0.5} width="15" height="15" fill="var(--bg1)" />
        <path
          d={`M${middle - 4},${y + 4}l8,8m0,-8l-8,8`}
          stroke="var(--bad)"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </g>
    ) : (
      <rect
        key={at}
        x={x}
        y={y + LANE - height}
        width={width}
        height={height}
        rx="1"
        fill="var(--t3)"
      />
    );
  });
}

/** All that ended so far; those lost apart. */
export function RequestTotals() {
  const answered = useSession(({ tables }) => sum(tables.requestCounts, 'answered'));
  const lost = useSession(({ tables }) => sum(tables.requestCounts, 'lost'));
  return (
    <strong>
      {formatCount(answered + lost)}
      {lost > 0 ? (
        <span className="lostCount" aria-label={`, ${lost} lost`}>
          {' '}
          {formatCount(lost)} ×
        </span>
      ) : null}
    </strong>
  );
}

function sum(counts: Readonly<Record<string, RequestCount>>, part: 'answered' | 'lost'): number {
  return Object.values(counts).reduce((all, count) => all + count[part], 0);
}
