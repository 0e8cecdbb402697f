// Paths of the API: /api/v1/namespaces/default/pods/webapp-x1b2c/status and the like.

import { resources, type Resource } from '../api/kinds.ts';

export interface Route {
  readonly resource: Resource;
  /** undefined: all namespaces, or a cluster-wide resource. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** What a path names; undefined when the server does not know it. */
export function parsePath(path: string): Route | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts[0] !== 'api' || parts[1] !== 'v1') return undefined;
  const rest = parts.slice(2);
  if (rest[0] === 'namespaces' && rest.length >= 3) {
    const resource = byPlural(rest[2]);
    if (resource?.isNamespaced) return route(resource, rest[1], rest.slice(3));
  }
  const resource = byPlural(rest[0]);
  if (!resource) return undefined;
  if (resource.isNamespaced && rest.length > 1) return undefined;
  return route(resource, undefined, rest.slice(1));
}

/** The path of an object, or of its collection without a name. */
export function pathOf(resource: Resource, namespace: string | undefined, name?: string): string {
  const scope = resource.isNamespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  return `/api/v1${scope}/${resource.plural}${name === undefined ? '' : `/${name}`}`;
}

function route(
  resource: Resource,
  namespace: string | undefined,
  rest: readonly string[],
): Route | undefined {
  if (rest.length > 2) return undefined;
  return { resource, namespace, name: rest[0], subresource: rest[1] };
}

function byPlural(plural: string | undefined): Resource | undefined {
  return resources.find((resource) => resource.plural === plural);
}
