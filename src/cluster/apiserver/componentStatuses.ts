// The health of the control plane's parts, which a real API server asks them for when somebody gets componentstatuses. All of
// ours are one machine, so that they are healthy as long as somebody can ask.

import type { ComponentStatus } from '../api/core/v1/componentStatus.ts';
import type { ApiRequest, ApiResponse } from './client.ts';
import { answer, notAllowed, plainError } from './statuses.ts';

const COLLECTION = '/api/v1/componentstatuses';

const MESSAGES: Readonly<Record<string, string>> = {
  'controller-manager': 'ok',
  'etcd-0': '{"health": "true"}',
  scheduler: 'ok',
};

/** undefined when the path is another's. */
export function readComponentStatuses({
  method,
  path,
  query,
}: ApiRequest): ApiResponse | undefined {
  if (path !== COLLECTION && !path.startsWith(`${COLLECTION}/`)) return undefined;
  if (method !== 'GET' || query?.watch !== undefined) return notAllowed();
  const all = Object.entries(MESSAGES).map(toStatus);
  if (path === COLLECTION) {
    const metadata = { selfLink: COLLECTION };
    return answer(200, { kind: 'ComponentStatusList', apiVersion: 'v1', metadata, items: all });
  }
  const name = path.slice(COLLECTION.length + 1);
  const found = all.find(({ metadata }) => metadata.name === name);
  return found ? answer(200, found) : plainError(`Component not found: ${name}`);
}

function toStatus([name, message]: readonly [string, string]): ComponentStatus {
  return {
    kind: 'ComponentStatus',
    apiVersion: 'v1',
    metadata: { name, selfLink: `${COLLECTION}/${name}`, creationTimestamp: null },
    conditions: [{ type: 'Healthy', status: 'True', message }],
  };
}
