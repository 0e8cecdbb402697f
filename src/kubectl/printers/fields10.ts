// kubectl 1.0 prints objects through the Go types of its own time: fields that came later are dropped, and a service's
// port always has its nodePort.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { fieldsOf, type Field } from '../../cluster/api/core/v1/schema.ts';

/** Fields of 1.3 that the types of 1.0 do not have (pkg/api/v1/types.go). */
const LATER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'v1.ObjectMeta': ['deletionGracePeriodSeconds', 'ownerReferences', 'finalizers'],
  'v1.NodeStatus': ['allocatable', 'daemonEndpoints', 'images'],
  'v1.NodeSystemInfo': ['operatingSystem', 'architecture'],
  'v1.PodSpec': ['hostPID', 'hostIPC', 'securityContext', 'hostname', 'subdomain'],
  'v1.PodCondition': ['lastProbeTime', 'lastTransitionTime', 'reason', 'message'],
  'v1.Container': ['stdin', 'stdinOnce', 'tty'],
  'v1.ContainerStateWaiting': ['message'],
  'v1.SecurityContext': ['runAsNonRoot', 'readOnlyRootFilesystem'],
  'v1.EnvVarSource': ['resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'],
  'v1.VolumeMount': ['subPath'],
  'v1.Probe': ['periodSeconds', 'successThreshold', 'failureThreshold'],
  'v1.HTTPGetAction': ['httpHeaders'],
  'v1.Volume': [
    'flexVolume',
    'cinder',
    'cephfs',
    'flocker',
    'downwardAPI',
    'fc',
    'azureFile',
    'configMap',
    'vsphereVolume',
  ],
  'v1.GitRepoVolumeSource': ['directory'],
  'v1.SecretVolumeSource': ['items', 'defaultMode'],
  'v1.ReplicationControllerStatus': ['fullyLabeledReplicas'],
  'v1.ServiceSpec': ['externalIPs', 'loadBalancerIP', 'loadBalancerSourceRanges'],
  'v1.EndpointSubset': ['notReadyAddresses'],
  'v1.EndpointAddress': ['hostname'],
  'v1.Event': ['type'],
};

/** Fields that 1.0 prints even without a value. */
const ALWAYS_PRINTED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'v1.ServicePort': { nodePort: 0 },
  'v1.GitRepoVolumeSource': { revision: '' },
};

/** The object as kubectl 1.0 reads it. */
export function readBy10(object: ApiObject): ApiObject {
  return convert(`v1.${object.kind}`, object) as ApiObject;
}

function convert(typeName: string, value: unknown): unknown {
  const fields = fieldsOf(typeName);
  if (!fields || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const later = LATER_FIELDS[typeName] ?? [];
  const known = Object.entries(value)
    .filter(([name]) => !later.includes(name))
    .map(([name, own]: [string, unknown]) => [name, convertField(fields.get(name), own)]);
  const missing = Object.entries(ALWAYS_PRINTED[typeName] ?? {}).filter(
    ([name]) => !Object.hasOwn(value, name),
  );
  return Object.fromEntries([...known, ...missing]);
}

function convertField(field: Field | undefined, value: unknown): unknown {
  if (!field || field.isMap) return value;
  return field.isList && Array.isArray(value)
    ? value.map((item) => convert(field.type, item))
    : convert(field.type, value);
}
