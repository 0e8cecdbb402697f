import { describe, expect, test } from 'vitest';
import { canonicalText } from './digest.ts';
import { hash32 } from './random.ts';
import { World } from './world.ts';

describe('a named stream', () => {
  test('does not move when another stream is drawn from', () => {
    const one = new World(7);
    const other = new World(7);
    const drawn = [one.random('pod-name'), one.random('pod-name')];
    const first = other.random('pod-name');
    other.random('service-ip');
    expect([first, other.random('pod-name')]).toEqual(drawn);
  });

  test('is even: chi-square of 100,000 draws over 100 classes is within 99.9 %', () => {
    const classes = Array.from({ length: 100 }, () => 0);
    for (let n = 1; n <= 100_000; n++) {
      const at = Math.floor((hash32(1, 'statistic', n) / 2 ** 32) * 100);
      classes[at] = (classes[at] ?? 0) + 1;
    }
    const chiSquare = classes.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(148.2);
  });

  test('follows the seed', () => {
    expect(hash32(1, 'a', 1)).not.toBe(hash32(2, 'a', 1));
  });
});

describe('the canonical text of a record', () => {
  test('does not depend on the order in which fields were set, and tells types apart', () => {
    expect(canonicalText({ a: 1, b: [true, null] })).toBe(canonicalText({ b: [true, null], a: 1 }));
    expect(canonicalText({ a: '1' })).not.toBe(canonicalText({ a: 1 }));
    expect(canonicalText(['a', 'b'])).not.toBe(canonicalText(['a,b']));
  });
});
