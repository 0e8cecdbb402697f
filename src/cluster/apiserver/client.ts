// The contract between the API server and everybody who uses it: requests, changes, views, actions.
// A component is a function from a view and a key to actions; it meets the others only in API objects.

import type { ApiObject, Kind, ObjectByKind } from '../api/core/v1/objects.ts';
import type { Labels, ObjectKey } from '../api/meta.ts';
import type { ConnectionRequest } from '../network/connection.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path without the query, e.g. /api/v1/namespaces/default/pods/webapp-x1b2c. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A plain JSON value, never mutated by either side. */
  readonly body?: unknown;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A line of a watch. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: ApiObject;
}

/** One stored write, as a watch reports it. `previous` is missing when ADDED. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: Kind;
  readonly key: ObjectKey;
  readonly object: ApiObject;
  readonly previous?: ApiObject;
  readonly resourceVersion: number;
}

/** Kinds that select pods by equality. */
export type SelectingKind = 'Service' | 'ReplicationController';

/** What a component sees: API objects as they are, its own tables, the time, random draws. */
export interface ClusterView {
  /** Virtual milliseconds since 2016-07-01T12:00:00Z. */
  readonly now: number;
  get<K extends Kind>(kind: K, key: ObjectKey): ObjectByKind[K] | undefined;
  /** All objects of a kind, of one namespace if given, sorted by namespace/name. */
  list<K extends Kind>(kind: K, namespace?: string): readonly ObjectByKind[K][];
  /** Objects whose labels have every pair of the selector. An empty selector matches none. */
  select<K extends Kind>(kind: K, namespace: string, selector: Labels): readonly ObjectByKind[K][];
  /** The other way round: objects whose selector the labels fit, by name. An empty selector fits none. */
  selecting<K extends SelectingKind>(
    kind: K,
    namespace: string,
    labels: Labels,
  ): readonly ObjectByKind[K][];
  /** Pods bound to a node, sorted by namespace/name. */
  podsOnNode(node: string): readonly ObjectByKind['Pod'][];
  /** A record of a component's table. */
  read<T>(table: string, key: string): T | undefined;
  /** Records of a component's table whose key begins with the prefix, in key order. */
  scan<T>(table: string, prefix?: string): readonly (readonly [string, T])[];
  /** A 32-bit unsigned draw of a named stream. */
  random(stream: string): number;
  /** The next number of a named counter: 1, 2, 3 ... */
  next(counter: string): number;
  /** The number that a named counter gave last; 0 if none. */
  last(counter: string): number;
  /** A setting of the cluster by name (see simulator/settings.ts), e.g. clusterDNS. */
  setting(name: string): string | undefined;
}

/** What a component wants done. Carried out in order, in the same step. */
export type Action =
  | {
      readonly type: 'request';
      readonly request: ApiRequest;
      /** With it the ApiResponse comes back as the payload of a wakeup of this key. */
      readonly replyTo?: string;
    }
  | {
      readonly type: 'write';
      /** A table that this component owns (listed in Component.tables). */
      readonly table: string;
      readonly key: string;
      /** undefined deletes the record. */
      readonly value: object | undefined;
    }
  | {
      readonly type: 'wake';
      readonly key: string;
      readonly afterMs: number;
      readonly payload?: unknown;
      /** Another component's name, for an answer to it; this one if missing. */
      readonly component?: string;
    }
  | { readonly type: 'connect'; readonly connection: ConnectionRequest }
  /** Why it acts in this step, as a clause: "ReplicationController webapp had 1 of 2 pods". */
  | { readonly type: 'because'; readonly text: string };

/** A watch of one kind: which keys of the component a change wakes, and how much later. */
interface Watch {
  readonly kind: Kind;
  wakeups(
    change: Change,
    view: ClusterView,
  ): readonly { readonly key: string; readonly afterMs: number }[];
}

export interface Component {
  /** The name of the process: kube-scheduler, replication-controller, kubelet, kube-proxy ... */
  readonly name: string;
  /** Tables that it owns. */
  readonly tables: readonly string[];
  readonly watches: readonly Watch[];
  /** What it does when the cluster starts. */
  start?(view: ClusterView): Action[];
  /**
   * One wakeup. A component that runs on every node has keys that begin with the node's name and a
   * blank ("192.168.18.3 default/webapp-x1b2c"), so that it can be delayed on one node.
   */
  reconcile(view: ClusterView, key: string, payload?: unknown): Action[];
  /** True for wakeups that never end by themselves (heartbeats, probes, resyncs); `orrery idle` does not wait for them. */
  isPeriodic?(key: string): boolean;
}

/** A wakeup key of one node's instance, and back. */
export function nodeKey(node: string, key: string): string {
  return [node, key].join(' '); // Joined, a string is one piece; a template keeps its parts.
}

export function splitNodeKey(key: string): { readonly node: string; readonly key: string } {
  const blank = key.indexOf(' ');
  return { node: key.slice(0, blank), key: key.slice(blank + 1) };
}
