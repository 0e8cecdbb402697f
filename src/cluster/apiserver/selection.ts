// Which objects of a collection a request asks for: by namespace, labels and fields.

import type { ApiObject, Kind } from '../api/core/v1/objects.ts';
import { matchesRequirements, parseSelector, type Requirement } from '../api/labels.ts';
import type { ApiRequest } from './client.ts';
import { fieldPredicate } from './fieldSelectors.ts';
import type { Route } from './routes.ts';
import type { Storage } from './storage.ts';

export interface Selection {
  readonly kind: Kind;
  /** undefined: all of them. */
  readonly namespace: string | undefined;
  readonly requirements: readonly Requirement[];
  /** Only the object of this name, where the fields say so and nothing else. */
  readonly name: string | undefined;
  includes(object: ApiObject): boolean;
}

/** What the query selects, or why it selects nothing. */
export function selectionOf(route: Route, { query }: ApiRequest): Selection | string {
  const { kind } = route.resource;
  const { namespace } = route;
  const requirements = parseSelector(query?.labelSelector ?? '');
  if (typeof requirements === 'string') return requirements;
  const fields = query?.fieldSelector ?? '';
  const hasFields = fieldPredicate(kind, fields);
  if (typeof hasFields === 'string') return hasFields;
  return {
    kind,
    namespace,
    requirements,
    name: /^metadata\.name==?([^=,!]+)$/.exec(fields)?.[1],
    includes: (object: ApiObject) =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      matchesRequirements(requirements, object.metadata.labels) &&
      hasFields(object),
  };
}

/** The objects themselves, by way of an index where there is one. */
export function findSelected(storage: Storage, selection: Selection): readonly ApiObject[] {
  return candidates(storage, selection).filter((object) => selection.includes(object));
}

function candidates(storage: Storage, selection: Selection): readonly ApiObject[] {
  const { kind, namespace, requirements, name } = selection;
  const isScoped = namespace !== undefined || kind === 'Node' || kind === 'Namespace';
  if (name !== undefined && isScoped) {
    const object = storage.get(kind, { namespace: namespace ?? '', name });
    return object ? [object] : [];
  }
  const equal = requirements.filter(({ operator }) => operator === '=');
  if (namespace === undefined || equal.length === 0) return storage.list(kind, namespace);
  const labels = equal.map(({ key, values }) => [key, values[0] ?? '']);
  return storage.select(kind, namespace, Object.fromEntries(labels) as Record<string, string>);
}
