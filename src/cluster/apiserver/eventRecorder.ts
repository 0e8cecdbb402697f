// How components write Events, as client/record does: equal ones (same object, source, reason and message) are counted up
// in one object instead of being written again.

import { formatTimestamp } from '../api/calendar.ts';
import type { ApiObject, Event } from '../api/core/v1/objects.ts';
import type { ObjectReference } from '../api/meta.ts';
import { hashText } from '../../engine/random.ts';
import type { Action, ClusterView } from './client.ts';

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
  const name = `${involvedObject.name}.${fingerprint(occurrence)}`;
  const now = formatTimestamp(view.now);
  const known = view.get('Event', { namespace, name });
  if (known) {
    const path = `/api/v1/namespaces/${namespace}/events/${name}`;
    const body: Event = { ...known, count: known.count + 1, lastTimestamp: now };
    return { type: 'request', request: { method: 'PUT', path, body } };
  }
  const { component, host, type, reason, message } = occurrence;
  const body: Event = {
    kind: 'Event',
    apiVersion: 'v1',
    metadata: { name, namespace },
    involvedObject,
    reason,
    message,
    source: { component, ...(host ? { host } : {}) },
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

/** 16 hex digits of what makes two events equal. */
function fingerprint({ component, host, object, fieldPath, reason, message }: Occurrence): string {
  const text = [component, host, object.metadata.uid, fieldPath, reason, message].join('\n');
  return [text, `${text}\n`].map((part) => hashText(part).toString(16).padStart(8, '0')).join('');
}
