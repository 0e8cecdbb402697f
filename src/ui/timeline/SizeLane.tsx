// How many pods a ReplicationController counts over time. Past the playhead what has run is drawn faintly.

import { memo, useMemo } from 'react';
import { useSession, type SizeRecord } from '../../session/index.ts';
import { LANE, laneY, type Axis } from './axis.ts';

type Sizes = Readonly<Record<string, SizeRecord>>;

/** The two that changed last. */
export function controllerNames(sizes: Sizes, future: Sizes): string[] {
  const latest = new Map<string, number>();
  for (const [key, { time }] of [...Object.entries(sizes), ...Object.entries(future)]) {
    const name = nameIn(key);
    latest.set(name, Math.max(latest.get(name) ?? 0, time));
  }
  const two = [...latest].sort(([, one], [, other]) => other - one).slice(0, 2);
  return two.map(([name]) => name).sort();
}

/** `KIND namespace/NAME TIME` */
function nameIn(key: string): string {
  return key.split('/')[1]?.split(' ')[0] ?? '';
}

function sizesOf(sizes: Sizes, name: string): SizeRecord[] {
  return Object.keys(sizes)
    .filter((key) => nameIn(key) === name)
    .sort()
    .map((key) => sizes[key] as SizeRecord);
}

export function SizeNow({ name }: { name: string }) {
  const size = useSession(({ tables }) => sizesOf(tables.sizes, name).at(-1)?.size ?? 0);
  return <strong>{size}</strong>;
}

interface Props {
  readonly name: string;
  readonly axis: Axis;
  readonly lane: number;
}

export const SizeLane = memo(function SizeLane({ name, axis, lane }: Props) {
  const sizes = useSession(({ tables }) => tables.sizes);
  const future = useSession((session) => session.future.sizes);
  const now = useSession((session) => Math.round(axis.x(session.now)));
  const end = useSession((session) => Math.round(axis.x(session.endTime)));
  const past = useMemo(() => sizesOf(sizes, name), [sizes, name]);
  const ahead = useMemo(() => sizesOf(future, name), [future, name]);
  const highest = Math.max(
    1,
    ...[...Object.values(sizes), ...Object.values(future)].flatMap(({ size, desired }) => [
      size,
      desired,
    ]),
  );
  const bottom = laneY(lane) + LANE;
  const shape = { axis, bottom, level: (size: number) => bottom - (size / highest) * (LANE - 2) };
  const colour = `var(--v${(lane % 2) + 1})`;
  const present = past.at(-1);
  return (
    <>
      <Steps steps={past} until={now} shape={shape} colour={colour} />
      {end > now ? (
        <g opacity="0.4">
          <Steps
            steps={present ? [{ ...present, time: axis.timeAt(now) }, ...ahead] : ahead}
            until={end}
            shape={shape}
            colour={colour}
          />
        </g>
      ) : null}
    </>
  );
});

function Steps({
  steps,
  until,
  shape: { axis, bottom, level },
  colour,
}: {
  steps: readonly SizeRecord[];
  until: number;
  shape: { axis: Axis; bottom: number; level(size: number): number };
  colour: string;
}) {
  const [first, ...rest] = steps;
  if (!first) return null;
  let top = `${axis.x(first.time)},${level(first.size)}`;
  for (const { time, size } of rest) top += `H${axis.x(time)}V${level(size)}`;
  top += `H${Math.max(until, axis.x(steps.at(-1)?.time ?? 0))}`;
  return (
    <>
      <path
        d={`M${axis.x(first.time)},${bottom}L${top}V${bottom}Z`}
        fill={colour}
        fillOpacity="0.3"
      />
      <path d={`M${top}`} stroke={colour} fill="none" strokeWidth="1.5" />
    </>
  );
}
