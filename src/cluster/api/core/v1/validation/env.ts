// Environment variables and the references that their values may be, as in Kubernetes 1.3.

import { invalid, invalidEach, notSupported, required } from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { isCIdentifier } from '../names.ts';
import type { EnvVar } from '../objects.ts';

type Reference = Readonly<Record<string, unknown>>;

const ENV_FIELDS = ['metadata.name', 'metadata.namespace', 'status.podIP'];

export const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
];

const RESOURCES = ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];

/** What a pod's field path may be at all, before it is asked where it is used. */
const POD_FIELDS = [
  ...VOLUME_FIELDS,
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'status.phase',
  'status.podIP',
];

export function validateEnv(variables: readonly EnvVar[], path: string): FieldError[] {
  return variables.flatMap((variable, index) => {
    const { name } = variable;
    const field = `${path}[${index}]`;
    return [
      ...(name
        ? invalidEach(`${field}.name`, name, isCIdentifier(name))
        : [required(`${field}.name`)]),
      ...validateValueFrom(variable, `${field}.valueFrom`),
    ];
  });
}

function validateValueFrom({ value, valueFrom }: EnvVar, path: string): FieldError[] {
  if (!valueFrom) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const errors = [
    ...(fieldRef ? validateFieldRef(fieldRef, `${path}.fieldRef`, ENV_FIELDS) : []),
    ...(resourceFieldRef
      ? validateResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, false)
      : []),
    ...(configMapKeyRef ? validateKeyRef(configMapKeyRef, `${path}.configMapKeyRef`) : []),
    ...(secretKeyRef ? validateKeyRef(secretKeyRef, `${path}.secretKeyRef`) : []),
  ];
  const count = Object.values(valueFrom).filter(
    (source) => source !== undefined && source !== null,
  ).length;
  if (value) {
    if (count > 0) {
      errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
    }
  } else if (count !== 1) {
    errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

/** A field of the pod, in a container's environment or in a volume. */
export function validateFieldRef(
  { apiVersion = 'v1', fieldPath }: Reference,
  path: string,
  supported: readonly string[],
): FieldError[] {
  if (typeof fieldPath !== 'string' || fieldPath === '') return [required(`${path}.fieldPath`)];
  const field = `${path}.fieldPath`;
  if (apiVersion !== 'v1') {
    const reason = `No field label conversion function found for version: ${String(apiVersion)}`;
    return [invalid(field, fieldPath, `error converting fieldPath: ${reason}`)];
  }
  const known = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  if (!POD_FIELDS.includes(known)) {
    const reason = `field label not supported: ${fieldPath}`;
    return [invalid(field, fieldPath, `error converting fieldPath: ${reason}`)];
  }
  return supported.includes(known) ? [] : [notSupported(field, known, [...supported])];
}

/** A limit or request of a container. */
export function validateResourceFieldRef(
  { containerName, resource }: Reference,
  path: string,
  isInVolume: boolean,
): FieldError[] {
  if (isInVolume && !containerName) return [required(`${path}.containerName`)];
  if (!resource) return [required(`${path}.resource`)];
  return typeof resource === 'string' && RESOURCES.includes(resource)
    ? []
    : [notSupported(`${path}.resource`, resource, RESOURCES)];
}

function validateKeyRef({ name, key }: Reference, path: string): FieldError[] {
  return [...(name ? [] : [required(`${path}.name`)]), ...(key ? [] : [required(`${path}.key`)])];
}
