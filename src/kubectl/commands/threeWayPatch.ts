// The strategic merge patch of kubectl apply: what was applied before and is wanted no more is deleted, and what is wanted
// and live otherwise is changed. What others set and the manifest never named stays.

import { mergeKeyOf } from '../../cluster/api/mergeKeys.ts';

type Plain = Readonly<Record<string, unknown>>;

export function threeWayPatch(
  applied: unknown,
  wanted: unknown,
  live: unknown,
): Readonly<Record<string, unknown>> {
  const deletions = diffMaps(plainOr(applied), plainOr(wanted), 'deletions');
  const changes = diffMaps(plainOr(live), plainOr(wanted), 'changes');
  return mergePatches(deletions, changes);
}

/** Only what must be deleted, or only what must be added and changed. */
type Part = 'deletions' | 'changes';

function diffMaps(from: Plain, to: Plain, part: Part): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const [key, wanted] of Object.entries(to)) {
    const present = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isPlain(present) && isPlain(wanted)) {
      const inner = diffMaps(present, wanted, part);
      if (Object.keys(inner).length > 0) patch[key] = inner;
      continue;
    }
    const mergeKey = mergeKeyOfLists(key, present, wanted);
    if (mergeKey && Array.isArray(present) && Array.isArray(wanted)) {
      const items = diffLists(present, wanted, { part, mergeKey });
      if (items.length > 0) patch[key] = items;
    } else if (part === 'changes' && !isSame(present, wanted)) {
      patch[key] = wanted;
    }
  }
  if (part === 'deletions') {
    for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  }
  return patch;
}

function diffLists(
  from: readonly unknown[],
  to: readonly unknown[],
  { part, mergeKey }: { readonly part: Part; readonly mergeKey: string },
): unknown[] {
  const keyOf = (item: unknown) => (isPlain(item) ? item[mergeKey] : undefined);
  const patch: unknown[] = [];
  for (const wanted of to) {
    const present = from.find((each) => keyOf(each) === keyOf(wanted));
    if (isPlain(present) && isPlain(wanted)) {
      const inner = diffMaps(present, wanted, part);
      if (Object.keys(inner).length > 0) patch.push({ ...inner, [mergeKey]: keyOf(wanted) });
    } else if (part === 'changes') patch.push(wanted);
  }
  if (part === 'deletions') {
    for (const present of from) {
      const isGone = !to.some((each) => keyOf(each) === keyOf(present));
      if (isGone) patch.push({ $patch: 'delete', [mergeKey]: keyOf(present) });
    }
  }
  return patch;
}

/** Both parts as one patch; they never name the same scalar. */
function mergePatches(deletions: Plain, changes: Plain): Record<string, unknown> {
  const result: Record<string, unknown> = { ...deletions };
  for (const [key, change] of Object.entries(changes)) {
    const deletion = result[key];
    if (isPlain(deletion) && isPlain(change)) result[key] = mergePatches(deletion, change);
    else if (Array.isArray(deletion) && Array.isArray(change)) {
      result[key] = mergeLists(key, deletion, change);
    } else result[key] = change;
  }
  return result;
}

function mergeLists(field: string, deletions: readonly unknown[], changes: readonly unknown[]) {
  const mergeKey = mergeKeyOfLists(field, deletions, changes);
  const result = [...deletions];
  for (const change of changes) {
    const at = result.findIndex(
      (each) => mergeKey && isPlain(each) && isPlain(change) && each[mergeKey] === change[mergeKey],
    );
    const deletion = result[at];
    if (isPlain(deletion) && isPlain(change)) result[at] = mergePatches(deletion, change);
    else result.push(change);
  }
  return result;
}

function mergeKeyOfLists(field: string, one: unknown, other: unknown): string | undefined {
  const items = [one, other].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const first = items.find(isPlain);
  return first && mergeKeyOf(field, first);
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isPlain(a) || !isPlain(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainOr(value: unknown): Plain {
  return isPlain(value) ? value : {};
}
