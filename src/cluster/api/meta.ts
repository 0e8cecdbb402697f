// What every API object has in common, as in Kubernetes 1.3: metadata, references and label selectors.

/** A set of labels or an equality selector: every pair must match. */
export type Labels = Readonly<Record<string, string>>;

/** RFC 3339 in UTC to the second, as the API server prints it: 2016-07-01T12:00:00Z. */
export type Timestamp = string;

export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly selfLink?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: Timestamp;
  readonly deletionTimestamp?: Timestamp;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly unknown[];
  readonly finalizers?: readonly string[];
}

/** Names one object of a known kind. Cluster-wide kinds have an empty namespace. */
export interface ObjectKey {
  readonly namespace: string;
  readonly name: string;
}

export interface ObjectReference {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly apiVersion?: string;
  readonly resourceVersion?: string;
  readonly fieldPath?: string;
}

/** One wrong field of a manifest: a value, never thrown. Printed as Kubernetes prints it. */
export interface FieldError {
  readonly type:
    | 'NotFound'
    | 'Required'
    | 'Duplicate'
    | 'Invalid'
    | 'NotSupported'
    | 'Forbidden'
    | 'TooLong'
    | 'InternalError';
  readonly field: string;
  readonly value?: unknown;
  readonly detail?: string;
}

/** The API server's answer when it refuses: `kind: Status`. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Record<string, never>;
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    /** A plural, or of an invalid object its kind. */
    readonly kind?: string;
    readonly causes?: readonly {
      readonly reason?: string;
      readonly message: string;
      readonly field?: string;
    }[];
  };
  readonly code: number;
}

/** "namespace/name", or the bare name of a cluster-wide object. The key of the API tables. */
export function keyOf(key: ObjectKey): string {
  return key.namespace === '' ? key.name : `${key.namespace}/${key.name}`;
}

/** The inverse of keyOf. */
export function parseKey(text: string): ObjectKey {
  const slash = text.indexOf('/');
  return slash < 0
    ? { namespace: '', name: text }
    : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}
