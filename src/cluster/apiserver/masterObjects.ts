// What the master keeps itself: the namespaces default and kube-system, and the Service and Endpoints `kubernetes` of the
// API server. As in Kubernetes 1.3, where targetPort is 443 although the endpoint listens elsewhere.

import { assert } from '../../engine/assert.ts';
import type { Endpoints } from '../api/core/v1/objects.ts';
import type { ApiRequest, ApiResponse, ClusterView } from './client.ts';
import { numberToAddress, parseRange } from './allocation.ts';

export interface MasterOptions {
  readonly serviceClusterIPRange: string;
  /** The master's own address and the port on which the API server serves https. */
  readonly advertiseAddress: string;
  readonly securePort: number;
}

const KUBERNETES = { namespace: 'default', name: 'kubernetes' };

export function createMasterObjects(
  handle: (request: ApiRequest) => ApiResponse,
  options: MasterOptions,
): void {
  for (const request of [
    createNamespace('default'),
    createNamespace('kube-system'),
    createService(options),
    createEndpoints(options),
  ]) {
    const { status } = handle(request);
    assert(status === 201, `the master creates its objects in ${request.path}`);
  }
}

/** Requests that bring back what somebody deleted. A changed Service stays as it is; changed Endpoints do not. */
export function keepKubernetesService(view: ClusterView, options: MasterOptions): ApiRequest[] {
  const endpoints = view.get('Endpoints', KUBERNETES);
  return [
    ...keepNamespace(view, 'default'),
    ...(view.get('Service', KUBERNETES) ? [] : [createService(options)]),
    ...(endpoints ? correctEndpoints(endpoints, options) : [createEndpoints(options)]),
  ];
}

export function keepNamespace(view: ClusterView, name: string): ApiRequest[] {
  return view.get('Namespace', { namespace: '', name }) ? [] : [createNamespace(name)];
}

function createNamespace(name: string): ApiRequest {
  return { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name } } };
}

function createService({ serviceClusterIPRange }: MasterOptions): ApiRequest {
  const body = {
    metadata: {
      name: KUBERNETES.name,
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: {
      clusterIP: numberToAddress(parseRange(serviceClusterIPRange).base + 1),
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 443 }],
      sessionAffinity: 'ClientIP',
    },
  };
  return { method: 'POST', path: '/api/v1/namespaces/default/services', body };
}

function createEndpoints(options: MasterOptions): ApiRequest {
  const body = { metadata: { name: KUBERNETES.name }, subsets: subsetsOf(options) };
  return { method: 'POST', path: '/api/v1/namespaces/default/endpoints', body };
}

/** One subset with the master's address in it is enough; others may stand beside it. */
function correctEndpoints(endpoints: Endpoints, options: MasterOptions): ApiRequest[] {
  const [subset, ...others] = endpoints.subsets;
  const { advertiseAddress, securePort } = options;
  const [port, ...otherPorts] = subset?.ports ?? [];
  const isRight =
    subset?.addresses?.some(({ ip }) => ip === advertiseAddress) &&
    port?.port === securePort &&
    port.name === 'https' &&
    otherPorts.length === 0 &&
    others.length === 0;
  if (isRight) return [];
  const path = '/api/v1/namespaces/default/endpoints/kubernetes';
  return [{ method: 'PUT', path, body: { ...endpoints, subsets: subsetsOf(options) } }];
}

function subsetsOf({ advertiseAddress, securePort }: MasterOptions): Endpoints['subsets'] {
  return [
    {
      addresses: [{ ip: advertiseAddress }],
      ports: [{ name: 'https', port: securePort, protocol: 'TCP' }],
    },
  ];
}
