// The table of fields as a JSON Schema (draft 7), for editors that complete and check manifests.

import { resources } from '../cluster/api/kinds.ts';
import { descriptionOf } from '../cluster/api/core/v1/descriptions.ts';
import { parseFieldType, schema, type FieldTable } from '../cluster/api/core/v1/schema.ts';

type JSONSchema = Readonly<Record<string, unknown>>;

/** Of one manifest: which fields it may have depends on its kind; a List has manifests of its own. */
export function manifestSchema(): JSONSchema {
  const kinds = resources.map(({ kind }) => kind);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: '#/definitions/manifest',
    definitions: {
      ...Object.fromEntries(
        Object.entries(schema).map(([name, fields]) => [name, definitionOf(name, fields)]),
      ),
      manifest: {
        type: 'object',
        required: ['apiVersion', 'kind'],
        properties: {
          apiVersion: { enum: ['v1'], description: descriptionOf('v1.Service', 'apiVersion') },
          kind: { enum: [...kinds, 'List'], description: descriptionOf('v1.Service', 'kind') },
        },
        allOf: [
          ...kinds.map((kind) => whenKind(kind, { $ref: `#/definitions/v1.${kind}` })),
          whenKind('List', {
            properties: {
              items: {
                description: 'Manifests of any kind, applied one after another.',
                type: 'array',
                items: { $ref: '#/definitions/manifest' },
              },
            },
          }),
        ],
      },
    },
  };
}

function whenKind(kind: string, then: JSONSchema): JSONSchema {
  return { if: { properties: { kind: { const: kind } }, required: ['kind'] }, then };
}

function definitionOf(typeName: string, fields: FieldTable): JSONSchema {
  const names = Object.keys(fields);
  return {
    type: 'object',
    description: descriptionOf(typeName),
    additionalProperties: false,
    required: names.filter((name) => parseFieldType(fields[name] ?? '').isRequired),
    properties: Object.fromEntries(
      names.map((name) => [
        name,
        // The editor's language server shows what stands beside a $ref rather than what it refers to.
        { description: descriptionOf(typeName, name), ...propertyOf(name, fields[name] ?? '') },
      ]),
    ),
  };
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  protocol: ['TCP', 'UDP'],
  sessionAffinity: ['None', 'ClientIP'],
  imagePullPolicy: ['Always', 'IfNotPresent', 'Never'],
  restartPolicy: ['Always', 'OnFailure', 'Never'],
  dnsPolicy: ['ClusterFirst', 'Default'],
};

function propertyOf(name: string, text: string): JSONSchema {
  const { type, isList, isMap } = parseFieldType(text);
  const one = CHOICES[name] ? { enum: CHOICES[name] } : typeOf(type);
  if (isList) return { type: 'array', items: one };
  return isMap ? { type: 'object', additionalProperties: one } : one;
}

function typeOf(type: string): JSONSchema {
  switch (type) {
    case 'any':
      return {};
    case 'string':
    case 'boolean':
    case 'integer':
      return { type };
    case 'long':
      return { type: 'integer' };
    case 'int-or-string':
      return { type: ['integer', 'string'] };
    case 'quantity':
      return { type: ['string', 'number'] };
    case 'time':
      return { type: ['string', 'null'] };
    default:
      return { $ref: `#/definitions/${type}` };
  }
}
