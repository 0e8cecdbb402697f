// Reporting a pod's status, when it is another than the API server knows.

import type { Pod, PodStatus } from '../api/core/v1/objects.ts';
import { isEqual } from '../api/equality.ts';
import type { Action } from '../apiserver/client.ts';

export function putStatus(pod: Pod, status: PodStatus): Action[] {
  if (isEqual(status, pod.status)) return [];
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`;
  return [{ type: 'request', request: { method: 'PUT', path, body: { ...pod, status } } }];
}
