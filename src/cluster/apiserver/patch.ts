// Merge patch (RFC 7386) and strategic merge patch with the merge keys of the kinds that we have; `$patch` and null delete.

import { mergeKeyOf } from '../api/mergeKeys.ts';

type Plain = Readonly<Record<string, unknown>>;

export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlain(patch)) return patch;
  const result: Record<string, unknown> = isPlain(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

export function strategicMergePatch(target: unknown, patch: unknown, field = ''): unknown {
  if (Array.isArray(patch)) return mergeList(Array.isArray(target) ? target : [], patch, field);
  if (!isPlain(patch)) return patch;
  if (patch.$patch === 'replace') return without(patch, '$patch');
  const result: Record<string, unknown> = isPlain(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch' || key.startsWith('$setElementOrder')) continue;
    if (value === null) delete result[key];
    else result[key] = strategicMergePatch(result[key], value, key);
  }
  return result;
}

function mergeList(target: readonly unknown[], patch: readonly unknown[], field: string): unknown {
  const first = patch[0];
  const mergeKey = isPlain(first) ? mergeKeyOf(field, first) : undefined;
  if (!mergeKey) return patch;
  if (patch.some((item) => isPlain(item) && item.$patch === 'replace')) {
    return patch.filter((item) => !(isPlain(item) && item.$patch === 'replace'));
  }
  let result = [...target];
  for (const item of patch) {
    if (!isPlain(item)) continue;
    const at = result.findIndex((each) => isPlain(each) && each[mergeKey] === item[mergeKey]);
    if (item.$patch === 'delete') {
      result = result.filter((_, index) => index !== at);
    } else if (at < 0) result.push(item);
    else result[at] = strategicMergePatch(result[at], item, '');
  }
  return result;
}

function without(object: Plain, key: string): Plain {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
