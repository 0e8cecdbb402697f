// The table of resources: what `kubectl api-resources` would say of our API server.

import type { Kind } from './core/v1/objects.ts';

export interface Resource {
  readonly kind: Kind;
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

/** Finds a resource by kind. */
export function resourceOf(kind: Kind): Resource {
  const found = resources.find((resource) => resource.kind === kind);
  if (!found) throw new Error(`no resource of kind ${kind}`);
  return found;
}
