// The endpoints controller of Kubernetes 1.3: keeps the Endpoints of every Service that has a selector.

import { repackSubsets } from '../../api/core/v1/endpointSubsets.ts';
import type {
  EndpointAddress,
  Endpoints,
  EndpointSubset,
  Pod,
  Service,
} from '../../api/core/v1/objects.ts';
import { isEqual } from '../../api/equality.ts';
import { keyOf, parseKey, type Labels, type ObjectKey } from '../../api/meta.ts';
import type { Action, Change, ClusterView, Component } from '../../apiserver/client.ts';
import { SYNC_EVERY_MS } from './timing.ts';

/** With it pods that are not ready are addresses like others: for Services that find their peers by DNS. */
const TOLERATE_UNREADY = 'service.alpha.kubernetes.io/tolerate-unready-endpoints';

/** What Go takes for true. */
const TRUE = /^(1|t|T|TRUE|true|True)$/;

export function createEndpointsController(): Component {
  return {
    name: 'endpoint-controller',
    tables: [],
    watches: [
      {
        kind: 'Service',
        wakeups: ({ type, key }, view) =>
          type === 'DELETED' ? [] : [{ key: keyOf(key), afterMs: untilNextLook(view) }],
      },
      { kind: 'Pod', wakeups: wakeupsOfPod },
    ],
    reconcile: (view, key) => reconcileEndpoints(view, parseKey(key)),
  };
}

/** Says what the Endpoints of one Service should be. */
function reconcileEndpoints(view: ClusterView, key: ObjectKey): Action[] {
  const service = view.get('Service', key);
  if (!service?.spec.selector) return []; // Deleted, or somebody else keeps its Endpoints.
  const subsets = subsetsOf(view, service, service.spec.selector);
  const labels = service.metadata.labels;
  const current = view.get('Endpoints', key);
  const { namespace, name } = key;
  const collection = `/api/v1/namespaces/${namespace}/endpoints`;
  const body: Endpoints = {
    kind: 'Endpoints',
    apiVersion: 'v1',
    metadata: { ...(current?.metadata ?? { name, namespace }), labels: labels ?? {} },
    subsets,
  };
  if (!current) {
    return [{ type: 'request', request: { method: 'POST', path: collection, body } }];
  }
  if (isEqual(current.subsets, subsets) && isEqual(current.metadata.labels ?? {}, labels ?? {})) {
    return [];
  }
  const path = `${collection}/${name}`;
  return [{ type: 'request', request: { method: 'PUT', path, body } }];
}

function subsetsOf(
  view: ClusterView,
  service: Service,
  selector: Readonly<Record<string, string>>,
): EndpointSubset[] {
  const namespace = service.metadata.namespace ?? '';
  const toleratesUnready = TRUE.test(service.metadata.annotations?.[TOLERATE_UNREADY] ?? '');
  const found: EndpointSubset[] = [];
  for (const pod of view.select('Pod', namespace, selector)) {
    if (!pod.status.podIP || pod.metadata.deletionTimestamp) continue;
    for (const { name, protocol, targetPort } of service.spec.ports) {
      const port =
        typeof targetPort === 'number' ? targetPort : findPort(pod, targetPort, protocol);
      if (port === undefined) continue;
      const addresses = [addressOf(pod, service)];
      const ports = [{ ...(name ? { name } : {}), port, protocol }];
      const isAnswering = toleratesUnready || isReady(pod);
      found.push(isAnswering ? { addresses, ports } : { notReadyAddresses: addresses, ports });
    }
  }
  return repackSubsets(found);
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const { name, namespace, uid, resourceVersion } = pod.metadata;
  const { hostname, subdomain } = pod.spec;
  return {
    ip: pod.status.podIP ?? '',
    ...(hostname && subdomain === service.metadata.name ? { hostname } : {}),
    targetRef: {
      kind: 'Pod',
      ...(namespace === undefined ? {} : { namespace }),
      name,
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
  };
}

/** The number of a named container port of that protocol. */
function findPort(pod: Pod, portName: string, protocol: string): number | undefined {
  for (const { ports } of pod.spec.containers) {
    const found = ports?.find((port) => port.name === portName && port.protocol === protocol);
    if (found) return found.containerPort;
  }
  return undefined;
}

function isReady({ status }: Pod): boolean {
  return (
    status.conditions?.some(
      (condition) => condition.type === 'Ready' && condition.status === 'True',
    ) ?? false
  );
}

/** A pod wakes every Service that selects it or selected it before. */
function wakeupsOfPod(change: Change, view: ClusterView): { key: string; afterMs: number }[] {
  const { namespace } = change.key;
  const { labels = {} } = change.object.metadata;
  const before = change.previous?.metadata.labels ?? labels;
  const namesFor = (of: Labels) =>
    view.selecting('Service', namespace, of).map(({ metadata }) => metadata.name);
  const names =
    before === labels
      ? namesFor(labels)
      : [...new Set([...namesFor(labels), ...namesFor(before)])].sort();
  return names.map((name) => ({ key: `${namespace}/${name}`, afterMs: untilNextLook(view) }));
}

function untilNextLook({ now }: ClusterView): number {
  return SYNC_EVERY_MS - (now % SYNC_EVERY_MS);
}
