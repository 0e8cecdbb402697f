// Strategic merge: which lists are joined by a key of their items; others are replaced.

const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  conditions: 'type',
  addresses: 'type',
};

/** `ports` of a container merge by containerPort, those of a Service by port. */
export function mergeKeyOf(
  field: string,
  item: Readonly<Record<string, unknown>>,
): string | undefined {
  if (field === 'ports') return 'containerPort' in item ? 'containerPort' : 'port';
  return MERGE_KEYS[field];
}
