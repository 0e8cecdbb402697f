// --sort-by: objects in the order of a field.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { findJSONPath } from './jsonPath.ts';
import { JSONPathError } from './jsonPathSyntax.ts';
import { parsePathExpression } from './pathExpression.ts';
import { withZeros } from './typedObject.ts';

/** The objects sorted, or what is wrong with the field. kubectl's own sort keeps no order among equals; this one does. */
export function sortObjects<T>(
  items: readonly T[],
  expression: string,
  objectOf: (item: T) => ApiObject,
): readonly T[] | string {
  const path = parsePathExpression(expression);
  if (typeof path === 'string') return path;
  const keyed: { readonly item: T; readonly key: unknown }[] = [];
  for (const item of items) {
    const values = findJSONPath(path.template, withZeros(objectOf(item)), { isTyped: true });
    if (values instanceof JSONPathError) {
      // Only the first object decides whether there is such a field.
      if (keyed.length === 0) return values.message;
      keyed.push({ item, key: undefined });
    } else {
      if (keyed.length === 0 && values.flat().length === 0) {
        return `couldn't find any field with path: ${path.text}`;
      }
      keyed.push({ item, key: values.flat()[0] });
    }
  }
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item);
}

function compareKeys(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [a, b] = [textOf(one), textOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Objects cannot be ordered; they stay where they are. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
