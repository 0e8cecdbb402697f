// Which lists a strategic merge patch joins, in the API server and in kubectl apply; others are replaced.

/** With the key of their items; of those without one the values are joined. */
const MERGED_LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'v1.ObjectMeta': { ownerReferences: 'uid', finalizers: '' },
  'v1.PodSpec': { volumes: 'name', containers: 'name', imagePullSecrets: 'name' },
  'v1.Container': { ports: 'containerPort', env: 'name', volumeMounts: 'mountPath' },
  'v1.ServiceSpec': { ports: 'port' },
  'v1.PodStatus': { conditions: 'type' },
  'v1.NodeStatus': { conditions: 'type', addresses: 'type' },
};

/** Of a field of a type; undefined when its list is replaced, '' when its items are values. */
export function mergeKeyOf(typeName: string, field: string): string | undefined {
  return MERGED_LISTS[typeName]?.[field];
}
