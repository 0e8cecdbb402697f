// The service controller of Kubernetes 1.3 with a cloud that we made up: while `orrery cloud on` holds, Services of type
// LoadBalancer get an address of 203.0.113.0/24, or the one that they ask for, and lose it when they want none any more.

import { isEqual } from '../../api/equality.ts';
import { keyOf, parseKey } from '../../api/meta.ts';
import type { Service } from '../../api/core/v1/objects.ts';
import type { Action, ClusterView, Component } from '../../apiserver/client.ts';
import { recordEvent } from '../../apiserver/eventRecorder.ts';
import { PROVISION_MS, SYNC_DELAY_MS } from './timing.ts';

const COMPONENT = 'service-controller';

/** Load balancers of the cloud by Service: namespace/name. */
const LOAD_BALANCERS = 'loadBalancers';

const NETWORK = '203.0.113.';

interface LoadBalancer {
  readonly ip: string;
  /** It has its address from then on, virtual ms. */
  readonly readyAt: number;
}

/** The key of the wakeup that looks at all Services. */
export const ALL_SERVICES = '*';

export function createServiceController(): Component {
  return {
    name: COMPONENT,
    tables: [LOAD_BALANCERS],
    watches: [
      {
        kind: 'Service',
        wakeups: ({ key }, view) =>
          isCloudOn(view) || view.read(LOAD_BALANCERS, keyOf(key))
            ? [{ key: keyOf(key), afterMs: SYNC_DELAY_MS }]
            : [],
      },
    ],
    reconcile: (view, key) =>
      key === ALL_SERVICES
        ? view
            .list('Service')
            .flatMap(({ metadata }) => syncService(view, `${metadata.namespace}/${metadata.name}`))
        : syncService(view, key),
  };
}

function isCloudOn(view: ClusterView): boolean {
  return view.setting('cloud') === 'on';
}

function syncService(view: ClusterView, key: string): Action[] {
  const service = view.get('Service', parseKey(key));
  const balancer = view.read<LoadBalancer>(LOAD_BALANCERS, key);
  if (!service) return balancer ? [forget(key)] : [];
  if (service.spec.type === 'LoadBalancer' && isCloudOn(view)) {
    return balancer ? provide(view, service, balancer) : order(view, key, service);
  }
  return balancer ? withdraw(view, key, service) : [];
}

function order(view: ClusterView, key: string, service: Service): Action[] {
  const ip = service.spec.loadBalancerIP ?? freeAddress(view);
  const balancer: LoadBalancer = { ip, readyAt: view.now + PROVISION_MS };
  return [
    { type: 'write', table: LOAD_BALANCERS, key, value: balancer },
    event(view, service, 'CreatingLoadBalancer', 'Creating load balancer'),
    { type: 'wake', key, afterMs: PROVISION_MS },
  ];
}

function provide(view: ClusterView, service: Service, { ip, readyAt }: LoadBalancer): Action[] {
  const ingress = [{ ip }];
  if (view.now < readyAt || isEqual(service.status.loadBalancer.ingress, ingress)) return [];
  return [
    putStatus(service, { ingress }),
    event(view, service, 'CreatedLoadBalancer', 'Created load balancer'),
  ];
}

function withdraw(view: ClusterView, key: string, service: Service): Action[] {
  return [
    event(view, service, 'DeletingLoadBalancer', 'Deleting load balancer'),
    forget(key),
    putStatus(service, {}),
    event(view, service, 'DeletedLoadBalancer', 'Deleted load balancer'),
  ];
}

function forget(key: string): Action {
  return { type: 'write', table: LOAD_BALANCERS, key, value: undefined };
}

function freeAddress(view: ClusterView): string {
  const taken = new Set(view.scan<LoadBalancer>(LOAD_BALANCERS).map(([, { ip }]) => ip));
  let host = 10;
  while (taken.has(NETWORK + host)) host++;
  return NETWORK + host;
}

function putStatus(service: Service, loadBalancer: Service['status']['loadBalancer']): Action {
  const { namespace, name } = service.metadata;
  const path = `/api/v1/namespaces/${namespace}/services/${name}/status`;
  const body = { ...service, status: { loadBalancer } };
  return { type: 'request', request: { method: 'PUT', path, body } };
}

function event(view: ClusterView, service: Service, reason: string, message: string): Action {
  return recordEvent(view, {
    component: COMPONENT,
    object: service,
    type: 'Normal',
    reason,
    message,
  });
}
