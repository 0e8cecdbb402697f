// What the master keeps itself: the namespaces default and kube-system, and the Service and Endpoints `kubernetes` of the
// API server. As in Kubernetes 1.3, where targetPort is 443 although the endpoint listens elsewhere.

import { assert } from '../../engine/assert.ts';
import type { ApiRequest, ApiResponse } from './client.ts';
import { numberToAddress, parseRange } from './allocation.ts';

export interface MasterOptions {
  readonly serviceClusterIPRange: string;
  /** The master's own address and the port on which the API server serves https. */
  readonly advertiseAddress: string;
  readonly securePort: number;
}

export function createMasterObjects(
  handle: (request: ApiRequest) => ApiResponse,
  { serviceClusterIPRange, advertiseAddress, securePort }: MasterOptions,
): void {
  const create = (path: string, body: object) => {
    const { status } = handle({ method: 'POST', path, body });
    assert(status === 201, `the master creates its objects in ${path}`);
  };
  for (const name of ['default', 'kube-system']) {
    create('/api/v1/namespaces', { metadata: { name } });
  }
  create('/api/v1/namespaces/default/services', {
    metadata: {
      name: 'kubernetes',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: {
      clusterIP: numberToAddress(parseRange(serviceClusterIPRange).base + 1),
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 443 }],
      sessionAffinity: 'ClientIP',
    },
  });
  create('/api/v1/namespaces/default/endpoints', {
    metadata: { name: 'kubernetes' },
    subsets: [
      {
        addresses: [{ ip: advertiseAddress }],
        ports: [{ name: 'https', port: securePort, protocol: 'TCP' }],
      },
    ],
  });
}
