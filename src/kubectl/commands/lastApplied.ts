// The annotation in which apply keeps what was applied last, and --save-config what was sent first.

import { encodeObject } from '../encode.ts';
import type { ManifestObject } from '../manifests.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with itself in its annotation, as Go writes it. */
export function withLastApplied(object: ManifestObject): ManifestObject {
  const plain = encodeObject(withoutLastApplied(object));
  const text = JSON.stringify(plain);
  const annotations = { ...plain.metadata.annotations, [LAST_APPLIED]: text };
  return encodeObject({ ...plain, metadata: { ...plain.metadata, annotations } });
}

/** As create and replace send it: with the annotation if it is asked for, or if it is there already. */
export function keepingLastApplied(object: ManifestObject, isAsked: boolean): ManifestObject {
  return isAsked || object.metadata.annotations?.[LAST_APPLIED] !== undefined
    ? withLastApplied(object)
    : object;
}

/** What was applied last; an empty object if nobody knows. */
export function lastAppliedOf(object: ManifestObject): unknown {
  const text = object.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {}; // Somebody wrote nonsense there: nothing is known to be removed.
  }
}

function withoutLastApplied(object: ManifestObject): ManifestObject {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {};
  return { ...object, metadata: { ...object.metadata, annotations } };
}
