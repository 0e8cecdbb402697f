// The Events block of a description.

import type { Event } from '../../cluster/api/core/v1/objects.ts';
import { formatSource } from '../printers/columns.ts';
import { ageOf } from '../text/age.ts';

export function describeEvents(events: readonly Event[], now: number): string {
  if (events.length === 0) return 'No events.';
  const rows = [...events]
    .sort(
      (a, b) =>
        compare(a.lastTimestamp, b.lastTimestamp) ||
        compare(
          a.metadata.resourceVersion?.padStart(12, '0'),
          b.metadata.resourceVersion?.padStart(12, '0'),
        ),
    )
    .map((event) =>
      [
        `  ${ageOf(event.firstTimestamp, now)}`,
        ageOf(event.lastTimestamp, now),
        event.count,
        formatSource(event.source),
        event.involvedObject.fieldPath ?? '',
        event.type,
        event.reason,
        event.message,
      ].join('\t'),
    );
  return [
    'Events:',
    '  FirstSeen\tLastSeen\tCount\tFrom\tSubobjectPath\tType\tReason\tMessage',
    '  ---------\t--------\t-----\t----\t-------------\t--------\t------\t-------',
    ...rows,
    '',
  ].join('\n');
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
