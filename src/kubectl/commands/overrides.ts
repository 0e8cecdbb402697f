// --overrides: JSON that is laid over what a generator made.

import { readArgument } from '../documents.ts';
import { mistake, type Failure } from '../failures.ts';
import type { ManifestObject } from '../manifests.ts';
import type { Release } from '../release.ts';

/** Objects are joined, null deletes, all else is replaced. */
export function applyOverrides(
  object: ManifestObject,
  text: string,
  release: Release,
): ManifestObject | Failure {
  if (text === '') return object;
  const read = readArgument(text);
  if (release === 'v1.0' && 'problem' in read) return mistake(read.problem);
  if ('problem' in read || !isPlain(read.value) || !/^\s*\{/.test(text)) {
    return mistake('Invalid JSON Patch');
  }
  return merge(object, read.value) as ManifestObject;
}

type Plain = Readonly<Record<string, unknown>>;

function merge(target: unknown, patch: unknown): unknown {
  if (!isPlain(patch)) return patch;
  const result: Record<string, unknown> = isPlain(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
