// The fields of every kind as one table: kubectl checks manifests against it before it sends them, the API server decodes
// with it, and the editor completes from it. Types are spelled as the swagger of Kubernetes 1.3 spells them.
// A field is `type`, with `[]` for a list, `{}` for a map of it, `!` in front when it is required, and `?` when Go points to
// it. Fields stand in the order in which Kubernetes prints them.

import type { Kind } from './objects.ts';
import { podTypes } from './podSchema.ts';
import { volumeTypes } from './volumeSchema.ts';

export type FieldTable = Readonly<Record<string, string>>;

export const schema: Readonly<Record<string, FieldTable>> = {
  'v1.ObjectMeta': {
    name: 'string',
    generateName: 'string',
    namespace: 'string',
    selfLink: 'string',
    uid: 'string',
    resourceVersion: 'string',
    generation: 'long',
    creationTimestamp: 'time',
    deletionTimestamp: '?time',
    deletionGracePeriodSeconds: '?long',
    labels: 'string{}',
    annotations: 'string{}',
    ownerReferences: 'v1.OwnerReference[]',
    finalizers: 'string[]',
  },
  'v1.OwnerReference': {
    apiVersion: '!string',
    kind: '!string',
    name: '!string',
    uid: '!string',
    controller: '?boolean',
  },
  'v1.ObjectReference': {
    kind: 'string',
    namespace: 'string',
    name: 'string',
    uid: 'string',
    apiVersion: 'string',
    resourceVersion: 'string',
    fieldPath: 'string',
  },
  'v1.NamespaceSpec': { finalizers: 'string[]' },
  'v1.NamespaceStatus': { phase: 'string' },
  'v1.NodeSpec': {
    podCIDR: 'string',
    externalID: 'string',
    providerID: 'string',
    unschedulable: 'boolean',
  },
  'v1.NodeStatus': {
    capacity: 'quantity{}',
    allocatable: 'quantity{}',
    phase: 'string',
    conditions: 'v1.NodeCondition[]',
    addresses: 'v1.NodeAddress[]',
    daemonEndpoints: 'v1.NodeDaemonEndpoints',
    nodeInfo: 'v1.NodeSystemInfo',
    images: 'v1.ContainerImage[]',
  },
  'v1.NodeCondition': {
    type: '!string',
    status: '!string',
    lastHeartbeatTime: 'time',
    lastTransitionTime: 'time',
    reason: 'string',
    message: 'string',
  },
  'v1.NodeAddress': { type: '!string', address: '!string' },
  'v1.NodeDaemonEndpoints': { kubeletEndpoint: 'v1.DaemonEndpoint' },
  'v1.DaemonEndpoint': { Port: '!integer' },
  'v1.NodeSystemInfo': {
    machineID: '!string',
    systemUUID: '!string',
    bootID: '!string',
    kernelVersion: '!string',
    osImage: '!string',
    containerRuntimeVersion: '!string',
    kubeletVersion: '!string',
    kubeProxyVersion: '!string',
    operatingSystem: '!string',
    architecture: '!string',
  },
  'v1.ContainerImage': { names: '!string[]', sizeBytes: 'long' },
  ...podTypes,
  ...volumeTypes,
  'v1.ReplicationControllerSpec': {
    replicas: '?integer',
    selector: 'string{}',
    template: 'v1.PodTemplateSpec',
  },
  'v1.ReplicationControllerStatus': {
    replicas: '!integer',
    fullyLabeledReplicas: 'integer',
    observedGeneration: 'long',
  },
  'v1.ServiceSpec': {
    ports: '!v1.ServicePort[]',
    selector: 'string{}',
    clusterIP: 'string',
    type: 'string',
    externalIPs: 'string[]',
    deprecatedPublicIPs: 'string[]',
    sessionAffinity: 'string',
    loadBalancerIP: 'string',
    loadBalancerSourceRanges: 'string[]',
  },
  'v1.ServicePort': {
    name: 'string',
    protocol: 'string',
    port: '!integer',
    targetPort: 'int-or-string',
    nodePort: 'integer',
  },
  'v1.ServiceStatus': { loadBalancer: 'v1.LoadBalancerStatus' },
  'v1.LoadBalancerStatus': { ingress: 'v1.LoadBalancerIngress[]' },
  'v1.LoadBalancerIngress': { ip: 'string', hostname: 'string' },
  'v1.EndpointSubset': {
    addresses: 'v1.EndpointAddress[]',
    notReadyAddresses: 'v1.EndpointAddress[]',
    ports: 'v1.EndpointPort[]',
  },
  'v1.EndpointAddress': { ip: '!string', hostname: 'string', targetRef: 'v1.ObjectReference' },
  'v1.EndpointPort': { name: 'string', port: '!integer', protocol: 'string' },
  'v1.EventSource': { component: 'string', host: 'string' },
  ...kinds({
    Namespace: { spec: 'v1.NamespaceSpec', status: 'v1.NamespaceStatus' },
    Node: { spec: 'v1.NodeSpec', status: 'v1.NodeStatus' },
    Pod: { spec: 'v1.PodSpec', status: 'v1.PodStatus' },
    ReplicationController: {
      spec: 'v1.ReplicationControllerSpec',
      status: 'v1.ReplicationControllerStatus',
    },
    Service: { spec: 'v1.ServiceSpec', status: 'v1.ServiceStatus' },
    Endpoints: { subsets: '!v1.EndpointSubset[]' },
    Event: {
      involvedObject: '!v1.ObjectReference',
      reason: 'string',
      message: 'string',
      source: 'v1.EventSource',
      firstTimestamp: 'time',
      lastTimestamp: 'time',
      count: 'integer',
      type: 'string',
    },
  }),
};

function kinds(own: Readonly<Record<Kind, FieldTable>>): Record<string, FieldTable> {
  return Object.fromEntries(
    Object.entries(own).map(([kind, fields]) => [
      `v1.${kind}`,
      { kind: 'string', apiVersion: 'string', metadata: 'v1.ObjectMeta', ...fields },
    ]),
  );
}

export interface FieldType {
  readonly type: string;
  readonly isList: boolean;
  readonly isMap: boolean;
  readonly isRequired: boolean;
  /** It points to its value: an empty one (0, false) is not the same as none. */
  readonly isPointer: boolean;
}

/** A field of a type, with its place in the order of printing. */
export interface Field extends FieldType {
  readonly index: number;
}

const parsed = new Map<string, FieldType>();

/** Reads one entry of the table. */
export function parseFieldType(text: string): FieldType {
  const known = parsed.get(text);
  if (known) return known;
  const type: FieldType = {
    type: text.replace(/^[!?]/, '').replace(/(\[\]|\{\})$/, ''),
    isList: text.endsWith('[]'),
    isMap: text.endsWith('{}'),
    isRequired: text.startsWith('!'),
    isPointer: text.startsWith('?'),
  };
  parsed.set(text, type);
  return type;
}

const fieldMaps = new Map<string, ReadonlyMap<string, Field>>();

/** The fields of a type by name, in the order of printing; undefined when it is no structure. */
export function fieldsOf(typeName: string): ReadonlyMap<string, Field> | undefined {
  const known = fieldMaps.get(typeName);
  if (known) return known;
  const table = Object.hasOwn(schema, typeName) ? schema[typeName] : undefined;
  if (!table) return undefined;
  const fields = new Map(
    Object.entries(table).map(([name, text], index) => [name, { ...parseFieldType(text), index }]),
  );
  fieldMaps.set(typeName, fields);
  return fields;
}

/** The type of what stands in a field, of a list that of its items; '' when that is no structure. */
export function typeOfField(typeName: string, field: string): string {
  const found = fieldsOf(typeName)?.get(field);
  return found && !found.isMap ? found.type : '';
}
