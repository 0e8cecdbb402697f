import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { World } from './world.ts';

function newTable() {
  return new World(1).table<number>('numbers');
}

const key = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '~', '/', '0'), maxLength: 4 });
const writes = fc.array(fc.tuple(key, fc.option(fc.nat(9))), { maxLength: 120 });

describe('a table', () => {
  test('lists by code unit, whatever the order of the writes', () => {
    fc.assert(
      fc.property(writes, (list) => {
        const table = newTable();
        const model = new Map<string, number>();
        for (const [name, value] of list) {
          if (value === null) {
            expect(table.delete(name)).toBe(model.delete(name));
          } else {
            table.set(name, value);
            model.set(name, value);
          }
        }
        const sorted = [...model].sort(([one], [other]) => (one < other ? -1 : 1));
        expect(table.entries()).toEqual(sorted);
        expect(table.size).toBe(model.size);
        expect(table.lastKey()).toBe(sorted.at(-1)?.[0]);
      }),
    );
  });

  test('lists by code unit after so many writes that it sorts anew, and after few', () => {
    const world = new World(1);
    const table = world.table<number>('numbers');
    const model = new Map<string, number>();
    for (const writes of [5000, 3, 400, 5000, 1]) {
      for (let n = 0; n < writes; n++) {
        const name = `${world.random('key') % 3000}`;
        if (model.has(name)) table.delete(name);
        else table.set(name, n);
        if (!model.delete(name)) model.set(name, n);
      }
      expect(table.entries()).toEqual([...model].sort(([a], [b]) => (a < b ? -1 : 1)));
    }
  });

  test('scans a prefix, and on from a key', () => {
    fc.assert(
      fc.property(writes, key, key, (list, prefix, after) => {
        const table = newTable();
        for (const [name, value] of list) if (value !== null) table.set(name, value);
        const withPrefix = table.entries().filter(([name]) => name.startsWith(prefix));
        expect(table.entries(prefix)).toEqual(withPrefix);
        expect(table.firstKey(prefix)).toBe(withPrefix[0]?.[0]);
        expect(table.entriesAfter(after, 3)).toEqual(
          table
            .entries()
            .filter(([name]) => name > after)
            .slice(0, 3),
        );
      }),
    );
  });
});
