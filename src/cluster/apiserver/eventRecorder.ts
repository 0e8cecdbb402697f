// How components write Events, as client/record does: equal ones (same object, source, reason and message) are counted up
// in one object instead of being written again. An Event is named after its object and the nanosecond in which it first
// occurred, so that those of one object are listed in the order of time.

import { EPOCH_MS, formatTimestamp } from '../api/calendar.ts';
import type { ApiObject, Event } from '../api/core/v1/objects.ts';
import type { ObjectReference } from '../api/meta.ts';
import type { Action, ClusterView } from './client.ts';
import { EVENT_INDEX, eventIndexKey } from './eventIndex.ts';

export interface Occurrence {
  readonly component: string;
  /** The node, for components that run on each. */
  readonly host?: string;
  readonly object: ApiObject;
  /** Part of the object, e.g. spec.containers{webapp}. */
  readonly fieldPath?: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** The request that records what occurred. */
export function recordEvent(view: ClusterView, occurrence: Occurrence): Action {
  const involvedObject = referenceTo(occurrence.object, occurrence.fieldPath);
  const namespace = involvedObject.namespace ?? 'default';
  const now = formatTimestamp(view.now);
  const { component, host, type, reason, message } = occurrence;
  const source = { component, ...(host ? { host } : {}) };
  const key = eventIndexKey(namespace, { involvedObject, source, reason, message });
  const counted = view.read<string>(EVENT_INDEX, key);
  const known = counted === undefined ? undefined : view.get('Event', { namespace, name: counted });
  if (known && isSame(known, involvedObject, occurrence)) {
    const { name } = known.metadata;
    const path = `/api/v1/namespaces/${namespace}/events/${name}`;
    const body: Event = { ...known, count: known.count + 1, lastTimestamp: now };
    return { type: 'request', request: { method: 'PUT', path, body } };
  }
  const name = `${involvedObject.name}.${nanoseconds(view)}`;
  const body: Event = {
    kind: 'Event',
    apiVersion: 'v1',
    metadata: { name, namespace },
    involvedObject,
    reason,
    message,
    source,
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type,
  };
  return {
    type: 'request',
    request: { method: 'POST', path: `/api/v1/namespaces/${namespace}/events`, body },
  };
}

/** A reference as Kubernetes prints it. Nodes name themselves as their uid, as in 1.3. */
export function referenceTo(object: ApiObject, fieldPath?: string): ObjectReference {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  if (object.kind === 'Node') return { kind: 'Node', name, uid: name };
  return {
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(uid === undefined ? {} : { uid }),
    apiVersion: 'v1',
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
}

function isSame(event: Event, involved: ObjectReference, occurrence: Occurrence): boolean {
  const { involvedObject, source, reason, message } = event;
  return (
    reason === occurrence.reason &&
    message === occurrence.message &&
    involvedObject.name === involved.name &&
    involvedObject.uid === involved.uid &&
    involvedObject.fieldPath === involved.fieldPath &&
    source.component === occurrence.component &&
    source.host === occurrence.host
  );
}

const NANOSECONDS = 1_000_000n;

/** The present moment since 1970 in hex; a counter stands for what virtual time does not tell apart. */
function nanoseconds(view: ClusterView): string {
  const ms = BigInt(EPOCH_MS + Math.floor(view.now));
  return (ms * NANOSECONDS + (BigInt(view.next('event')) % NANOSECONDS)).toString(16);
}
