// Strategic merge patch, as in Kubernetes 1.3: maps are merged, null deletes, some lists are joined by a key of their items,
// and `$patch` says replace or delete.

import { typeOfField } from './core/v1/schema.ts';
import { goJson } from './goJson.ts';
import { mergeKeyOf } from './mergeKeys.ts';

type Plain = Readonly<Record<string, unknown>>;

/** A patch that cannot be applied; the text is the API server's. */
export class PatchRefusal {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

/** The object with the patch applied; `typeName` is its type in the schema. */
export function strategicMergePatch(
  typeName: string,
  target: unknown,
  patch: Plain,
): Plain | PatchRefusal {
  const directive = patch.$patch;
  if (directive === 'replace') {
    const { $patch: _, ...rest } = patch;
    return rest;
  }
  if (directive === 'delete') return {};
  if (directive !== undefined) return badDirective(directive, patch);
  const result: Record<string, unknown> = isPlain(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    const merged = mergeField(typeName, key, result[key], value);
    if (merged instanceof PatchRefusal) return merged;
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

function mergeField(typeName: string, key: string, target: unknown, value: unknown): unknown {
  if (value === null) return undefined;
  if (target === undefined) return value;
  const type = typeOfField(typeName, key);
  if (isPlain(target) && isPlain(value)) return strategicMergePatch(type, target, value);
  const mergeKey = mergeKeyOf(typeName, key);
  if (mergeKey === undefined || !Array.isArray(target) || !Array.isArray(value)) return value;
  return mergeList(target as readonly unknown[], value as readonly unknown[], { type, mergeKey });
}

function mergeList(
  target: readonly unknown[],
  patch: readonly unknown[],
  { type, mergeKey }: { readonly type: string; readonly mergeKey: string },
): readonly unknown[] | PatchRefusal {
  if (mergeKey === '') return [...new Set([...target, ...patch])];
  const items: Plain[] = [];
  let result = [...target];
  let isReplaced = false;
  const indexOf = (item: Plain) =>
    result.findIndex((each) => isPlain(each) && each[mergeKey] === item[mergeKey]);
  for (const item of patch) {
    if (!isPlain(item)) return new PatchRefusal('list element types are not identical');
    const directive = item.$patch;
    if (directive === undefined) items.push(item);
    else if (directive === 'replace') isReplaced = true;
    else if (directive === 'delete') {
      if (item[mergeKey] === undefined) {
        return new PatchRefusal('delete patch type with no merge key defined');
      }
      const at = indexOf(item);
      result = result.filter((_, index) => index !== at);
    } else if (directive === 'merge') {
      return new PatchRefusal('merging lists cannot yet be specified in the patch');
    } else return badDirective(directive, item);
  }
  if (isReplaced) return items;
  for (const item of items) {
    if (item[mergeKey] === undefined) {
      const text = `map: ${goMap(item)} does not contain declared merge key: ${mergeKey}`;
      return new PatchRefusal(text);
    }
    const at = indexOf(item);
    const merged = at < 0 ? item : strategicMergePatch(type, result[at], item);
    if (merged instanceof PatchRefusal) return merged;
    if (at < 0) result.push(merged);
    else result[at] = merged;
  }
  return result;
}

function badDirective(directive: unknown, map: Plain): PatchRefusal {
  return new PatchRefusal(`unknown patch type: ${String(directive)} in map: ${goMap(map)}`);
}

/** A value as Go's %v prints it. */
function goMap(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goMap).join(' ')}]`;
  if (!isPlain(value)) {
    return value === null ? '<nil>' : typeof value === 'string' ? value : goJson(value);
  }
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goMap(value[key])}`);
  return `map[${pairs.join(' ')}]`;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
