// What Kubernetes 1.3 keeps in annotations of pods because it has no fields for it yet: tolerations, affinity, seccomp
// profiles, host names.

import { parseJSON } from '../../../readJSON.ts';
import { invalid, invalidEach, notSupported, required } from '../../../fieldErrors.ts';
import type { FieldError, Labels } from '../../../meta.ts';
import { isDNS1123Label, isLabelValue, isQualifiedName } from '../names.ts';
import { validateAffinity } from './affinity.ts';
import { validateSubPath } from './volumes.ts';

const AFFINITY = 'scheduler.alpha.kubernetes.io/affinity';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const HOSTNAME = 'pod.beta.kubernetes.io/hostname';
const SUBDOMAIN = 'pod.beta.kubernetes.io/subdomain';

export function validatePodAnnotations(
  annotations: Labels | undefined,
  path: string,
): FieldError[] {
  if (!annotations) return [];
  const errors: FieldError[] = [];
  const affinity = annotations[AFFINITY];
  if (affinity) {
    const parsed = parseJSON(affinity);
    if ('problem' in parsed) errors.push(invalid(path, AFFINITY, parsed.problem));
    else errors.push(...validateAffinity(parsed.value, `${path}.${AFFINITY}`));
  }
  const tolerations = annotations[TOLERATIONS];
  if (tolerations) {
    const parsed = parseJSON(tolerations);
    if ('problem' in parsed) errors.push(invalid(path, TOLERATIONS, parsed.problem));
    else errors.push(...validateTolerations(parsed.value, `${path}.${TOLERATIONS}`));
  }
  for (const key of [HOSTNAME, SUBDOMAIN]) {
    const name = annotations[key];
    if (name !== undefined) {
      errors.push(...invalidEach(`${path}[${key}]`, name, isDNS1123Label(name)));
    }
  }
  const profiles = Object.keys(annotations)
    .filter((key) => key.startsWith(CONTAINER_SECCOMP))
    .sort();
  for (const key of [...(SECCOMP in annotations ? [SECCOMP] : []), ...profiles]) {
    errors.push(...validateSeccomp(annotations[key] ?? '', `${path}.${key}`));
  }
  return errors;
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

function validateTolerations(value: unknown, path: string): FieldError[] {
  if (!Array.isArray(value)) return [];
  return (value as Toleration[]).flatMap((toleration, index) => {
    const field = `${path}[${index}]`;
    const { key = '', operator = '', value: own = '', effect = '' } = toleration ?? {};
    const errors = invalidEach(`${field}.key`, key, isQualifiedName(key));
    if (operator === '' || operator === 'Equal') {
      const texts = isLabelValue(own);
      if (texts.length > 0) errors.push(invalid(`${field}.operator`, own, texts.join(';')));
    } else if (operator !== 'Exists') {
      errors.push(notSupported(`${field}.operator`, operator, ['Equal', 'Exists']));
    } else if (own !== '') {
      const detail = "value must be empty when `operator` is 'Exists'";
      errors.push(invalid(`${field}.operator`, { key, operator, value: own, effect }, detail));
    }
    return [...errors, ...(effect === '' ? [] : validateTaintEffect(effect, `${field}.effect`))];
  });
}

/** What a taint does to pods that do not tolerate it. */
export function validateTaintEffect(effect: string, field: string): FieldError[] {
  if (effect === '') return [required(field)];
  const effects = ['NoSchedule', 'PreferNoSchedule'];
  return effects.includes(effect) ? [] : [notSupported(field, effect, effects)];
}

function validateSeccomp(profile: string, field: string): FieldError[] {
  if (profile === 'docker/default' || profile === 'unconfined') return [];
  const local = 'localhost/';
  return profile.startsWith(local)
    ? validateSubPath(profile.slice(local.length), field)
    : [invalid(field, profile, 'must be a valid seccomp profile')];
}
