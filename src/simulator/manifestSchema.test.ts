import { expect, test } from 'vitest';
import { manifestSchema } from './manifestSchema.ts';

type Definitions = Readonly<
  Record<
    string,
    { readonly properties: Readonly<Record<string, { readonly description?: string }>> }
  >
>;

test('the editor gets the text that kubectl explain prints for every field', () => {
  const { definitions } = manifestSchema() as { readonly definitions: Definitions };
  const undescribed = Object.entries(definitions).flatMap(([type, { properties }]) =>
    Object.entries(properties)
      .filter(([, { description = '' }]) => description === '')
      .map(([field]) => `${type}.${field}`),
  );
  expect(undescribed).toEqual([]);
  expect(definitions['v1.ReplicationControllerSpec']?.properties['replicas']?.description).toMatch(
    /^How many pods there should be/,
  );
});

test('an object in a field has the text of the field, not the one of its type', () => {
  const { definitions } = manifestSchema() as { readonly definitions: Definitions };
  const spec = definitions['v1.Service']?.properties['spec'];
  expect(spec).toMatchObject({ $ref: '#/definitions/v1.ServiceSpec' });
  expect(spec?.description).toMatch(/^Spec defines the behavior of a service/);
});
