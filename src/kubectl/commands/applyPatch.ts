// The patch of `kubectl apply`: what is wanted, and null or `$patch: delete` for what was applied before and is no more.

import { mergeKeyOf } from '../../cluster/api/mergeKeys.ts';
import type { ObjectMeta } from '../../cluster/api/meta.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Plain = Readonly<Record<string, unknown>>;

export function applyPatch(live: { readonly metadata: ObjectMeta }, wanted: Plain): unknown {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  let before: unknown = {};
  try {
    before = text === undefined ? {} : JSON.parse(text);
  } catch {
    // Somebody wrote nonsense there: nothing is known to be removed.
  }
  return withRemovals(before, wanted);
}

function withRemovals(before: unknown, wanted: unknown, field = ''): unknown {
  if (Array.isArray(wanted)) return listWithRemovals(before, wanted, field);
  if (!isPlain(wanted)) return wanted;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(wanted)) {
    result[key] = withRemovals(isPlain(before) ? before[key] : undefined, value, key);
  }
  for (const key of isPlain(before) ? Object.keys(before) : []) {
    if (!(key in wanted) && key !== 'annotations') result[key] = null;
  }
  return result;
}

function listWithRemovals(before: unknown, wanted: readonly unknown[], field: string): unknown[] {
  const old = Array.isArray(before) ? (before as readonly unknown[]) : [];
  const first = wanted[0] ?? old[0];
  const mergeKey = isPlain(first) ? mergeKeyOf(field, first) : undefined;
  if (!mergeKey) return [...wanted];
  const keyOf = (item: unknown) => (isPlain(item) ? item[mergeKey] : undefined);
  const kept = wanted.map((item) =>
    withRemovals(
      old.find((each) => keyOf(each) === keyOf(item)),
      item,
    ),
  );
  const removed = old
    .filter((item) => !wanted.some((each) => keyOf(each) === keyOf(item)))
    .map((item) => ({ $patch: 'delete', [mergeKey]: keyOf(item) }));
  return [...kept, ...removed];
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
