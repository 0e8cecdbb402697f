import { expect, test } from 'vitest';
import { descriptionOf } from './descriptions.ts';
import { schema } from './schema.ts';

test('every type and every field says what it is for', () => {
  const silent = Object.entries(schema).flatMap(([typeName, fields]) =>
    ['', ...Object.keys(fields)]
      .filter((field) => descriptionOf(typeName, field) === '')
      .map((field) => `${typeName} ${field}`),
  );
  expect(silent).toEqual([]);
});
