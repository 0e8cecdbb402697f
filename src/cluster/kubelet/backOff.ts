// How long the kubelet waits before it tries something again that has failed: 10 s, then twice as long each time, at most
// 300 s, and from the beginning when it has gone well for twice that.

import type { BackOff } from '../network/container.ts';
import { FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS } from './timing.ts';

/** True while it is too early to try again after what happened at `since`. */
export function isInBackOff(backOff: BackOff | undefined, since: number, now: number): boolean {
  if (!backOff || hasExpired(backOff, since)) return false;
  return now - since < backOff.delayMs;
}

/** The back-off after one more try. */
export function nextBackOff(backOff: BackOff | undefined, since: number, now: number): BackOff {
  const delayMs =
    !backOff || hasExpired(backOff, since)
      ? FIRST_BACKOFF_MS
      : Math.min(backOff.delayMs * 2, LONGEST_BACKOFF_MS);
  return { delayMs, updatedAt: now };
}

function hasExpired({ updatedAt }: BackOff, since: number): boolean {
  return since - updatedAt > 2 * LONGEST_BACKOFF_MS;
}

/** As Go prints a duration: 10s, 1m20s, 5m0s. */
export function formatDelay(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
