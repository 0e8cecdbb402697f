// Paths of the API: /api/v1/namespaces/NS/PLURAL/NAME/SUBRESOURCE and shorter ones; groups under /apis/GROUP/VERSION.

import { apiVersionOf, resourceOf, resources, type Resource } from '../api/kinds.ts';

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
  if (parts[0] === 'api') return parseGroup('v1', [parts[1] ?? '', ...parts.slice(2)]);
  if (parts[0] !== 'apis') return undefined;
  const [, group = '', version = '', ...rest] = parts;
  return parseScale(group, version, rest) ?? parseGroup(`${group}/${version}`, [version, ...rest]);
}

/** The path of an object, or of its collection without a name. */
export function pathOf(resource: Resource, namespace: string | undefined, name?: string): string {
  const scope = resource.isNamespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  const root = resource.group === undefined ? '/api' : '/apis';
  const collection = `${root}/${apiVersionOf(resource)}${scope}/${resource.plural}`;
  return name === undefined ? collection : `${collection}/${name}`;
}

function parseGroup(apiVersion: string, parts: readonly string[]): Route | undefined {
  const [version, ...rest] = parts;
  if (!apiVersion.endsWith(version ?? '')) return undefined;
  const find = (plural: string | undefined) =>
    resources.find((each) => each.plural === plural && apiVersionOf(each) === apiVersion);
  if (rest[0] === 'namespaces' && rest.length >= 3) {
    const resource = find(rest[2]);
    if (resource?.isNamespaced) return route(resource, rest[1], rest.slice(3));
  }
  const resource = find(rest[0]);
  if (!resource) return undefined;
  if (resource.isNamespaced && rest.length > 1) return undefined;
  return route(resource, undefined, rest.slice(1));
}

/** In 1.3 a ReplicationController's Scale is in the group extensions, and nothing else of it is. */
function parseScale(group: string, version: string, rest: readonly string[]): Route | undefined {
  const [namespaces, namespace, plural, name, subresource] = rest;
  const isScale =
    group === 'extensions' &&
    version === 'v1beta1' &&
    namespaces === 'namespaces' &&
    plural === 'replicationcontrollers' &&
    subresource === 'scale' &&
    rest.length === 5;
  return isScale
    ? { resource: resourceOf('ReplicationController'), namespace, name, subresource }
    : undefined;
}

function route(
  resource: Resource,
  namespace: string | undefined,
  rest: readonly string[],
): Route | undefined {
  if (rest.length > 2) return undefined;
  return { resource, namespace, name: rest[0], subresource: rest[1] };
}
