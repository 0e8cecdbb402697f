// What the graph derives of all pods together, once for each state of the tables.

import { isSelectedBy, podKeysOf, type Session } from '../../session/index.ts';

type Tables = Session['tables'];

let last: { readonly from: Tables; readonly pods: ReadonlyMap<string, readonly string[]> };

/** Pods that a Service asks for but does not send to, by Service: not ready, or not written yet. */
export function declaredPods(tables: Tables): ReadonlyMap<string, readonly string[]> {
  const from = last?.from;
  const isKnown =
    from?.Pod === tables.Pod &&
    from.Service === tables.Service &&
    from.Endpoints === tables.Endpoints;
  if (!isKnown) last = { from: tables, pods: declare(tables) };
  return last.pods;
}

function declare(tables: Tables): Map<string, readonly string[]> {
  const declared = new Map<string, readonly string[]>();
  for (const [key, service] of Object.entries(tables.Service)) {
    const written = new Set(podKeysOf(tables.Endpoints[key]));
    const pods = Object.entries(tables.Pod).flatMap(([each, pod]) =>
      isSelectedBy(service, pod) && !written.has(each) && !pod.metadata.deletionTimestamp
        ? [each]
        : [],
    );
    if (pods.length > 0) declared.set(key, pods);
  }
  return declared;
}
