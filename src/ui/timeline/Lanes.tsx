// The lanes: sizes of ReplicationControllers, requests, marks, branches; and the playhead, which is a slider.

import { memo, useMemo, useRef, useSyncExternalStore } from 'react';
import {
  formatClock,
  pause,
  play,
  seek,
  seekEnd,
  seekStart,
  stepBack,
  stepForward,
  switchBranch,
  useSession,
  type Mark,
  type SizeRecord,
  useShallow,
} from '../../session/index.ts';
import { axisEnd, ticksOf } from './axis.ts';

const LANE = 16;
const GAP = 3;
const RULER = 22;

export function Lanes() {
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const end = useSession((session) => axisEnd(Math.max(session.endTime, session.now)));
  const x = (ms: number) => (ms / end) * width;
  const names = useSession(useShallow(({ tables }) => controllerNames(tables.sizes)));
  return (
    <div className="lanes">
      <ul className="laneLabels">
        {names.map((name) => (
          <li key={name}>
            {name} <SizeNow name={name} />
          </li>
        ))}
        <li>
          requests <RequestCount />
        </li>
        <li>
          Events <MarkCount />
        </li>
        <li>
          branches <BranchCount />
        </li>
      </ul>
      <div className="track" ref={track}>
        <Ruler end={end} x={x} />
        <svg className="laneSvg" width={width} height={126} aria-hidden="true" focusable="false">
          <Future x={x} width={width} />
          {names.map((name, lane) => (
            <SizeLane key={name} name={name} x={x} y={laneY(lane)} colour={lane} />
          ))}
          <RequestLane x={x} y={laneY(names.length)} end={end} />
          <MarkLane x={x} y={laneY(names.length + 1)} />
        </svg>
        <BranchLane x={x} y={laneY(names.length + 2)} />
        <Playhead track={track} end={end} x={x} />
      </div>
    </div>
  );
}

type Scale = (ms: number) => number;

function laneY(lane: number): number {
  return RULER + lane * (LANE + GAP);
}

function Ruler({ end, x }: { end: number; x: Scale }) {
  return (
    <div className="ruler" aria-hidden="true">
      {ticksOf(end).map((ms) => (
        <span key={ms} style={{ left: x(ms) }}>
          {formatClock(ms).replace(/\.\d$/, '')}
        </span>
      ))}
    </div>
  );
}

/** What has not run yet is hatched. */
function Future({ x, width }: { x: Scale; width: number }) {
  const from = useSession((session) => x(session.endTime));
  return (
    <>
      <defs>
        <pattern
          id="hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--line)" strokeWidth="1" />
        </pattern>
      </defs>
      <rect x={from} y={RULER} width={Math.max(0, width - from)} height={104} fill="url(#hatch)" />
    </>
  );
}

/** The two that changed last. */
function controllerNames(sizes: Readonly<Record<string, SizeRecord>>): string[] {
  const latest = new Map<string, number>();
  for (const [key, { time }] of Object.entries(sizes)) {
    const name = key.split('/')[1]?.split(' ')[0] ?? '';
    latest.set(name, Math.max(latest.get(name) ?? 0, time));
  }
  const two = [...latest].sort(([, one], [, other]) => other - one).slice(0, 2);
  return two.map(([name]) => name).sort();
}

function sizesOf(sizes: Readonly<Record<string, SizeRecord>>, name: string): SizeRecord[] {
  return Object.keys(sizes)
    .filter((key) => key.split('/')[1]?.split(' ')[0] === name)
    .sort()
    .map((key) => sizes[key] as SizeRecord);
}

function SizeNow({ name }: { name: string }) {
  const size = useSession(({ tables }) => sizesOf(tables.sizes, name).at(-1)?.size ?? 0);
  return <strong>{size}</strong>;
}

const SizeLane = memo(function SizeLane({
  name,
  x,
  y,
  colour,
}: {
  name: string;
  x: Scale;
  y: number;
  colour: number;
}) {
  const sizes = useSession(({ tables }) => tables.sizes);
  const now = useSession((session) => Math.round(x(session.now)));
  const steps = useMemo(() => sizesOf(sizes, name), [sizes, name]);
  const highest = Math.max(
    1,
    ...Object.values(sizes).map(({ size, desired }) => Math.max(size, desired)),
  );
  const level = (size: number) => y + LANE - (size / highest) * (LANE - 2);
  let line = '';
  for (const { time, size } of steps) {
    line += line === '' ? `M${x(time)},${level(0)}` : `H${x(time)}`;
    line += `V${level(size)}`;
  }
  if (line === '') return null;
  line += `H${Math.max(now, x(steps.at(-1)?.time ?? 0))}`;
  const token = `var(--v${(colour % 2) + 1})`;
  return (
    <>
      <path d={`${line}V${level(0)}Z`} fill={token} opacity="0.3" />
      <path d={line} stroke={token} fill="none" strokeWidth="1.5" />
    </>
  );
});

const REQUEST_BARS = 120;

/** Bars of requests; lost ones are crosses. */
const RequestLane = memo(function RequestLane({ x, y, end }: { x: Scale; y: number; end: number }) {
  const connections = useSession(({ tables }) => tables.connections);
  const bucket = end / REQUEST_BARS;
  const counts = new Map<number, number>();
  const lost: number[] = [];
  for (const { openedAt, outcome, closedAt } of Object.values(connections)) {
    const at = Math.floor(openedAt / bucket);
    counts.set(at, (counts.get(at) ?? 0) + 1);
    if (outcome && outcome.type !== 'answered') lost.push(closedAt ?? openedAt);
  }
  const most = Math.max(3, ...counts.values());
  return (
    <>
      {[...counts].map(([at, count]) => {
        const height = Math.max(2, (count / most) * (LANE - 2));
        return (
          <rect
            key={at}
            x={x(at * bucket)}
            y={y + LANE - height}
            width={Math.max(1.5, x(bucket) - 1.5)}
            height={height}
            fill="var(--t3)"
          />
        );
      })}
      {lost.map((ms, at) => (
        <path
          key={`${ms} ${at}`}
          d={`M${x(ms) - 4},${y + 4}l8,8m0,-8l-8,8`}
          stroke="var(--bad)"
          strokeWidth="2"
        />
      ))}
    </>
  );
});

function RequestCount() {
  const text = useSession(({ tables }) => {
    const all = Object.values(tables.connections);
    const lost = all.filter(({ outcome }) => outcome && outcome.type !== 'answered').length;
    return lost > 0 ? `${all.length}, ${lost} lost` : String(all.length);
  });
  return <strong>{text}</strong>;
}

const MarkLane = memo(function MarkLane({ x, y }: { x: Scale; y: number }) {
  const marks = useSession(({ tables }) => tables.marks);
  const seen = new Set<string>();
  return Object.values(marks).map((mark, at) => {
    const place = `${mark.kind} ${Math.round(x(mark.time) / 3)}`;
    if (seen.has(place)) return null;
    seen.add(place);
    return <MarkShape key={at} mark={mark} x={x(mark.time)} y={y + LANE / 2} />;
  });
});

function MarkShape({ mark, x, y }: { mark: Mark; x: number; y: number }) {
  const title = <title>{mark.text}</title>;
  switch (mark.kind) {
    case 'command':
      return (
        <rect x={x - 4} y={y - 4} width="8" height="8" rx="1.5" fill="var(--accent)">
          {title}
        </rect>
      );
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
        >
          {title}
        </circle>
      );
    case 'ready':
      return (
        <circle cx={x} cy={y} r="4" fill="var(--ok)">
          {title}
        </circle>
      );
    case 'deleted':
      return (
        <g>
          <circle cx={x} cy={y} r="4" fill="none" stroke="var(--terminating)" strokeWidth="1.5" />
          <path d={`M${x},${y - 4}a4,4 0 0 1 0,8z`} fill="var(--terminating)" />
          {title}
        </g>
      );
    case 'warning':
      return (
        <path d={`M${x},${y - 5}l5,9h-10z`} fill="var(--bad)">
          {title}
        </path>
      );
  }
}

function MarkCount() {
  const count = useSession(({ tables }) => Object.keys(tables.marks).length);
  return <strong>{count}</strong>;
}

function BranchCount() {
  const count = useSession(({ branches }) => Math.max(1, branches.length));
  return <strong>{count}</strong>;
}

/** Futures that were left; click to go back to one. */
function BranchLane({ x, y }: { x: Scale; y: number }) {
  const branches = useSession((session) => session.branches);
  const reached = useSession((session) => session.endTime);
  const shown = branches.slice(-3);
  return (
    <div className="branchLane" style={{ top: y }}>
      {shown.map(({ id, forkTime, endTime, name, isCurrent }) => (
        <button
          key={id}
          type="button"
          className={`branch ${isCurrent ? 'current' : ''}`}
          style={{
            left: x(forkTime),
            width: Math.max(56, x((isCurrent ? reached : endTime) - forkTime)),
          }}
          aria-label={`Branch ${name}${isCurrent ? ', current' : ''}`}
          aria-pressed={isCurrent}
          title={name}
          onClick={() => switchBranch(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

interface PlayheadProps {
  readonly track: React.RefObject<HTMLDivElement | null>;
  readonly end: number;
  readonly x: Scale;
}

const SECOND = 1_000;

function Playhead({ track, end, x }: PlayheadProps) {
  const now = useSession((session) => session.now);
  const mark = useSession(({ tables }) => lastMark(tables.marks));
  const toTime = (clientX: number) => {
    const left = track.current?.getBoundingClientRect().left ?? 0;
    return Math.max(0, ((clientX - left) / x(end)) * end);
  };
  const onPointer = (event: React.PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (event.buttons === 0) return;
    const { endTime } = useSession.getState();
    seek(Math.min(toTime(event.clientX), endTime));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = keyActions[event.key];
    if (!action) return;
    event.preventDefault();
    action(event.shiftKey ? 10 * SECOND : SECOND);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Time"
      aria-valuemin={0}
      aria-valuemax={Math.round(end)}
      aria-valuenow={Math.round(now)}
      aria-valuetext={`${formatClock(now)}${mark ? `, ${mark}` : ''}`}
      className="slider"
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    >
      <span className="playhead" style={{ transform: `translateX(${x(now)}px)` }}>
        <span className="flag" style={{ transform: `translateX(max(-50%, ${-x(now)}px))` }}>
          {formatClock(now)}
        </span>
      </span>
    </div>
  );
}

const keyActions: Readonly<Record<string, (ms: number) => void>> = {
  ArrowLeft: (ms) => seek(Math.max(0, useSession.getState().now - ms)),
  ArrowRight: (ms) => seek(useSession.getState().now + ms),
  PageDown: stepBack,
  PageUp: stepForward,
  Home: seekStart,
  End: seekEnd,
  ' ': () => (useSession.getState().isPlaying ? pause() : play()),
};

/** What happened last before now: spoken with the time. */
function lastMark(marks: Readonly<Record<string, Mark>>): string | undefined {
  let last = '';
  for (const key of Object.keys(marks)) if (key > last) last = key;
  return marks[last]?.text;
}

function useWidth(ref: React.RefObject<HTMLElement | null>): number {
  return useSyncExternalStore(
    (onChange) => {
      const observer = new ResizeObserver(onChange);
      if (ref.current) observer.observe(ref.current);
      return () => observer.disconnect();
    },
    () => ref.current?.clientWidth ?? 600,
  );
}
