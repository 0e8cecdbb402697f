// In which order kube-proxy 1.3 has the endpoints of a port. It compares the new list with the one that it has, and its
// comparison sorts the new list in place, so the order tells how the list came about.

import type { Endpoints } from '../api/core/v1/objects.ts';

/** `ip:port` of the ready addresses, given those that the proxy had. */
export function orderEndpoints(
  before: readonly string[],
  endpoints: Endpoints | undefined,
  portName: string,
): readonly string[] {
  const listed = readyEndpoints(endpoints, portName);
  if (listed.length !== before.length) return listed;
  const sorted = listed.sort();
  return isSame(sorted, [...before].sort()) ? before : sorted;
}

/** As the Endpoints object lists them: subsets, then their ports of that name, then addresses. */
function readyEndpoints(endpoints: Endpoints | undefined, portName: string): string[] {
  return (endpoints?.subsets ?? []).flatMap(({ addresses, ports }) =>
    (ports ?? [])
      .filter(({ name, port }) => (name ?? '') === portName && port > 0)
      .flatMap(({ port }) => (addresses ?? []).map(({ ip }) => `${ip}:${port}`)),
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.every((each, index) => each === other[index]);
}
