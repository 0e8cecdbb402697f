// The present moment: a slider over all lanes. Dragging it, or pressing anywhere on the lanes, is seeking.

import {
  formatClock,
  pause,
  play,
  seek,
  seekEnd,
  seekStart,
  stepBack,
  stepForward,
  useSession,
  type Mark,
} from '../../session/index.ts';
import type { Axis } from './axis.ts';

interface Props {
  readonly track: React.RefObject<HTMLDivElement | null>;
  readonly axis: Axis;
}

const SECOND = 1_000;
/** Half of the flag with the time on it, which never leaves the track. */
const HALF_FLAG = 24;

export function Playhead({ track, axis }: Props) {
  const now = useSession((session) => session.now);
  const mark = useSession(({ tables }) => lastMark(tables.marks));
  const hovered = useSession((session) => session.hoveredTime);
  const onPointer = (event: React.PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (event.buttons === 0) return;
    const left = track.current?.getBoundingClientRect().left ?? 0;
    seek(Math.min(axis.timeAt(event.clientX - left), useSession.getState().endTime));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = keyActions[event.key];
    if (!action) return;
    event.preventDefault();
    action(event.shiftKey ? 10 * SECOND : SECOND);
  };
  const x = axis.x(now);
  const flag = Math.max(HALF_FLAG, Math.min(axis.width - HALF_FLAG, x)) - x;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Time"
      aria-valuemin={0}
      aria-valuemax={Math.round(axis.end)}
      aria-valuenow={Math.round(now)}
      aria-valuetext={`${formatClock(now)}${mark ? `, ${mark}` : ''}`}
      className="slider"
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    >
      {hovered === undefined ? null : (
        <span className="momentLine" style={{ transform: `translateX(${axis.x(hovered)}px)` }} />
      )}
      <span className="playhead" style={{ transform: `translateX(${x}px)` }}>
        <span className="flag" style={{ transform: `translateX(calc(-50% + ${flag}px))` }}>
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
