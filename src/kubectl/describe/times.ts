// Times in descriptions.

import { formatRFC1123, parseTimestamp } from '../../cluster/api/calendar.ts';
import type { Timestamp } from '../../cluster/api/meta.ts';

/** Fri, 01 Jul 2016 12:19:06 +0000; the zero of Go's calendar for a time that is not there. */
export function formatTime(timestamp: Timestamp | null | undefined): string {
  return timestamp ? formatRFC1123(parseTimestamp(timestamp)) : 'Mon, 01 Jan 0001 00:00:00 +0000';
}
