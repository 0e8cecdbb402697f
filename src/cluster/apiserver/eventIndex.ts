// Which Event counts an occurrence: an index of the Events by what they say, so that whoever records the next one need not
// read all that has happened to its object.

import type { Event } from '../api/core/v1/objects.ts';
import { hashText } from '../../engine/random.ts';

/** Names of Events. */
export const EVENT_INDEX = 'eventsByOccurrence';

/** What makes two Events of a namespace equal. */
export type Happening = Pick<Event, 'involvedObject' | 'source' | 'reason' | 'message'>;

/** 16 hex digits of it: two of them may be of different Events, however seldom. */
export function eventIndexKey(namespace: string, event: Happening): string {
  const { involvedObject, source, reason, message } = event;
  const text = [
    source?.component,
    source?.host,
    involvedObject?.name,
    involvedObject?.uid,
    involvedObject?.fieldPath,
    reason,
    message,
  ].join('\n');
  const digits = [text, `${text}\n`].map((part) => hashText(part).toString(16).padStart(8, '0'));
  return `${namespace} ${digits.join('')}`;
}
