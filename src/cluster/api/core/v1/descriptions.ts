// What every field of an object is for: `kubectl explain` prints it and the editor shows it. What all kinds share has the
// words of the API of Kubernetes 1.3; the rest is said in our own.

import { podDescriptions } from './podDescriptions.ts';
import type { FieldTable } from './schema.ts';
import { volumeDescriptions } from './volumeDescriptions.ts';

const CONVENTIONS = 'http://releases.k8s.io/release-1.3/docs/devel/api-conventions.md';

const SHARED: Readonly<Record<string, string>> = {
  kind: `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${CONVENTIONS}#types-kinds`,
  apiVersion: `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${CONVENTIONS}#resources`,
  metadata: `Standard object's metadata. More info: ${CONVENTIONS}#metadata`,
};

/** Of a type by its fields; '' is the type itself. */
const types: Readonly<Record<string, FieldTable>> = {
  'v1.Service': {
    '': 'Service is a named abstraction of software service (for example, mysql) consisting of local port (for example 3306) that the proxy listens on, and the selector that determines which pods will answer requests sent through the proxy.',
    spec: `Spec defines the behavior of a service. ${CONVENTIONS}#spec-and-status`,
    status: `Most recently observed status of the service. Populated by the system. Read-only. More info: ${CONVENTIONS}#spec-and-status`,
  },
  'v1.ServiceSpec': {
    '': 'ServiceSpec describes what a user wants a service to be.',
    ports: 'The ports that the service offers.',
    selector:
      'The labels that a pod must have to answer for the service. Without a selector nothing fills in the Endpoints; somebody else has to.',
    clusterIP:
      'The address of the service inside the cluster. Usually the master picks it from its range; a free address of that range can be asked for. None makes a headless service, whose name resolves to the pods themselves. Cannot be changed.',
    type: 'How the service is reached: ClusterIP from inside the cluster only, NodePort also through a port of every node, LoadBalancer also through a load balancer of the cloud. Defaults to ClusterIP.',
    externalIPs:
      'Addresses outside the care of Kubernetes that lead to nodes of the cluster; nodes take traffic to them for the service.',
    deprecatedPublicIPs: 'The former name of externalIPs.',
    sessionAffinity:
      'ClientIP sends all requests of one client address to the same pod, None does not. Defaults to None.',
    loadBalancerIP:
      'The address that a service of type LoadBalancer wishes for its load balancer, if the cloud grants such wishes.',
    loadBalancerSourceRanges:
      'The client address ranges that may pass the load balancer, if the cloud can filter them.',
  },
  'v1.ServicePort': {
    '': 'ServicePort is one port of a service.',
    name: 'Tells the ports of a service apart; needed as soon as there are two. A DNS label.',
    protocol: 'TCP or UDP. Defaults to TCP.',
    port: 'The port that the service listens on.',
    targetPort:
      "The port of the pods: a number, or the name of a port of their containers, which may have another number in each pod. Defaults to the service's own port.",
    nodePort:
      'The port of every node through which a service of type NodePort or LoadBalancer is reached. Usually the system assigns it.',
  },
  'v1.ServiceStatus': {
    '': 'ServiceStatus is what the system says of a service.',
    loadBalancer: 'The state of the load balancer, if there is one.',
  },
  'v1.LoadBalancerStatus': {
    '': 'LoadBalancerStatus is what a load balancer looks like from outside.',
    ingress: 'The points at which the load balancer takes traffic for the service.',
  },
  'v1.LoadBalancerIngress': {
    '': 'LoadBalancerIngress is one point at which a load balancer takes traffic.',
    ip: 'The address of the point, for load balancers that have addresses.',
    hostname: 'The name of the point, for load balancers that have DNS names.',
  },
  'v1.Endpoints': {
    '': 'Endpoints are the addresses and ports that answer for a service of the same name.',
    subsets:
      'Sets of addresses with the ports that each address of the set has. Together they are all endpoints of the service.',
  },
  'v1.EndpointSubset': {
    '': 'EndpointSubset is a set of addresses that have the same ports: every address with every port.',
    addresses: 'Addresses that are ready to answer.',
    notReadyAddresses: 'Addresses that are not ready yet, or no longer.',
    ports: 'The ports of these addresses.',
  },
  'v1.EndpointAddress': {
    '': 'EndpointAddress is one address that answers for a service.',
    ip: 'The address. Not a loopback, link-local or multicast one.',
    hostname: 'The name of the endpoint in DNS, if it has one of its own.',
    targetRef: 'The object that has the address, usually a pod.',
  },
  'v1.EndpointPort': {
    '': 'EndpointPort is one port of endpoints.',
    name: "The name of the service's port that it belongs to. Needed when there are several.",
    port: 'The number of the port.',
    protocol: 'TCP or UDP. Defaults to TCP.',
  },
  'v1.ReplicationController': {
    '': 'ReplicationController keeps a given number of pods alike running.',
    metadata: `If the labels are empty, they are those of the pods that the controller manages. Standard object's metadata. More info: ${CONVENTIONS}#metadata`,
    spec: `Spec says how many pods there should be, and of which kind. ${CONVENTIONS}#spec-and-status`,
    status: `Status is how many pods there were a moment ago. Populated by the system. Read-only. More info: ${CONVENTIONS}#spec-and-status`,
  },
  'v1.ReplicationControllerSpec': {
    '': 'ReplicationControllerSpec is what a replication controller is to bring about.',
    replicas: 'How many pods there should be. Defaults to 1.',
    selector:
      'The labels of the pods that are counted. Pods that have them are taken over, whoever made them. Defaults to the labels of the template, which must have them all.',
    template: 'What a new pod looks like when one is missing.',
  },
  'v1.ReplicationControllerStatus': {
    '': 'ReplicationControllerStatus is what a replication controller last found.',
    replicas: 'The number of pods that the selector finds.',
    fullyLabeledReplicas: 'The number of those that have all labels of the template.',
    observedGeneration: 'The generation of the controller that this status is about.',
  },
  'v1.Namespace': {
    '': 'Namespace is a scope for names.',
    spec: `Spec defines the behavior of a namespace. ${CONVENTIONS}#spec-and-status`,
    status: `Status is in which phase of its life a namespace is. ${CONVENTIONS}#spec-and-status`,
  },
  'v1.NamespaceSpec': {
    '': 'NamespaceSpec is what keeps a namespace from vanishing.',
    finalizers: 'Those who must clean up before a deleted namespace is gone.',
  },
  'v1.NamespaceStatus': {
    '': 'NamespaceStatus is the phase of a namespace.',
    phase: 'Active, or Terminating while its objects are being deleted.',
  },
  'v1.Node': {
    '': 'Node is a machine of the cluster that runs pods.',
    spec: `Spec defines the behavior of a node. ${CONVENTIONS}#spec-and-status`,
    status: `Most recently observed status of the node. Populated by the system. Read-only. More info: ${CONVENTIONS}#spec-and-status`,
  },
  'v1.NodeSpec': {
    '': 'NodeSpec is how a node was set up.',
    podCIDR: 'The range of addresses of the pods on the node.',
    externalID: 'What the cloud calls the machine.',
    providerID: 'What the cloud calls the machine, with the name of the cloud in front.',
    unschedulable: 'True keeps new pods away; those that run there stay.',
  },
  'v1.NodeStatus': {
    '': 'NodeStatus is what the kubelet of a node says of it.',
    capacity: 'What the machine has: cpu, memory, pods.',
    allocatable: 'What of it pods may ask for.',
    phase: 'No longer used: see the conditions.',
    conditions: 'Whether the node is ready, and what it runs short of.',
    addresses: 'The addresses of the node.',
    daemonEndpoints: 'The ports of the programs that Kubernetes runs on the node.',
    nodeInfo: 'Versions and identities of the machine.',
    images: 'The images that the node has already.',
  },
  'v1.NodeCondition': {
    '': 'NodeCondition is one thing that is so with a node, or not.',
    type: 'What it is about: Ready, OutOfDisk, MemoryPressure.',
    status: 'True, False, or Unknown when the node is silent.',
    lastHeartbeatTime: 'When the node last said so.',
    lastTransitionTime: 'When it last became so.',
    reason: 'Why, in one word.',
    message: 'Why, in a sentence.',
  },
  'v1.NodeAddress': {
    '': 'NodeAddress is one address of a node.',
    type: 'Hostname, ExternalIP, InternalIP or LegacyHostIP.',
    address: 'The address itself.',
  },
  'v1.NodeDaemonEndpoints': {
    '': "NodeDaemonEndpoints are the ports of a node's own programs.",
    kubeletEndpoint: 'Where the kubelet listens.',
  },
  'v1.DaemonEndpoint': { '': 'DaemonEndpoint is a port of one program.', Port: 'The port.' },
  'v1.NodeSystemInfo': {
    '': 'NodeSystemInfo is what a node says of its machine and its programs.',
    machineID: 'The id in /etc/machine-id.',
    systemUUID: 'The id of the hardware.',
    bootID: 'The id of this start of the machine.',
    kernelVersion: 'What `uname -r` says.',
    osImage: 'The name of the operating system in /etc/os-release.',
    containerRuntimeVersion: 'The program that runs the containers, and its version.',
    kubeletVersion: 'The version of the kubelet.',
    kubeProxyVersion: 'The version of kube-proxy.',
    operatingSystem: 'The operating system, such as linux.',
    architecture: 'The processor, such as amd64.',
  },
  'v1.ContainerImage': {
    '': 'ContainerImage is an image that lies on a node.',
    names: 'The names under which it is known.',
    sizeBytes: 'Its size.',
  },
  'v1.Event': {
    '': 'Event tells that something happened to an object.',
    involvedObject: 'The object that it is about.',
    reason: 'What happened, in one word that programs can read.',
    message: 'What happened, in a sentence for people.',
    source: 'The component that says so.',
    firstTimestamp: 'When it was first seen.',
    lastTimestamp: 'When it was last seen.',
    count: 'How many times it was seen.',
    type: 'Normal or Warning.',
  },
  'v1.EventSource': {
    '': 'EventSource is who tells of an event.',
    component: 'The program.',
    host: 'The node where it runs.',
  },
  'v1.ObjectMeta': {
    '': 'ObjectMeta is what every stored object has.',
    name: 'The name of the object, which no other of its type has in the namespace. Cannot be changed.',
    generateName:
      'A beginning for the name, when there is none: the server adds five letters that make it unique.',
    namespace:
      'Where the name is unique. Empty means "default"; some types of objects are in no namespace. Cannot be changed.',
    selfLink: 'The path of the object in the API. Populated by the system. Read-only.',
    uid: 'Tells the object from all that ever had its name. Populated by the system. Read-only.',
    resourceVersion:
      'Changes with every write of the object; who sends it back unchanged is refused if somebody else was faster. Populated by the system. Read-only.',
    generation: 'Counts the changes of what is wanted. Populated by the system. Read-only.',
    creationTimestamp: 'When the object was made. Populated by the system. Read-only.',
    deletionTimestamp:
      'When the object will be gone, once somebody has asked for its end. Populated by the system. Read-only.',
    deletionGracePeriodSeconds:
      'How many seconds the object had left when its end was asked for. Populated by the system. Read-only.',
    labels: 'Keys and values by which objects are found and grouped.',
    annotations: 'Keys and values that programs keep with the object. Nothing is found by them.',
    ownerReferences: 'The objects that this one belongs to; with the last of them it can go too.',
    finalizers: 'Those who must act before a deleted object is gone.',
  },
  'v1.OwnerReference': {
    '': 'OwnerReference names an object that owns another one of its namespace.',
    apiVersion: 'The API version of the owner.',
    kind: 'The kind of the owner.',
    name: 'The name of the owner.',
    uid: 'The uid of the owner.',
    controller: 'True when the owner is the one that manages the object.',
  },
  'v1.ObjectReference': {
    '': 'ObjectReference names another object, or a part of it.',
    kind: 'The kind of the object.',
    namespace: 'The namespace of the object.',
    name: 'The name of the object.',
    uid: 'The uid of the object.',
    apiVersion: 'The API version of the object.',
    resourceVersion: 'The version of the object that is meant, if it matters.',
    fieldPath: 'The part of the object that is meant, such as spec.containers{name}.',
  },
  ...podDescriptions,
  ...volumeDescriptions,
};

/** What a type is, or one of its fields; '' when there is nothing to say. */
export function descriptionOf(typeName: string, field = ''): string {
  const own = Object.hasOwn(types, typeName) ? types[typeName] : undefined;
  return own?.[field] ?? SHARED[field] ?? '';
}
