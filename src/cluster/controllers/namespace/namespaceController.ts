// The namespace controller of Kubernetes 1.3: a namespace that is to go is emptied kind by kind, waits for its pods' grace,
// then loses its finalizer and is gone. It reads the present state, so each sync begins anew.

import type { Namespace, Pod } from '../../api/core/v1/objects.ts';
import { parseTimestamp } from '../../api/calendar.ts';
import { resources, type Resource } from '../../api/kinds.ts';
import type { Action, ApiRequest, ClusterView, Component } from '../../apiserver/client.ts';
import { FIRST_RETRY_MS, LONGEST_RETRY_MS, RESYNC_MS, SYNC_DELAY_MS } from './timing.ts';

const FINALIZER = 'kubernetes';

const RESYNC = '*';

/** How often a namespace was found with something in it that should have been gone: name -> Failures. */
const FAILURES = 'namespaceFailures';

interface Failures {
  readonly count: number;
}

export function createNamespaceController(): Component {
  return {
    name: 'namespace-controller',
    tables: [FAILURES],
    watches: [
      {
        kind: 'Namespace',
        wakeups: ({ type, key, object }) =>
          type !== 'DELETED' && object.metadata.deletionTimestamp !== undefined
            ? [{ key: key.name, afterMs: SYNC_DELAY_MS }]
            : [],
      },
    ],
    start: () => [{ type: 'wake', key: RESYNC, afterMs: RESYNC_MS }],
    reconcile: (view, key) => (key === RESYNC ? resync(view) : syncNamespace(view, key)),
    isPeriodic: (key) => key === RESYNC,
  };
}

function resync(view: ClusterView): Action[] {
  const going = view.list('Namespace').filter(({ metadata }) => metadata.deletionTimestamp);
  return [
    ...going.map(({ metadata }): Action => ({ type: 'wake', key: metadata.name, afterMs: 0 })),
    { type: 'wake', key: RESYNC, afterMs: RESYNC_MS },
  ];
}

/** Says what brings a namespace that is to go nearer to its end. */
function syncNamespace(view: ClusterView, name: string): Action[] {
  const namespace = view.get('Namespace', { namespace: '', name });
  if (!namespace?.metadata.deletionTimestamp) return [];
  if (isFinalized(namespace)) return [request({ method: 'DELETE', path: pathOf(name) })];
  const full = resources.filter(
    ({ kind, isNamespaced }) => isNamespaced && view.list(kind, name).length > 0,
  );
  if (full.length === 0) return finish(namespace);
  const because: Action = {
    type: 'because',
    text: `Namespace ${name} was to go and had ${full.map(({ plural }) => plural).join(', ')} in it`,
  };
  return [
    because,
    ...full.flatMap((resource) => empty(view, resource, name)),
    ...later(view, namespace),
  ];
}

/** Services of 1.3 cannot be deleted all at once, so one by one; a pod that goes already is left to its kubelet. */
function empty(view: ClusterView, { kind, plural }: Resource, namespace: string): Action[] {
  const collection = `${pathOf(namespace)}/${plural}`;
  if (kind !== 'Service') return [request({ method: 'DELETE', path: collection })];
  return view
    .list('Service', namespace)
    .map(({ metadata }) => request({ method: 'DELETE', path: `${collection}/${metadata.name}` }));
}

/** Half the longest grace of a pod that is still there and a second more, as 1.3 waits; else as after a failure. */
function later(view: ClusterView, { metadata }: Namespace): Action[] {
  const { name, deletionTimestamp = '' } = metadata;
  const seconds = Math.max(0, ...view.list('Pod', name).filter(isRunning).map(graceOf));
  const hasPassed = view.now - parseTimestamp(deletionTimestamp) >= seconds * 1000;
  if (!hasPassed) {
    return [{ type: 'wake', key: name, afterMs: (Math.floor(seconds / 2) + 1) * 1000 }];
  }
  const count = view.read<Failures>(FAILURES, name)?.count ?? 0;
  const afterMs = Math.min(FIRST_RETRY_MS * 2 ** count, LONGEST_RETRY_MS);
  return [
    { type: 'write', table: FAILURES, key: name, value: { count: count + 1 } },
    { type: 'wake', key: name, afterMs },
  ];
}

function isRunning({ spec, status }: Pod): boolean {
  return spec.nodeName !== undefined && status.phase !== 'Succeeded' && status.phase !== 'Failed';
}

function graceOf({ spec }: Pod): number {
  return spec.terminationGracePeriodSeconds;
}

function finish(namespace: Namespace): Action[] {
  const path = pathOf(namespace.metadata.name);
  const finalizers = (namespace.spec.finalizers ?? []).filter((each) => each !== FINALIZER);
  const body: Namespace = { ...namespace, spec: finalizers.length === 0 ? {} : { finalizers } };
  return [
    { type: 'write', table: FAILURES, key: namespace.metadata.name, value: undefined },
    request({ method: 'PUT', path: `${path}/finalize`, body }),
    ...(finalizers.length === 0 ? [request({ method: 'DELETE', path })] : []),
  ];
}

function isFinalized({ spec }: Namespace): boolean {
  return (spec.finalizers ?? []).length === 0;
}

function pathOf(name: string): string {
  return `/api/v1/namespaces/${name}`;
}

function request(apiRequest: ApiRequest): Action {
  return { type: 'request', request: apiRequest };
}
