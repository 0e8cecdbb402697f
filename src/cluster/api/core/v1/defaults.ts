// Defaulting, as in Kubernetes 1.3 (pkg/api/v1/defaults.go): what a manifest leaves out is filled in before it is validated
// and stored. Fields come out in the order in which Kubernetes prints them, and what is already whole is kept by reference,
// so that the pods of a controller share their template's structures.

import type {
  Container,
  ContainerPort,
  Endpoints,
  PodSpec,
  Probe,
  ReplicationController,
  Service,
} from './objects.ts';

type Loose<T> = { readonly [K in keyof T]?: unknown };

export function defaultService(service: Service): Service {
  const spec = (service.spec ?? {}) as Loose<Service['spec']> & Service['spec'];
  const ports = (spec.ports ?? []).map((port) => {
    const targetPort =
      port.targetPort === undefined || port.targetPort === 0 || port.targetPort === ''
        ? port.port
        : port.targetPort;
    return {
      ...(port.name ? { name: port.name } : {}),
      protocol: port.protocol || 'TCP',
      port: port.port ?? 0,
      targetPort: targetPort ?? 0,
      ...(port.nodePort ? { nodePort: port.nodePort } : {}),
    };
  });
  const { selector, clusterIP, externalIPs, loadBalancerIP, loadBalancerSourceRanges } = spec;
  return {
    ...service,
    spec: {
      ports,
      ...(selector && Object.keys(selector).length > 0 ? { selector } : {}),
      ...(clusterIP ? { clusterIP } : ({} as { clusterIP: string })),
      type: spec.type || 'ClusterIP',
      ...(externalIPs && externalIPs.length > 0 ? { externalIPs } : {}),
      sessionAffinity: spec.sessionAffinity || 'None',
      ...(loadBalancerIP ? { loadBalancerIP } : {}),
      ...(loadBalancerSourceRanges ? { loadBalancerSourceRanges } : {}),
    },
    status: service.status ?? { loadBalancer: {} },
  };
}

export function defaultEndpoints(endpoints: Endpoints): Endpoints {
  return {
    ...endpoints,
    subsets: (endpoints.subsets ?? []).map((subset) => ({
      ...subset,
      ...(subset.ports
        ? {
            ports: subset.ports.map((port) => ({
              ...(port.name ? { name: port.name } : {}),
              port: port.port,
              protocol: port.protocol || 'TCP',
            })),
          }
        : {}),
    })),
  };
}

export function defaultReplicationController(
  controller: ReplicationController,
): ReplicationController {
  const { template } = controller.spec ?? {};
  const labels = template?.metadata?.labels;
  const selector = controller.spec?.selector;
  const hasLabels = labels !== undefined && Object.keys(labels).length > 0;
  const isSelecting = selector !== undefined && Object.keys(selector).length > 0;
  const hasOwnLabels = Object.keys(controller.metadata.labels ?? {}).length > 0;
  return {
    ...controller,
    metadata: hasOwnLabels || !hasLabels ? controller.metadata : { ...controller.metadata, labels },
    spec: {
      replicas: controller.spec?.replicas ?? 1,
      selector: isSelecting || !hasLabels ? selector : labels,
      template: template
        ? {
            metadata: { creationTimestamp: null, ...template.metadata } as never,
            spec: defaultPodSpec(template.spec),
          }
        : template,
    },
    status: controller.status ?? { replicas: 0 },
  };
}

export function defaultPodSpec(spec: PodSpec | undefined): PodSpec {
  const given = (spec ?? {}) as Loose<PodSpec> & PodSpec;
  const containers = (given.containers ?? []).map((container) =>
    defaultContainer(container, given.hostNetwork === true),
  );
  if (
    given.restartPolicy &&
    given.terminationGracePeriodSeconds !== undefined &&
    given.dnsPolicy &&
    given.securityContext &&
    containers.every((container, index) => container === given.containers[index])
  ) {
    return given;
  }
  const { volumes, nodeSelector, nodeName, hostNetwork, hostname, subdomain } = given;
  return {
    ...(volumes ? { volumes } : {}),
    containers,
    restartPolicy: given.restartPolicy || 'Always',
    terminationGracePeriodSeconds: given.terminationGracePeriodSeconds ?? 30,
    ...(given.activeDeadlineSeconds === undefined
      ? {}
      : { activeDeadlineSeconds: given.activeDeadlineSeconds }),
    dnsPolicy: given.dnsPolicy || 'ClusterFirst',
    ...(nodeSelector ? { nodeSelector } : {}),
    ...(nodeName ? { nodeName } : {}),
    ...(hostNetwork ? { hostNetwork } : {}),
    ...(hostname ? { hostname } : {}),
    ...(subdomain ? { subdomain } : {}),
    securityContext: given.securityContext ?? {},
  };
}

function defaultContainer(container: Container, isHostNetwork: boolean): Container {
  const ports = container.ports?.map((port) => defaultContainerPort(port, isHostNetwork));
  const isWhole =
    container.resources !== undefined &&
    container.terminationMessagePath !== undefined &&
    container.imagePullPolicy !== undefined &&
    (ports === undefined || ports.every((port, index) => port === container.ports?.[index]));
  if (isWhole) return container;
  const { name, image, command, args, workingDir, env, volumeMounts, lifecycle } = container;
  const { livenessProbe, readinessProbe, stdin, tty } = container;
  return {
    name,
    image,
    ...(command ? { command } : {}),
    ...(args ? { args } : {}),
    ...(workingDir ? { workingDir } : {}),
    ...(ports && ports.length > 0 ? { ports } : {}),
    ...(env ? { env } : {}),
    resources: container.resources ?? {},
    ...(volumeMounts ? { volumeMounts } : {}),
    ...(livenessProbe ? { livenessProbe: defaultProbe(livenessProbe) } : {}),
    ...(readinessProbe ? { readinessProbe: defaultProbe(readinessProbe) } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    terminationMessagePath: container.terminationMessagePath ?? '/dev/termination-log',
    imagePullPolicy: container.imagePullPolicy ?? defaultPullPolicy(image ?? ''),
    ...(stdin ? { stdin } : {}),
    ...(tty ? { tty } : {}),
  };
}

function defaultContainerPort(port: ContainerPort, isHostNetwork: boolean): ContainerPort {
  const needsHostPort = isHostNetwork && !port.hostPort;
  if (port.protocol && !needsHostPort) return port;
  const hostPort = needsHostPort ? port.containerPort : port.hostPort;
  return {
    ...(port.name ? { name: port.name } : {}),
    ...(hostPort ? { hostPort } : {}),
    containerPort: port.containerPort,
    protocol: port.protocol || 'TCP',
  };
}

function defaultProbe(probe: Probe): Probe {
  const httpGet = probe.httpGet && {
    path: probe.httpGet.path || '/',
    ...probe.httpGet,
    scheme: probe.httpGet.scheme || 'HTTP',
  };
  return {
    ...probe,
    ...(httpGet ? { httpGet } : {}),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
  };
}

/** Always for `:latest` and for no tag, else IfNotPresent. */
function defaultPullPolicy(image: string): Container['imagePullPolicy'] {
  const name = image.slice(image.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  return colon < 0 || name.slice(colon + 1) === 'latest' ? 'Always' : 'IfNotPresent';
}
