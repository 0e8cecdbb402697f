// Who selects whom by labels: what the graph joins while one points at a Service or a pod.

import { matchesSelector } from '../cluster/api/labels.ts';
import type { Pod, Service } from '../cluster/api/core/v1/objects.ts';
import type { Session, Tables } from './store.ts';

const NONE: ReadonlySet<string> = new Set();

export function isSelectedBy(service: Service, pod: Pod): boolean {
  const { selector = {} } = service.spec;
  return (
    pod.metadata.namespace === service.metadata.namespace &&
    Object.keys(selector).length > 0 &&
    matchesSelector(selector, pod.metadata.labels)
  );
}

let known: { readonly tables: Tables; readonly pointed: string; readonly keys: Set<string> };

/** `KIND key` of everything that the thing one points at on the graph selects, or that selects it. */
export function joinedTo({ tables, pointedItem: pointed }: Session): ReadonlySet<string> {
  if (pointed === undefined) return NONE;
  if (known?.tables !== tables || known.pointed !== pointed) {
    known = { tables, pointed, keys: new Set(joinedKeys(tables, pointed)) };
  }
  return known.keys;
}

function joinedKeys(tables: Tables, pointed: string): string[] {
  const [kind = '', key = ''] = pointed.split(' ');
  const service = kind === 'Service' ? tables.Service[key] : undefined;
  const pod = kind === 'Pod' ? tables.Pod[key] : undefined;
  if (service) {
    return Object.entries(tables.Pod).flatMap(([each, one]) =>
      isSelectedBy(service, one) ? [`Pod ${each}`] : [],
    );
  }
  if (!pod) return [];
  return Object.entries(tables.Service).flatMap(([each, one]) =>
    isSelectedBy(one, pod) ? [`Service ${each}`] : [],
  );
}

/** name=value pairs as kubectl prints a selector. */
export function selectorText(labels: Readonly<Record<string, string>> = {}): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

/** Why a Service leads nowhere, or what it does without a selector. */
export function emptyReason(service: Service, pods: Tables['Pod']): string {
  const { selector = {} } = service.spec;
  if (Object.keys(selector).length === 0) {
    return 'It has no selector, so its Endpoints are written by hand, and none are.';
  }
  const matching = Object.values(pods).filter((pod) => isSelectedBy(service, pod)).length;
  return matching === 0
    ? `No pod has the labels ${selectorText(selector)}.`
    : `${matching} ${matching === 1 ? 'pod has' : 'pods have'} the labels ${selectorText(selector)}, but none is ready in its Endpoints yet.`;
}
