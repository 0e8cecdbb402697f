// Which fields objects can be selected by, as in Kubernetes 1.3: a few of each kind, compared as texts.

import type { ApiObject, Kind } from '../api/core/v1/objects.ts';
import { parseFieldSelector, type FieldRequirement } from '../api/fields.ts';
import { goQuote } from '../api/goJson.ts';

const METADATA = ['metadata.name', 'metadata.namespace'];

/** What 1.3 takes. Of a pod it also takes fields that it then finds empty. */
const selectable: Readonly<Record<Kind, readonly string[]>> = {
  Pod: [
    ...METADATA,
    'metadata.annotations',
    'metadata.labels',
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  ReplicationController: [...METADATA, 'status.replicas'],
  Service: METADATA,
  Endpoints: METADATA,
  Namespace: ['metadata.name', 'status.phase'],
  Node: ['metadata.name', 'spec.unschedulable'],
  Event: [
    ...METADATA,
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'source',
    'type',
  ],
};

const EMPTY_OF_PODS = [
  'metadata.annotations',
  'metadata.labels',
  'spec.serviceAccountName',
  'status.podIP',
];

/** A predicate of a field selector's text, or why there is none. */
export function fieldPredicate(
  kind: Kind,
  text: string,
): ((object: ApiObject) => boolean) | string {
  const parsed = parseFieldSelector(text);
  if (typeof parsed === 'string') return parsed;
  const requirements: FieldRequirement[] = [];
  for (const requirement of parsed) {
    const isOldHost = kind === 'Pod' && requirement.field === 'spec.host';
    const field = isOldHost ? 'spec.nodeName' : requirement.field;
    if (!selectable[kind].includes(field)) return unsupported(kind, requirement.field);
    requirements.push({ ...requirement, field });
  }
  return (object) =>
    requirements.every(
      ({ field, isEqual, value }) => (fieldOf(object, field) === value) === isEqual,
    );
}

/**
 * Kinds that have no fields of their own share a sentence, and 1.3 always names the last of them in it: its functions
 * share the variable of the loop that made them.
 */
function unsupported(kind: Kind, field: string): string {
  return kind === 'Service' || kind === 'Endpoints'
    ? `field label ${goQuote(field)} not supported for "ConfigMap"`
    : `field label not supported: ${field}`;
}

function fieldOf(object: ApiObject, field: string): string {
  if (object.kind === 'Pod' && EMPTY_OF_PODS.includes(field)) return '';
  if (object.kind === 'Event' && field === 'source') return object.source?.component ?? '';
  const found = field
    .split('.')
    .reduce<unknown>(
      (at, part) =>
        typeof at === 'object' && at !== null
          ? (at as Readonly<Record<string, unknown>>)[part]
          : undefined,
      object,
    );
  if (field === 'spec.unschedulable') return String(found === true);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}
