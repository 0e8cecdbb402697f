// The health of the control plane's parts, which a real API server asks them for when somebody gets componentstatuses. All of
// ours are one machine, so that they are healthy as long as somebody can ask.

export interface ComponentStatus {
  readonly kind: 'ComponentStatus';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly name: string; readonly creationTimestamp: null };
  readonly conditions: readonly {
    readonly type: 'Healthy';
    readonly status: 'True';
    readonly message: string;
    readonly error?: string;
  }[];
}

const MESSAGES: Readonly<Record<string, string>> = {
  'controller-manager': 'ok',
  'etcd-0': '{"health": "true"}',
  scheduler: 'ok',
};

export function listComponentStatuses(): readonly ComponentStatus[] {
  return Object.entries(MESSAGES).map(([name, message]) => ({
    kind: 'ComponentStatus',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null },
    conditions: [{ type: 'Healthy', status: 'True', message }],
  }));
}
