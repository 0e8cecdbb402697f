// Defaulting, as in Kubernetes 1.3 (pkg/api/v1/defaults.go): what a manifest leaves out is filled in before it is validated
// and stored.

import { inOrder } from '../../decode.ts';
import type {
  Endpoints,
  EndpointSubset,
  Namespace,
  Node,
  ReplicationController,
  Service,
  ServicePort,
} from './objects.ts';
import { defaultPodSpec } from './podDefaults.ts';

/** Parts that a body may lack, whatever the type says. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

export function defaultService(service: Service): Service {
  const spec: Loose<Service['spec']> = service.spec ?? {};
  // One list under two names: the older one counts only when the newer is empty.
  const externalIPs = spec.externalIPs ?? spec.deprecatedPublicIPs;
  return {
    ...service,
    spec: inOrder('v1.ServiceSpec', {
      ...spec,
      ports: (spec.ports ?? []).map(defaultServicePort),
      type: spec.type || 'ClusterIP',
      externalIPs,
      deprecatedPublicIPs: externalIPs,
      sessionAffinity: spec.sessionAffinity || 'None',
    } as Service['spec']),
    status: { ...service.status, loadBalancer: service.status?.loadBalancer ?? {} },
  };
}

function defaultServicePort(port: ServicePort): ServicePort {
  const { targetPort } = port;
  const isOpen = targetPort === undefined || targetPort === 0 || targetPort === '';
  return inOrder('v1.ServicePort', {
    ...port,
    protocol: port.protocol || 'TCP',
    port: port.port ?? 0,
    targetPort: isOpen ? (port.port ?? 0) : targetPort,
  });
}

export function defaultEndpoints(endpoints: Endpoints): Endpoints {
  return { ...endpoints, subsets: (endpoints.subsets ?? []).map(defaultSubset) };
}

function defaultSubset(subset: EndpointSubset): EndpointSubset {
  if (!subset.ports || subset.ports.every(({ protocol }) => protocol)) return subset;
  return {
    ...subset,
    ports: subset.ports.map((port) =>
      inOrder('v1.EndpointPort', {
        ...port,
        port: port.port ?? 0,
        protocol: port.protocol || 'TCP',
      }),
    ),
  };
}

export function defaultReplicationController(
  controller: ReplicationController,
): ReplicationController {
  const spec: Loose<ReplicationController['spec']> = controller.spec ?? {};
  const { template, selector } = spec;
  const labels = template?.metadata?.labels;
  const { metadata } = controller;
  return {
    ...controller,
    metadata:
      metadata.labels || !labels ? metadata : inOrder('v1.ObjectMeta', { ...metadata, labels }),
    spec: inOrder('v1.ReplicationControllerSpec', {
      replicas: spec.replicas ?? 1,
      selector: selector ?? labels,
      template: template && {
        metadata: inOrder('v1.ObjectMeta', { creationTimestamp: null, ...template.metadata }),
        spec: defaultPodSpec(template.spec),
      },
    } as unknown as ReplicationController['spec']),
    status: inOrder('v1.ReplicationControllerStatus', {
      ...controller.status,
      replicas: controller.status?.replicas ?? 0,
    }),
  };
}

export function defaultNamespace(namespace: Namespace): Namespace {
  const { spec, status } = namespace as Loose<Namespace>;
  return {
    ...namespace,
    spec: spec ?? {},
    status: { ...status, phase: status?.phase || 'Active' },
  };
}

export function defaultNode(node: Node): Node {
  const { spec = {}, status = {} } = node as Loose<Node>;
  const externalID = spec.externalID || node.metadata.name;
  const { capacity, allocatable = capacity } = status;
  return {
    ...node,
    spec: spec.externalID === externalID ? spec : inOrder('v1.NodeSpec', { ...spec, externalID }),
    status:
      status.allocatable === allocatable
        ? status
        : inOrder('v1.NodeStatus', { ...status, allocatable } as Node['status']),
  };
}
