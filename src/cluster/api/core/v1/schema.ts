// The fields of every kind as one table: kubectl checks manifests against it before it sends them, the API server decodes
// with it, and the editor completes from it. Types are spelled as the swagger of Kubernetes 1.3 spells them.
// A field is `type`, with `[]` for a list, `{}` for a map of it, and `!` in front when it is required.

import type { Kind } from './objects.ts';

export type FieldTable = Readonly<Record<string, string>>;

export const schema: Readonly<Record<string, FieldTable>> = {
  'v1.ObjectMeta': {
    name: 'string',
    generateName: 'string',
    namespace: 'string',
    selfLink: 'string',
    uid: 'string',
    resourceVersion: 'string',
    generation: 'integer',
    creationTimestamp: 'string',
    deletionTimestamp: 'string',
    deletionGracePeriodSeconds: 'integer',
    labels: 'string{}',
    annotations: 'string{}',
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
    capacity: 'any',
    allocatable: 'any',
    phase: 'string',
    conditions: 'any[]',
    addresses: 'any[]',
    daemonEndpoints: 'any',
    nodeInfo: 'any',
    images: 'any[]',
  },
  'v1.PodSpec': {
    volumes: 'any[]',
    containers: '!v1.Container[]',
    restartPolicy: 'string',
    terminationGracePeriodSeconds: 'integer',
    activeDeadlineSeconds: 'integer',
    dnsPolicy: 'string',
    nodeSelector: 'string{}',
    serviceAccountName: 'string',
    serviceAccount: 'string',
    nodeName: 'string',
    hostNetwork: 'boolean',
    hostPID: 'boolean',
    hostIPC: 'boolean',
    securityContext: 'any',
    imagePullSecrets: 'any[]',
    hostname: 'string',
    subdomain: 'string',
  },
  'v1.Container': {
    name: '!string',
    image: 'string',
    command: 'string[]',
    args: 'string[]',
    workingDir: 'string',
    ports: 'v1.ContainerPort[]',
    env: 'v1.EnvVar[]',
    resources: 'any',
    volumeMounts: 'any[]',
    livenessProbe: 'v1.Probe',
    readinessProbe: 'v1.Probe',
    lifecycle: 'any',
    terminationMessagePath: 'string',
    imagePullPolicy: 'string',
    securityContext: 'any',
    stdin: 'boolean',
    stdinOnce: 'boolean',
    tty: 'boolean',
  },
  'v1.ContainerPort': {
    name: 'string',
    hostPort: 'integer',
    containerPort: '!integer',
    protocol: 'string',
    hostIP: 'string',
  },
  'v1.EnvVar': { name: '!string', value: 'string', valueFrom: 'any' },
  'v1.Probe': {
    exec: 'v1.ExecAction',
    httpGet: 'v1.HTTPGetAction',
    tcpSocket: 'v1.TCPSocketAction',
    initialDelaySeconds: 'integer',
    timeoutSeconds: 'integer',
    periodSeconds: 'integer',
    successThreshold: 'integer',
    failureThreshold: 'integer',
  },
  'v1.ExecAction': { command: 'string[]' },
  'v1.HTTPGetAction': {
    path: 'string',
    port: '!int-or-string',
    host: 'string',
    scheme: 'string',
    httpHeaders: 'any[]',
  },
  'v1.TCPSocketAction': { port: '!int-or-string' },
  'v1.PodStatus': {
    phase: 'string',
    conditions: 'any[]',
    message: 'string',
    reason: 'string',
    hostIP: 'string',
    podIP: 'string',
    startTime: 'string',
    containerStatuses: 'any[]',
  },
  'v1.PodTemplateSpec': { metadata: 'v1.ObjectMeta', spec: 'v1.PodSpec' },
  'v1.ReplicationControllerSpec': {
    replicas: 'integer',
    selector: 'string{}',
    template: 'v1.PodTemplateSpec',
  },
  'v1.ReplicationControllerStatus': {
    replicas: '!integer',
    fullyLabeledReplicas: 'integer',
    observedGeneration: 'integer',
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
  'v1.ServiceStatus': { loadBalancer: 'any' },
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
      firstTimestamp: 'string',
      lastTimestamp: 'string',
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
}

const parsed = new Map<string, FieldType>();

/** Reads one entry of the table. */
export function parseFieldType(text: string): FieldType {
  const known = parsed.get(text);
  if (known) return known;
  const type: FieldType = {
    type: text.replace(/^!/, '').replace(/(\[\]|\{\})$/, ''),
    isList: text.endsWith('[]'),
    isMap: text.endsWith('{}'),
    isRequired: text.startsWith('!'),
  };
  parsed.set(text, type);
  return type;
}
