// Lines from each Service to the pods that its Endpoints name, dashed ones to those that it only asks for, and over them the ways of requests.

import { memo, useMemo } from 'react';
import { ViewportPortal } from '@xyflow/react';
import { podKeysOf, useSession } from '../../session/index.ts';
import { WIDTH, type Geometry } from './geometry.ts';
import { declaredPods } from './podFacts.ts';
import { RequestPaths } from './RequestPaths.tsx';
import { serviceToPod, toPath } from './routes.ts';
import type { Surroundings } from './useSurroundings.ts';

export const Edges = memo(function Edges({ surroundings }: { surroundings: Surroundings }) {
  const { geometry } = surroundings;
  const chosen = useSession(({ selection }) =>
    selection?.type === 'object' && selection.kind === 'Service' ? selection.key : undefined,
  );
  const keys = [...geometry.services.keys()];
  const inOrder = keys.filter((key) => key !== chosen);
  if (chosen !== undefined && keys.includes(chosen)) inOrder.push(chosen);
  return (
    <ViewportPortal>
      <svg
        className="edges"
        width={WIDTH}
        height={geometry.height}
        aria-hidden="true"
        focusable="false"
      >
        {inOrder.map((key) => (
          <ServiceEdges
            key={key}
            service={key}
            geometry={geometry}
            isFaint={chosen !== undefined && key !== chosen}
          />
        ))}
        <RequestPaths surroundings={surroundings} />
      </svg>
    </ViewportPortal>
  );
});

interface Props {
  readonly service: string;
  readonly geometry: Geometry;
  /** True when another Service is followed. */
  readonly isFaint: boolean;
}

function ServiceEdges({ service, geometry, isFaint }: Props) {
  const endpoints = useSession(({ tables }) => tables.Endpoints[service]);
  const pods = useMemo(() => podKeysOf(endpoints), [endpoints]);
  const declared = useSession((session) => declaredPods(session).get(service)) ?? [];
  const from = geometry.services.get(service);
  const bus = geometry.buses.get(service);
  if (!from || bus === undefined) return null;
  const pathsTo = (keys: readonly string[]) => {
    const doors = keys.flatMap((key) => geometry.doors.get(key) ?? []);
    return [...new Set(doors.map((door) => toPath(serviceToPod(from, door, bus))))];
  };
  const written = pathsTo(pods);
  const faint = isFaint ? 'faint' : '';
  return (
    <>
      {pathsTo(declared)
        .filter((path) => !written.includes(path))
        .map((path) => (
          <path key={path} d={path} className={`declared ${faint}`} />
        ))}
      {written.map((path) => (
        <path key={path} d={path} className={faint} />
      ))}
    </>
  );
}
