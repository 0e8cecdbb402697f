import { describe, expect, test } from 'vitest';
import type { BackOff } from '../network/container.ts';
import { formatDelay, isInBackOff, nextBackOff } from './backOff.ts';

describe('back-off', () => {
  test('grows 10, 20, 40, 80, 160 and stays at 300 seconds', () => {
    const delays: number[] = [];
    let backOff: BackOff | undefined;
    for (let at = 0; delays.length < 7; at += 100_000) {
      backOff = nextBackOff(backOff, at, at);
      delays.push(backOff.delayMs / 1000);
    }
    expect(delays).toEqual([10, 20, 40, 80, 160, 300, 300]);
  });

  test('is counted from the end of the container', () => {
    const backOff = { delayMs: 20_000, updatedAt: 1_000 };
    expect(isInBackOff(backOff, 5_000, 24_999)).toBe(true);
    expect(isInBackOff(backOff, 5_000, 25_000)).toBe(false);
    expect(isInBackOff(undefined, 5_000, 5_000)).toBe(false);
  });

  test('begins anew when the container ran for more than ten minutes', () => {
    const backOff = { delayMs: 160_000, updatedAt: 0 };
    expect(nextBackOff(backOff, 600_000, 600_000).delayMs).toBe(300_000);
    expect(isInBackOff(backOff, 600_001, 600_001)).toBe(false);
    expect(nextBackOff(backOff, 600_001, 600_001).delayMs).toBe(10_000);
  });

  test('is printed as Go prints a duration', () => {
    expect([10_000, 80_000, 300_000].map(formatDelay)).toEqual(['10s', '1m20s', '5m0s']);
  });
});
