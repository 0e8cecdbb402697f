// Where objects are in the API.

import type { Resource } from '../cluster/api/kinds.ts';

/** /api/v1/namespaces/default/pods, or of one object; without a namespace those of all. */
export function pathOf(
  { plural, isNamespaced }: Pick<Resource, 'plural' | 'isNamespaced'>,
  namespace: string | undefined,
  name?: string,
): string {
  const scope = isNamespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  return `/api/v1${scope}/${plural}${name === undefined ? '' : `/${name}`}`;
}
