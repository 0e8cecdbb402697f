// The strategic merge patch of kubectl apply: what was applied before and is wanted no more is deleted, and what is wanted
// and live otherwise is changed. What others set and the manifest never named stays.

import { typeOfField } from '../../cluster/api/core/v1/schema.ts';
import { mergeKeyOf } from '../../cluster/api/mergeKeys.ts';

type Plain = Readonly<Record<string, unknown>>;

interface Versions {
  readonly applied: unknown;
  readonly wanted: unknown;
  readonly live: unknown;
}

/** `typeName` is the object's type in the schema. */
export function threeWayPatch(
  typeName: string,
  { applied, wanted, live }: Versions,
): Readonly<Record<string, unknown>> {
  const deletions = diffMaps({ typeName, part: 'deletions' }, plainOr(applied), plainOr(wanted));
  const changes = diffMaps({ typeName, part: 'changes' }, plainOr(live), plainOr(wanted));
  return mergePatches(typeName, deletions, changes);
}

interface Scope {
  readonly typeName: string;
  /** Only what must be deleted, or only what must be added and changed. */
  readonly part: 'deletions' | 'changes';
}

function diffMaps({ typeName, part }: Scope, from: Plain, to: Plain): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const [key, wanted] of Object.entries(to)) {
    const present = Object.hasOwn(from, key) ? from[key] : undefined;
    const inner = { typeName: typeOfField(typeName, key), part };
    const mergeKey = mergeKeyOf(typeName, key);
    if (isPlain(present) && isPlain(wanted)) {
      const changed = diffMaps(inner, present, wanted);
      if (Object.keys(changed).length > 0) patch[key] = changed;
    } else if (mergeKey !== undefined && Array.isArray(present) && Array.isArray(wanted)) {
      const items = diffLists(inner, mergeKey, { from: present, to: wanted });
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

interface Lists {
  readonly from: readonly unknown[];
  readonly to: readonly unknown[];
}

/** Of values only those that are new: 1.3 deletes none. */
function diffLists(scope: Scope, mergeKey: string, { from, to }: Lists): unknown[] {
  const { part } = scope;
  if (mergeKey === '') return part === 'changes' ? to.filter((each) => !from.includes(each)) : [];
  const keyOf = (item: unknown) => (isPlain(item) ? item[mergeKey] : undefined);
  const patch: unknown[] = [];
  for (const wanted of to) {
    const present = from.find((each) => keyOf(each) === keyOf(wanted));
    if (isPlain(present) && isPlain(wanted)) {
      const inner = diffMaps(scope, present, wanted);
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
function mergePatches(typeName: string, deletions: Plain, changes: Plain): Record<string, unknown> {
  const result: Record<string, unknown> = { ...deletions };
  for (const [key, change] of Object.entries(changes)) {
    const deletion = result[key];
    const inner = typeOfField(typeName, key);
    const mergeKey = mergeKeyOf(typeName, key) ?? '';
    if (isPlain(deletion) && isPlain(change)) result[key] = mergePatches(inner, deletion, change);
    else if (Array.isArray(deletion) && Array.isArray(change)) {
      result[key] = mergeLists(inner, mergeKey, { from: deletion, to: change });
    } else result[key] = change;
  }
  return result;
}

function mergeLists(typeName: string, mergeKey: string, { from, to }: Lists): unknown[] {
  const result = [...from];
  for (const change of to) {
    const at = result.findIndex(
      (each) => isPlain(each) && isPlain(change) && each[mergeKey] === change[mergeKey],
    );
    const deletion = result[at];
    if (isPlain(deletion) && isPlain(change)) {
      result[at] = mergePatches(typeName, deletion, change);
    } else result.push(change);
  }
  return result;
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
