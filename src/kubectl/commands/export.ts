// get --export: an object without what only this cluster gave it, ready to be created elsewhere.

import type { ApiObject, Service } from '../../cluster/api/core/v1/objects.ts';

export function exported(object: ApiObject): ApiObject {
  const { name, labels, annotations } = object.metadata;
  const metadata = {
    name,
    creationTimestamp: null,
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
  const { kind, apiVersion } = object;
  const rest = { ...(object as unknown as Readonly<Record<string, unknown>>) };
  const stripped = { ...rest, kind, apiVersion, metadata };
  if (object.kind !== 'Service') {
    return ('status' in rest ? { ...stripped, status: {} } : stripped) as unknown as ApiObject;
  }
  return {
    ...stripped,
    spec: exportedSpec(object.spec),
    status: { loadBalancer: {} },
  } as unknown as ApiObject;
}

/** Addresses and ports that were assigned are left out; a headless Service stays headless. */
function exportedSpec({ clusterIP, ports, ...spec }: Service['spec']): unknown {
  const free = ports.map(({ name, protocol, port, targetPort }) => ({
    ...(name ? { name } : {}),
    protocol,
    port,
    targetPort,
  }));
  return { ...spec, ports: free, ...(clusterIP === 'None' ? { clusterIP } : {}) };
}
