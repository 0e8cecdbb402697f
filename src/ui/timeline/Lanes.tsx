// The lanes: sizes of ReplicationControllers, requests, marks, branches; and the playhead, which is a slider.

import { useMemo, useRef, useSyncExternalStore } from 'react';
import { formatClock, useSession, useShallow } from '../../session/index.ts';
import { axisEnd, laneY, makeAxis, RULER, ticksOf, type Axis } from './axis.ts';
import { BranchCount, BranchLane } from './BranchLane.tsx';
import { MarkCount, MarkLane } from './MarkLane.tsx';
import { Playhead } from './Playhead.tsx';
import { RequestLane, RequestTotals } from './RequestLane.tsx';
import { controllerNames, SizeLane, SizeNow } from './SizeLane.tsx';

const HEIGHT = 143;

export function Lanes() {
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const end = useSession((session) => axisEnd(Math.max(session.endTime, session.now)));
  const axis = useMemo(() => makeAxis(end, width), [end, width]);
  const names = useSession(
    useShallow(({ tables, future }) => controllerNames(tables.sizes, future.sizes)),
  );
  return (
    <div className="lanes">
      <ul className="laneLabels">
        {names.map((name) => (
          <li key={name}>
            <span className="laneName" title={name}>
              {name}
            </span>
            <SizeNow name={name} />
          </li>
        ))}
        <li>
          <span className="laneName">requests</span> <RequestTotals />
        </li>
        <li>
          <span className="laneName">Events</span> <MarkCount />
        </li>
        <li>
          <span className="laneName">branches</span> <BranchCount />
        </li>
      </ul>
      <div className="track" ref={track}>
        <Ruler axis={axis} />
        <svg className="laneSvg" width={width} height={HEIGHT} aria-hidden="true" focusable="false">
          <NotRunYet axis={axis} />
          {names.map((name, lane) => (
            <SizeLane key={name} name={name} axis={axis} lane={lane} />
          ))}
          <RequestLane axis={axis} y={laneY(names.length)} />
          <MarkLane axis={axis} y={laneY(names.length + 1)} />
        </svg>
        <BranchLane axis={axis} y={laneY(names.length + 2)} height={HEIGHT} />
        <Playhead track={track} axis={axis} />
      </div>
    </div>
  );
}

/** Half the playhead's flag and half a figure: figures nearer than that to the playhead would lie under it. */
const FLAG_ROOM = 42;

function Ruler({ axis }: { axis: Axis }) {
  const flag = useSession(({ now }) => Math.round(axis.x(now)));
  const ticks = ticksOf(axis);
  return (
    <div className="ruler" aria-hidden="true">
      {ticks.map((ms, at) => {
        const x = axis.x(ms);
        const place = at === 0 ? 'first' : ms === axis.end ? 'last' : '';
        return Math.abs(x - flag) < FLAG_ROOM ? null : (
          <span key={ms} className={place} style={{ left: x }}>
            {formatClock(ms).replace(/\.\d$/, '')}
          </span>
        );
      })}
    </div>
  );
}

/** What has not run yet is hatched. */
function NotRunYet({ axis }: { axis: Axis }) {
  const from = useSession((session) => axis.x(session.endTime));
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
      <rect
        x={from}
        y={RULER}
        width={Math.max(0, axis.width - from)}
        height={HEIGHT - RULER}
        fill="url(#hatch)"
      />
    </>
  );
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
