// What the graph derives of all pods together, once for each state of the tables.

import { drawnServices, isSelectedBy, podKeysOf, type Session } from '../../session/index.ts';

type Tables = Session['tables'];

let last: {
  readonly from: Tables;
  readonly services: readonly string[];
  readonly pods: ReadonlyMap<string, readonly string[]>;
};

/** Pods that a Service asks for but does not send to, by Service: not ready, or not written yet. */
export function declaredPods(session: Session): ReadonlyMap<string, readonly string[]> {
  const { tables } = session;
  const services = drawnServices(session).keys;
  const from = last?.from;
  const isKnown =
    last?.services === services &&
    from?.Pod === tables.Pod &&
    from.Service === tables.Service &&
    from.Endpoints === tables.Endpoints;
  if (!isKnown) last = { from: tables, services, pods: declare(tables, services) };
  return last.pods;
}

function declare(tables: Tables, services: readonly string[]): Map<string, readonly string[]> {
  const declared = new Map<string, readonly string[]>();
  for (const key of services) {
    const service = tables.Service[key];
    if (!service) continue;
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
