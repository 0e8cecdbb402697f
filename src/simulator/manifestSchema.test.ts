import { expect, test } from 'vitest';
import { descriptionOf } from '../cluster/api/core/v1/descriptions.ts';
import type { Kind, ObjectByKind } from '../cluster/api/core/v1/objects.ts';
import { fieldsOf } from '../cluster/api/core/v1/schema.ts';
import { strategyOf } from '../cluster/apiserver/strategies.ts';
import { manifestSchema } from './manifestSchema.ts';

type Definitions = Readonly<
  Record<
    string,
    { readonly properties: Readonly<Record<string, { readonly description?: string }>> }
  >
>;

test('a List has items of every kind', () => {
  expect(manifestSchema()).toMatchObject({
    definitions: {
      manifest: {
        allOf: expect.arrayContaining([
          expect.objectContaining({
            then: expect.objectContaining({
              properties: {
                items: expect.objectContaining({ items: { $ref: '#/definitions/manifest' } }),
              },
            }),
          }),
        ]),
      },
    },
  });
});

test('the text of a field says which value it has when it is left out', () => {
  const bare = {
    Service: { ports: [{ port: 1, targetPort: 1 }] },
    Pod: {
      containers: [
        {
          image: 'a',
          ports: [{ containerPort: 1 }],
          livenessProbe: { httpGet: { port: 1 } },
        },
      ],
    },
    ReplicationController: { template: { spec: { containers: [] } } },
  } as const;
  const silent = Object.entries(bare).flatMap(([kind, spec]) => {
    const { default: fill } = strategyOf(kind as Kind);
    const given = { kind, apiVersion: 'v1', metadata: { name: 'a' }, spec };
    const filled = fill(given as unknown as ObjectByKind[Kind]);
    return silentDefaults(`v1.${kind}`, given, filled);
  });
  expect(silent).toEqual([]);
});

/** Fields that were filled in, and whose text does not have the value. */
function silentDefaults(typeName: string, given: unknown, filled: unknown): string[] {
  const before = (given ?? {}) as Readonly<Record<string, unknown>>;
  const after = filled as Readonly<Record<string, unknown>>;
  return [...(fieldsOf(typeName) ?? [])].flatMap(([name, { type, isList }]): string[] => {
    const value = after[name];
    if (value === undefined || name === 'status' || name === 'metadata') return [];
    if (typeof value === 'object' && value !== null) {
      const items = isList && Array.isArray(value) ? (value as unknown[]) : [value];
      return items.flatMap((item, at) =>
        silentDefaults(
          type,
          isList ? (before[name] as unknown[] | undefined)?.[at] : before[name],
          item,
        ),
      );
    }
    if (before[name] !== undefined || value === 0) return [];
    const text = JSON.stringify(value).replaceAll('"', '');
    return descriptionOf(typeName, name).includes(text) ? [] : [`${typeName}.${name} = ${text}`];
  });
}

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
