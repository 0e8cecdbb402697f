// Admission, as with NamespaceLifecycle of Kubernetes 1.3: nothing happens in a namespace that is not there, nothing new comes
// into one that is going, and two namespaces never go.

import { resourceOf, type Resource } from '../api/kinds.ts';
import type { ObjectMeta } from '../api/meta.ts';
import type { ApiResponse } from './client.ts';
import type { ObjectStore } from './objectStore.ts';
import { forbidden, notFound } from './statuses.ts';

const IMMORTAL = ['default', 'kube-system'];

/** The refusal, if the act is not admitted. Metadata is that of an object to be created. */
export function admit(
  store: ObjectStore,
  resource: Resource,
  namespace: string,
  created?: Partial<ObjectMeta>,
): ApiResponse | undefined {
  if (!resource.isNamespaced) return undefined;
  const found = store.get('Namespace', { namespace: '', name: namespace });
  if (!found) return notFound(resourceOf('Namespace'), namespace);
  if (!created || found.status.phase !== 'Terminating') return undefined;
  const name = created.name || created.generateName || 'Unknown';
  const reason = `Unable to create new content in namespace ${namespace} because it is being terminated.`;
  return forbidden(resource, name, reason);
}

/** The refusal to delete a namespace that the cluster needs. */
export function admitDeletion({ kind }: Resource, name: string): ApiResponse | undefined {
  return kind === 'Namespace' && IMMORTAL.includes(name)
    ? forbidden(resourceOf('Namespace'), name, 'this namespace may not be deleted')
    : undefined;
}
