import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignTabs, describeOptions, getOptions } from './tabWriter.ts';

describe('a table of kubectl get', () => {
  test('has columns of at least ten letters, three blanks apart', () => {
    expect(alignTabs('NAME\tREADY\nwebapp-x1b2c\t1/1\n', getOptions)).toBe(
      'NAME           READY\nwebapp-x1b2c   1/1\n',
    );
    expect(alignTabs('A\tB\n1\t2\n', getOptions)).toBe('A         B\n1         2\n');
  });

  test('keeps every cell, in its place', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 20 });
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (table) => {
        const text = table.map((row) => `${row.join('\t')}\n`).join('');
        const lines = alignTabs(text, getOptions).trimEnd().split('\n');
        expect(lines.map((line) => line.split(/ +/))).toEqual(table);
      }),
    );
  });
});

test('describe puts values behind tabs', () => {
  expect(alignTabs('Name:\twebapp\nNamespace:\tdefault\n', describeOptions)).toBe(
    'Name:\t\twebapp\nNamespace:\tdefault\n',
  );
});
