// What the API server has, asked as kubectl's completion asks it: by a list. Nothing answers while it is down.

import type { Resource } from '../../cluster/api/kinds.ts';
import type { ObjectMeta } from '../../cluster/api/meta.ts';
import type {
  Container,
  Pod,
  ReplicationController,
  Service,
} from '../../cluster/api/core/v1/objects.ts';
import { pathOf } from '../objectPaths.ts';
import { request, type Part } from '../process.ts';
import { findType, servedTypes } from '../knownTypes.ts';
import type { Release } from '../release.ts';
import { behind, choose, type Choice } from './candidate.ts';

interface Listed {
  readonly metadata: ObjectMeta;
}

/** The objects of a type, of one namespace or of all. */
function* listObjects<T extends Listed>(
  resource: Resource,
  namespace: string | undefined,
): Part<readonly T[]> {
  const response = yield* request({ method: 'GET', path: pathOf(resource, namespace) });
  if (response.status !== 200) return [];
  return (response.body as { readonly items?: readonly T[] }).items ?? [];
}

/** Names of a type as one types it: `po`, `pods`, `pod`. */
export function* namesOf(type: string, namespace: string): Part<Choice[]> {
  const resource = findType(type)?.resource;
  if (!resource) return [];
  return choose((yield* listObjects(resource, namespace)).map(({ metadata }) => metadata.name));
}

/** The types that the API server has, by plural and short name. */
export function typeChoices(release: Release): Choice[] {
  return servedTypes(release).flatMap(({ plural, shortName }) => [
    { value: plural, ...(shortName === undefined ? {} : { note: shortName }) },
    ...(shortName === undefined ? [] : [{ value: shortName, note: plural }]),
  ]);
}

/** TYPE/NAME when its type is typed; the names then. */
export function* typeAndName(typed: string, namespace: string): Part<Choice[]> {
  const slash = typed.indexOf('/');
  if (slash < 0) return [];
  const type = typed.slice(0, slash);
  return behind(`${type}/`, yield* namesOf(type, namespace));
}

/** KEY=VALUE of the labels that objects of a type have. */
export function* labelsOf(type: string, namespace: string): Part<string[]> {
  const resource = findType(type)?.resource;
  if (!resource) return [];
  const pairs = (yield* listObjects(resource, namespace)).flatMap(({ metadata }) =>
    Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`),
  );
  return [...new Set(pairs)].sort();
}

/** Names of the containers of a pod, or of a controller's pods. */
export function* containersOf(type: string, name: string, namespace: string): Part<string[]> {
  const resource = findType(type)?.resource;
  if (!resource) return [];
  const path = pathOf(resource, namespace, name);
  const response = yield* request({ method: 'GET', path });
  if (response.status !== 200) return [];
  const { spec } = response.body as Pod | ReplicationController;
  const containers: readonly Container[] =
    'containers' in spec ? spec.containers : (spec.template?.spec.containers ?? []);
  return containers.map((container) => container.name);
}

/** Addresses that answer to somebody: of Services with their ports, of pods, of nodes. */
export function* addresses(hasPorts: boolean): Part<Choice[]> {
  const services = yield* allOf<Service>('services');
  const pods = yield* allOf<Pod>('pods');
  const nodes = yield* allOf<Listed>('nodes');
  const withPort = (host: string, ports: readonly number[]) =>
    hasPorts ? ports.map((port) => `${host}:${port}`) : [host];
  return [
    ...services.flatMap(({ spec, metadata }) =>
      spec.clusterIP === '' || spec.clusterIP === 'None'
        ? []
        : choose(
            withPort(
              spec.clusterIP,
              spec.ports.map(({ port }) => port),
            ),
            `Service ${metadata.name}`,
          ),
    ),
    ...pods.flatMap(({ spec, status, metadata }) =>
      status.podIP === undefined || spec.hostNetwork
        ? []
        : [{ value: status.podIP, note: `Pod ${metadata.name}`, isOpen: hasPorts }],
    ),
    ...nodes.map(({ metadata }) => ({ value: metadata.name, note: 'Node', isOpen: hasPorts })),
  ];
}

function* allOf<T extends Listed>(type: string): Part<readonly T[]> {
  const resource = findType(type)?.resource;
  return resource ? yield* listObjects<T>(resource, undefined) : [];
}
