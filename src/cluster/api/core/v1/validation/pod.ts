// Which pods are taken, as in Kubernetes 1.3 (pkg/api/validation), and what of a pod may change.

import { isEqual } from '../../../equality.ts';
import {
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  oneOf,
  required,
} from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { isDNS1123Label, isDNS1123Subdomain, isUnixId } from '../names.ts';
import type { Pod, PodSpec } from '../objects.ts';
import { validateContainers, validateHostNetwork } from './containers.ts';
import { validateLabels, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validatePodAnnotations } from './podAnnotations.ts';
import { validateVolumes } from './volumes.ts';

export function validatePod(pod: Pod): FieldError[] {
  return [
    ...validateObjectMeta(pod.metadata, true, isDNS1123Subdomain),
    ...validatePodAnnotations(pod.metadata.annotations, 'metadata.annotations'),
    ...validatePodSpec(pod.spec, 'spec'),
  ];
}

/** Specs that were right, by identity: the pods of a controller share their template's. Only a memo. */
const right = new WeakSet<PodSpec>();

export function validatePodSpec(spec: PodSpec, path: string): FieldError[] {
  if (right.has(spec)) return [];
  const errors = checkPodSpec(spec, path);
  if (errors.length === 0) right.add(spec);
  return errors;
}

function checkPodSpec(spec: PodSpec, path: string): FieldError[] {
  const { errors, names } = validateVolumes(spec.volumes ?? [], `${path}.volumes`);
  const { serviceAccountName, nodeName, activeDeadlineSeconds, hostname, subdomain } = spec;
  return [
    ...errors,
    ...validateContainers(spec.containers, names, `${path}.containers`),
    ...validateRestartPolicy(spec.restartPolicy, `${path}.restartPolicy`),
    ...oneOf(spec.dnsPolicy, ['ClusterFirst', 'Default'], `${path}.dnsPolicy`),
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...(spec.hostNetwork ? validateHostNetwork(spec.containers, `${path}.containers`) : []),
    ...validateSecurityContext(spec.securityContext ?? {}, `${path}.securityContext`),
    ...named(`${path}.serviceAccountName`, serviceAccountName, isDNS1123Subdomain),
    ...named(`${path}.nodeName`, nodeName, isDNS1123Subdomain),
    ...(activeDeadlineSeconds !== undefined && activeDeadlineSeconds <= 0
      ? [invalid(`${path}.activeDeadlineSeconds`, activeDeadlineSeconds, 'must be greater than 0')]
      : []),
    ...named(`${path}.hostname`, hostname, isDNS1123Label),
    ...named(`${path}.subdomain`, subdomain, isDNS1123Label),
  ];
}

/** Only images and the deadline of a pod may change. 1.3 validates it as a new pod first. */
export function validatePodUpdate(pod: Pod, old: Pod): FieldError[] {
  return [...validatePod(pod), ...validatePodChange(pod, old)];
}

/** What 1.3 calls ValidatePodUpdate. */
export function validatePodChange(pod: Pod, old: Pod): FieldError[] {
  const errors = [
    ...validateObjectMetaUpdate(pod.metadata, old.metadata),
    ...validatePodAnnotations(pod.metadata.annotations, 'metadata.annotations'),
  ];
  const { containers } = pod.spec;
  if (containers.length !== old.spec.containers.length) {
    const detail = 'pod updates may not add or remove containers';
    return [...errors, forbidden('spec.containers', detail)];
  }
  containers.forEach(({ image }, index) => {
    if (!image) errors.push(required(`spec.containers[${index}].image`));
  });
  const deadline = validateDeadlineChange(pod.spec, old.spec);
  errors.push(...deadline.errors);
  if (deadline.isFinal) return errors;
  if (!isEqual(withOldImages(pod.spec, old.spec), withOldImages(old.spec, old.spec))) {
    const detail =
      'pod updates may not change fields other than `containers[*].image` or `spec.activeDeadlineSeconds`';
    errors.push(forbidden('spec', detail));
  }
  return errors;
}

/** A kubelet's word on a pod. */
export function validatePodStatusUpdate(pod: Pod, old: Pod): FieldError[] {
  const isMoved = (pod.spec?.nodeName || undefined) !== (old.spec.nodeName || undefined);
  return [
    ...validateObjectMetaUpdate(pod.metadata, old.metadata),
    ...(isMoved ? [forbidden('status.nodeName', 'may not be changed directly')] : []),
  ];
}

/** The list is not in order, as in 1.3. */
function validateRestartPolicy(policy: string | undefined, field: string): FieldError[] {
  const policies = ['Always', 'OnFailure', 'Never'];
  if (!policy) return [required(field)];
  return policies.includes(policy) ? [] : [notSupported(field, policy, policies)];
}

function validateSecurityContext(
  { fsGroup, runAsUser, supplementalGroups }: PodSpec['securityContext'],
  path: string,
): FieldError[] {
  return [
    ...(fsGroup === undefined ? [] : invalidEach(`${path}.fsGroup`, fsGroup, isUnixId(fsGroup))),
    ...(runAsUser === undefined
      ? []
      : invalidEach(`${path}.runAsUser`, runAsUser, isUnixId(runAsUser))),
    ...(supplementalGroups ?? []).flatMap((group, index) =>
      invalidEach(`${path}.supplementalGroups[${index}]`, group, isUnixId(group)),
    ),
  ];
}

function named(
  field: string,
  name: string | undefined,
  rule: (text: string) => string[],
): FieldError[] {
  return name ? invalidEach(field, name, rule(name)) : [];
}

/** The deadline may be set, and then only be drawn nearer. */
function validateDeadlineChange(
  { activeDeadlineSeconds: seconds }: PodSpec,
  { activeDeadlineSeconds: before }: PodSpec,
): { readonly errors: FieldError[]; readonly isFinal: boolean } {
  const field = 'spec.activeDeadlineSeconds';
  if (seconds === undefined) {
    const detail = 'must not update from a positive integer to nil value';
    return {
      errors: before === undefined ? [] : [invalid(field, null, detail)],
      isFinal: false,
    };
  }
  const detail =
    seconds < 0
      ? 'must be greater than or equal to 0'
      : before !== undefined && before < seconds
        ? 'must be less than or equal to previous value'
        : undefined;
  return detail === undefined
    ? { errors: [], isFinal: false }
    : { errors: [invalid(field, seconds, detail)], isFinal: true };
}

function withOldImages(spec: PodSpec, old: PodSpec): object {
  const { activeDeadlineSeconds: _, ...rest } = spec;
  return {
    ...rest,
    containers: spec.containers.map((container, index) => ({
      ...container,
      image: old.containers[index]?.image ?? '',
    })),
  };
}
