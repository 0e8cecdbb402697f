// The table of resources: what `kubectl api-resources` would say of our API server.

import type { Kind } from './core/v1/objects.ts';

export interface Resource {
  readonly kind: Kind;
  /** Of an API group, such as `extensions`; the core group has no name. */
  readonly group?: string;
  /** v1 if missing. */
  readonly version?: string;
  /** The plural in URLs. */
  readonly plural: string;
  readonly isNamespaced: boolean;
  /** Short names and singulars that kubectl takes. */
  readonly aliases: readonly string[];
}

export const resources: readonly Resource[] = [
  { kind: 'Namespace', plural: 'namespaces', isNamespaced: false, aliases: ['namespace', 'ns'] },
  { kind: 'Node', plural: 'nodes', isNamespaced: false, aliases: ['node', 'no'] },
  { kind: 'Pod', plural: 'pods', isNamespaced: true, aliases: ['pod', 'po'] },
  {
    kind: 'ReplicationController',
    plural: 'replicationcontrollers',
    isNamespaced: true,
    aliases: ['replicationcontroller', 'rc'],
  },
  { kind: 'Service', plural: 'services', isNamespaced: true, aliases: ['service', 'svc'] },
  { kind: 'Endpoints', plural: 'endpoints', isNamespaced: true, aliases: ['endpoint', 'ep'] },
  { kind: 'Event', plural: 'events', isNamespaced: true, aliases: ['event', 'ev'] },
];

/** `v1`, or `extensions/v1beta1`. */
export function apiVersionOf({ group, version = 'v1' }: Resource): string {
  return group === undefined ? version : `${group}/${version}`;
}

/** The name of its type in the schema: v1.Service. */
export function typeNameOf({ kind, version = 'v1' }: Resource): string {
  return `${version}.${kind}`;
}

/** As messages name it: `services`, or `ingresses.extensions`. */
export function qualifiedPlural({ plural, group }: Resource): string {
  return group === undefined ? plural : `${plural}.${group}`;
}

/** Finds a resource by kind. */
export function resourceOf(kind: Kind): Resource {
  const found = resources.find((resource) => resource.kind === kind);
  if (!found) throw new Error(`no resource of kind ${kind}`);
  return found;
}
