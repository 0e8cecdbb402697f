/** The health of a part of the control plane, which the API server asks it for and does not store. */
export interface ComponentStatus {
  readonly kind: 'ComponentStatus';
  readonly apiVersion: 'v1';
  readonly metadata: {
    readonly name: string;
    readonly selfLink?: string;
    readonly creationTimestamp: null;
  };
  readonly conditions: readonly {
    readonly type: 'Healthy';
    readonly status: 'True';
    readonly message: string;
    readonly error?: string;
  }[];
}
