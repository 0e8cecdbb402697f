// Lines from each Service to the pods that its Endpoints name; the path of requests that are on their way is marked.

import { memo, useMemo } from 'react';
import { ViewportPortal } from '@xyflow/react';
import { podKeysOf, useSession, useShallow } from '../../session/index.ts';
import { busOf, routeToPod, toPath, type Geometry } from './geometry.ts';

export const Edges = memo(function Edges({ geometry }: { geometry: Geometry }) {
  const active = useActivePods();
  return (
    <ViewportPortal>
      <svg
        className="edges"
        width={716}
        height={geometry.height}
        aria-hidden="true"
        focusable="false"
      >
        {[...geometry.services.keys()].map((key, index) => (
          <ServiceEdges key={key} service={key} index={index} geometry={geometry} active={active} />
        ))}
      </svg>
    </ViewportPortal>
  );
});

function ServiceEdges({
  service,
  index,
  geometry,
  active,
}: {
  service: string;
  index: number;
  geometry: Geometry;
  active: readonly string[];
}) {
  const endpoints = useSession(({ tables }) => tables.Endpoints[service]);
  const isSelected = useSession(
    ({ selection }) =>
      selection?.type === 'object' && selection.kind === 'Service' && selection.key === service,
  );
  const pods = useMemo(() => podKeysOf(endpoints), [endpoints]);
  const from = geometry.services.get(service);
  if (!from) return null;
  const bus = busOf(geometry, index);
  const paths = new Map<string, boolean>();
  for (const key of pods) {
    const to = geometry.pods.get(key);
    if (!to) continue;
    const path = toPath(routeToPod(from, to, bus));
    paths.set(path, (paths.get(path) ?? false) || active.includes(`${service} ${key}`));
  }
  return [...paths]
    .sort(([, one], [, other]) => Number(one) - Number(other))
    .map(([path, isActive]) => (
      <path key={path} d={path} className={isActive ? 'active' : isSelected ? 'near' : ''} />
    ));
}

/** `SERVICE POD` of the requests that are under way. */
function useActivePods(): readonly string[] {
  return useSession(
    useShallow(({ tables }) => {
      const open = Object.values(tables.connections).filter(({ stage }) => stage !== 'closed');
      return open.flatMap(({ original, packet }) => {
        const service = Object.entries(tables.Service).find(
          ([, { spec }]) => spec.clusterIP === original.destinationIP,
        )?.[0];
        const pod = Object.entries(tables.Pod).find(
          ([, { status }]) => status.podIP === packet.destinationIP,
        )?.[0];
        return service && pod ? [`${service} ${pod}`] : [];
      });
    }),
  );
}
