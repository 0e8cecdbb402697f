// The loops inside kube-apiserver: they keep the Service `kubernetes` and the system's namespaces, mend what is allocated,
// and let old Events expire.

import { parseTimestamp } from '../api/calendar.ts';
import { keyOf, parseKey } from '../api/meta.ts';
import type { Action, ApiRequest, ClusterView, Component } from './client.ts';
import { keepKubernetesService, keepNamespace, type MasterOptions } from './masterObjects.ts';
import { repairAllocation, type AllocationRanges } from './serviceAllocation.ts';
import { EVENT_TTL_MS, KUBERNETES_SERVICE_MS, REPAIR_MS, SYSTEM_NAMESPACES_MS } from './timing.ts';

/** Loops by the key of their wakeup; other keys are Events. */
const loops: Readonly<Record<string, { readonly everyMs: number; readonly run: Loop }>> = {
  'kubernetes service': {
    everyMs: KUBERNETES_SERVICE_MS,
    run: (view, options) => keepKubernetesService(view, options).map(requestAction),
  },
  'system namespaces': {
    everyMs: SYSTEM_NAMESPACES_MS,
    run: (view) => keepNamespace(view, 'kube-system').map(requestAction),
  },
  'repair allocation': { everyMs: REPAIR_MS, run: repairAllocation },
};

type Options = MasterOptions & AllocationRanges;
type Loop = (view: ClusterView, options: Options) => Action[];

export function createMasterController(options: Options): Component {
  return {
    name: 'kube-apiserver',
    tables: [],
    watches: [
      {
        kind: 'Event',
        wakeups: ({ type, key }) =>
          type === 'DELETED' ? [] : [{ key: keyOf(key), afterMs: EVENT_TTL_MS }],
      },
    ],
    start: () => Object.keys(loops).map(again),
    reconcile(view, key) {
      const loop = loops[key];
      return loop ? [...loop.run(view, options), again(key)] : expireEvent(view, key);
    },
    isPeriodic: () => true,
  };
}

function again(key: string): Action {
  return { type: 'wake', key, afterMs: loops[key]?.everyMs ?? 0 };
}

function expireEvent(view: ClusterView, key: string): Action[] {
  const { namespace, name } = parseKey(key);
  const event = view.get('Event', { namespace, name });
  if (!event || view.now < parseTimestamp(event.lastTimestamp) + EVENT_TTL_MS) return [];
  const path = `/api/v1/namespaces/${namespace}/events/${name}`;
  return [requestAction({ method: 'DELETE', path })];
}

function requestAction(request: ApiRequest): Action {
  return { type: 'request', request };
}
