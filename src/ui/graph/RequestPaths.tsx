// The ways of requests that are under way, selected, or lost a moment ago: accent as far as they came, dashed where they failed.

import { memo } from 'react';
import { useSession, useShallow, type Connection } from '../../session/index.ts';
import { toPath } from './routes.ts';
import { isAtRest, isFreshlyLost, hasBeenLost, wayOf } from './travel.ts';
import type { Surroundings } from './useSurroundings.ts';

export const RequestPaths = memo(function RequestPaths({
  surroundings,
}: {
  surroundings: Surroundings;
}) {
  const followed = useSession(
    useShallow(({ tables, selection, now }) =>
      Object.values(tables.connections).filter(
        (connection) =>
          (connection.stage !== 'closed' && !isAtRest(connection)) ||
          isFreshlyLost(connection, now) ||
          (selection?.type === 'connection' && Number(selection.key) === connection.id),
      ),
    ),
  );
  const came = new Set<string>();
  const failed = new Set<string>();
  for (const connection of followed) {
    const { way, failure } = pathsOf(connection, surroundings);
    came.add(way);
    if (failure !== undefined) failed.add(failure);
  }
  return (
    <>
      {[...came].map((path) => (
        <path key={path} d={path} className="active" />
      ))}
      {[...failed].map((path) => (
        <path key={path} d={path} className="failed" />
      ))}
    </>
  );
});

function pathsOf(
  connection: Connection,
  surroundings: Surroundings,
): { readonly way: string; readonly failure?: string } {
  const points = wayOf(connection, surroundings);
  if (!hasBeenLost(connection)) return { way: toPath(points) };
  return { way: toPath(points.slice(0, -1)), failure: toPath(points.slice(-2)) };
}
