// What every object's metadata must be, on creation and on update, as in Kubernetes 1.3.

import { invalid, invalidEach, nonNegative, required, forbidden } from '../../../fieldErrors.ts';
import { byteLength } from '../../../goJson.ts';
import type { FieldError, Labels, ObjectMeta } from '../../../meta.ts';
import { isDNS1123Label, isLabelValue, isQualifiedName, type NameRule } from '../names.ts';

const LONGEST_ANNOTATIONS = 256 * 1024;

const IMMUTABLE = 'field is immutable';

/** Metadata of a namespaced object (or of a cluster-wide one). */
export function validateObjectMeta(
  metadata: ObjectMeta,
  isNamespaced: boolean,
  nameRule: NameRule,
): FieldError[] {
  const { name, generateName, namespace } = metadata;
  return [
    ...(generateName
      ? invalidEach('metadata.generateName', generateName, nameRule(withoutLastDash(generateName)))
      : []),
    ...(name
      ? invalidEach('metadata.name', name, nameRule(name))
      : [required('metadata.name', 'name or generateName is required')]),
    ...(isNamespaced ? validateNamespaceOf(namespace) : refuseNamespace(namespace)),
    ...nonNegative(metadata.generation, 'metadata.generation'),
    ...validateLabels(metadata.labels, 'metadata.labels'),
    ...validateAnnotations(metadata.annotations, 'metadata.annotations'),
  ];
}

/** Metadata of an object that replaces another. */
export function validateObjectMetaUpdate(given: ObjectMeta, old: ObjectMeta): FieldError[] {
  if (given === old) return [];
  const metadata = repairMetadata(given, old);
  const path = (field: keyof ObjectMeta) => `metadata.${field}`;
  const errors: FieldError[] = [];
  const onlyByDeletion = `${IMMUTABLE}; may only be changed via deletion`;
  for (const field of ['deletionGracePeriodSeconds', 'deletionTimestamp'] as const) {
    if (metadata[field] !== undefined && metadata[field] !== old[field]) {
      errors.push(invalid(path(field), metadata[field], onlyByDeletion));
    }
  }
  if (!metadata.resourceVersion) {
    errors.push(invalid(path('resourceVersion'), '', 'must be specified for an update'));
  }
  if ((metadata.generation ?? 0) < (old.generation ?? 0)) {
    errors.push(invalid(path('generation'), metadata.generation ?? 0, 'must not be decremented'));
  }
  for (const field of ['name', 'namespace', 'uid'] as const) {
    if ((metadata[field] || undefined) !== (old[field] || undefined)) {
      errors.push(invalid(path(field), metadata[field] ?? '', IMMUTABLE));
    }
  }
  errors.push(...validateLabels(metadata.labels, path('labels')));
  errors.push(...validateAnnotations(metadata.annotations, path('annotations')));
  return errors;
}

/** What an update may leave out is taken from the old object, as 1.3 does for clients that send less. */
export function repairMetadata(metadata: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const isWhole =
    metadata.uid === old.uid &&
    metadata.creationTimestamp === old.creationTimestamp &&
    metadata.deletionTimestamp === old.deletionTimestamp &&
    metadata.deletionGracePeriodSeconds === old.deletionGracePeriodSeconds;
  if (isWhole) return metadata;
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, ...rest } =
    metadata;
  const repaired = {
    uid: uid || old.uid,
    creationTimestamp: old.creationTimestamp ?? creationTimestamp,
    deletionTimestamp: old.deletionTimestamp ?? deletionTimestamp,
    deletionGracePeriodSeconds: deletionGracePeriodSeconds ?? old.deletionGracePeriodSeconds,
  };
  const given = Object.entries(repaired).filter(([, value]) => value !== undefined);
  return { ...rest, ...Object.fromEntries(given) };
}

/** The errors name the map, not the key in it: that is how 1.3 says it. */
export function validateLabels(labels: Labels | undefined, field: string): FieldError[] {
  if (!labels) return [];
  const errors: FieldError[] = [];
  for (const key of Object.keys(labels).sort()) {
    const value = String(labels[key]);
    errors.push(...invalidEach(field, key, isQualifiedName(key)));
    errors.push(...invalidEach(field, value, isLabelValue(value)));
  }
  return errors;
}

export function validateAnnotations(annotations: Labels | undefined, field: string): FieldError[] {
  if (!annotations) return [];
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const key of Object.keys(annotations).sort()) {
    errors.push(...invalidEach(field, key, isQualifiedName(key.toLowerCase())));
    bytes += byteLength(key) + byteLength(String(annotations[key]));
  }
  if (bytes > LONGEST_ANNOTATIONS) {
    const detail = `must have at most ${LONGEST_ANNOTATIONS} characters`;
    errors.push({ type: 'TooLong', field, detail });
  }
  return errors;
}

function validateNamespaceOf(namespace: string | undefined): FieldError[] {
  const field = 'metadata.namespace';
  return namespace ? invalidEach(field, namespace, isDNS1123Label(namespace)) : [required(field)];
}

function refuseNamespace(namespace: string | undefined): FieldError[] {
  return namespace ? [forbidden('metadata.namespace', 'not allowed on this type')] : [];
}

/** As in 1.3, which replaces the last two characters: a lone dash stays one. */
function withoutLastDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
