// What label and annotate have in common: `TYPE NAME ... KEY=VALUE KEY-`, and the patch that comes of it.

import { mistake, type Failure } from '../failures.ts';

export interface Pairs {
  /** Words before the first pair: types and names. */
  readonly words: readonly string[];
  readonly pairs: readonly string[];
}

/** `kind` is label or annotation. */
export function splitPairs(words: readonly string[], kind: string): Pairs | Failure {
  const isPair = (word: string) => word.includes('=') || word.endsWith('-');
  const at = words.findIndex(isPair);
  if (at < 0) return { words, pairs: [] };
  const pairs = words.slice(at);
  const stray = pairs.find((word) => !isPair(word));
  return stray === undefined
    ? { words: words.slice(0, at), pairs }
    : mistake(`all resources must be specified before ${kind} changes: ${stray}`);
}

export interface Changes {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** The map as it is to be, and whether it differs. */
export function applyChanges(
  old: Readonly<Record<string, string>>,
  { set, remove }: Changes,
): { readonly patch: Readonly<Record<string, string | null>>; readonly isChanged: boolean } {
  const patch: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(set)) if (old[key] !== value) patch[key] = value;
  for (const key of remove) {
    delete patch[key];
    if (Object.hasOwn(old, key)) patch[key] = null;
  }
  return { patch, isChanged: Object.keys(patch).length > 0 };
}
