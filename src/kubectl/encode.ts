// A v1 object as Go writes it from its struct: fields in the struct's order, and those that are never left out with their
// zero value. kubectl shows objects so that no server has seen, and keeps them so in the annotation of apply.

import { parseFieldType, schema } from '../cluster/api/core/v1/schema.ts';
import type { ManifestObject } from './manifests.ts';
import type { Release } from './release.ts';

type Plain = Readonly<Record<string, unknown>>;

const OBJECT = { metadata: {}, spec: {}, status: {} };

/** Fields without `omitempty`, or of a struct type, which Go never leaves out. */
const ALWAYS: Readonly<Record<string, Plain>> = {
  'v1.Namespace': OBJECT,
  'v1.Node': OBJECT,
  'v1.Pod': OBJECT,
  'v1.ReplicationController': OBJECT,
  'v1.Service': OBJECT,
  'v1.Endpoints': { metadata: {}, subsets: null },
  'v1.Event': {
    metadata: {},
    involvedObject: {},
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
  },
  'v1.ObjectMeta': { creationTimestamp: null },
  'v1.ServiceSpec': { ports: null },
  'v1.ServicePort': { port: 0, targetPort: 0 },
  'v1.ServiceStatus': { loadBalancer: {} },
  'v1.ReplicationControllerStatus': { replicas: 0 },
  'v1.PodTemplateSpec': { metadata: {}, spec: {} },
  'v1.PodSpec': { containers: null },
  'v1.Container': { name: '', resources: {} },
  'v1.ContainerPort': { containerPort: 0 },
  'v1.EnvVar': { name: '' },
  'v1.EndpointAddress': { ip: '' },
  'v1.EndpointPort': { port: 0 },
  'v1.HTTPGetAction': { port: 0 },
  'v1.TCPSocketAction': { port: 0 },
};

/** What 1.0 did not leave out either. */
const ALWAYS_10: Readonly<Record<string, Plain>> = {
  ...ALWAYS,
  'v1.ServicePort': { port: 0, targetPort: 0, nodePort: 0 },
};

export function encodeObject(object: ManifestObject, release: Release = 'v1.3'): ManifestObject {
  const always = release === 'v1.0' ? ALWAYS_10 : ALWAYS;
  return encodeStruct(`v1.${String(object.kind)}`, object, always) as ManifestObject;
}

function encodeStruct(typeName: string, value: unknown, all: typeof ALWAYS): unknown {
  const fields = schema[typeName];
  if (!fields || !isPlain(value)) return value;
  const always = all[typeName] ?? {};
  const result: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(fields)) {
    const given = value[name] ?? always[name];
    const isKept = Object.hasOwn(always, name) || !isEmpty(given);
    if (!isKept || given === undefined) continue;
    const { type, isList } = parseFieldType(text);
    result[name] =
      isList && Array.isArray(given)
        ? given.map((item) => encodeStruct(type, item, all))
        : encodeStruct(type, given, all);
  }
  return result;
}

/** What `omitempty` leaves out of what manifests have. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlain(value) && Object.keys(value).length === 0;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
