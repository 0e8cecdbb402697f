// The Events block of a description.

import type { Event } from '../../cluster/api/core/v1/objects.ts';
import { formatSource } from '../../cluster/api/printers/cells.ts';
import type { Release } from '../release.ts';
import { ageOf } from '../../cluster/api/printers/age.ts';
import { formatTime } from './times.ts';

/** Its lines; the last of "No events." has no end. */
export function describeEvents(events: readonly Event[], now: number, release: Release): string {
  if (events.length === 0) return 'No events.';
  const sorted = [...events].sort(
    (a, b) =>
      compare(a.lastTimestamp, b.lastTimestamp) ||
      compare(padded(a.metadata.resourceVersion), padded(b.metadata.resourceVersion)),
  );
  const lines =
    release === 'v1.0'
      ? [HEADER_10, ...sorted.map(row10)]
      : [HEADER, RULE, ...sorted.map((event) => row(event, now))];
  return ['Events:', ...lines, ''].join('\n');
}

const HEADER = '  FirstSeen\tLastSeen\tCount\tFrom\tSubobjectPath\tType\tReason\tMessage';
const RULE = '  ---------\t--------\t-----\t----\t-------------\t--------\t------\t-------';
const HEADER_10 = '  FirstSeen\tLastSeen\tCount\tFrom\tSubobjectPath\tReason\tMessage';

function row(event: Event, now: number): string {
  return [
    `  ${ageOf(event.firstTimestamp, now)}`,
    ageOf(event.lastTimestamp, now),
    event.count,
    formatSource(event.source),
    event.involvedObject.fieldPath ?? '',
    event.type,
    event.reason,
    event.message,
  ].join('\t');
}

function row10(event: Event): string {
  return [
    `  ${formatTime(event.firstTimestamp)}`,
    formatTime(event.lastTimestamp),
    event.count,
    formatSource(event.source),
    event.involvedObject.fieldPath ?? '',
    event.reason,
    event.message,
  ].join('\t');
}

function padded(resourceVersion = ''): string {
  return resourceVersion.padStart(12, '0');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
