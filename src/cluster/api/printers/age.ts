// Ages as kubectl 1.0 to 1.6 prints them: whole units only.

import { parseTimestamp } from '../calendar.ts';
import type { Timestamp } from '../meta.ts';

/** Of a time until now, both in virtual ms. */
export function formatAge(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`;
  const days = Math.floor(seconds / 86_400);
  return days < 364 ? `${days}d` : `${Math.floor(days / 365)}y`;
}

/** Objects that no server has seen have no time of creation, or null. */
export function ageOf(timestamp: Timestamp | null | undefined, now: number): string {
  return timestamp ? formatAge(now - parseTimestamp(timestamp)) : '<unknown>';
}

/** As Go prints a time: 2016-07-01 12:00:05 +0000 UTC. */
export function formatGoTime(timestamp: Timestamp): string {
  return `${timestamp.replace('T', ' ').replace('Z', '')} +0000 UTC`;
}
