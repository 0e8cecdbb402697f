// Defaulting of pods and of what is in them, as in Kubernetes 1.3 (pkg/api/v1/defaults.go). What is whole already is kept by
// reference, so that the pods of a controller share their template's structures.

import { inOrder } from '../../decode.ts';
import type {
  Container,
  ContainerPort,
  EnvVar,
  Handler,
  Pod,
  PodSpec,
  Probe,
  ResourceRequirements,
  Volume,
} from './objects.ts';

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** rw-r--r-- */
const FILE_MODE = 0o644;

export function defaultPod(pod: Pod): Pod {
  const spec = defaultPodSpec(pod.spec);
  // Of pods only, not of templates: who limits without a request, requests as much.
  const containers = mapKeepingSame(spec.containers, (container) => {
    const resources = requestLimits(container.resources);
    return resources === container.resources ? container : { ...container, resources };
  });
  return {
    ...pod,
    spec: containers === spec.containers ? spec : { ...spec, containers },
    status: pod.status ?? {},
  };
}

/** Specs that had everything, by identity. Only a memo. */
const whole = new WeakSet<PodSpec>();

export function defaultPodSpec(spec: PodSpec | undefined): PodSpec {
  if (spec && whole.has(spec)) return spec;
  const given: Loose<PodSpec> = spec ?? {};
  const account = given.serviceAccountName || given.serviceAccount;
  const volumes = given.volumes && mapKeepingSame(given.volumes, defaultVolume);
  const containers = mapKeepingSame(given.containers ?? [], (container) =>
    defaultContainer(container, given.hostNetwork === true),
  );
  const result = inOrder('v1.PodSpec', {
    ...given,
    volumes,
    containers,
    restartPolicy: given.restartPolicy || 'Always',
    terminationGracePeriodSeconds: given.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: given.dnsPolicy || 'ClusterFirst',
    serviceAccountName: account,
    serviceAccount: account,
    securityContext: given.securityContext ?? {},
  } as PodSpec);
  const isWhole =
    spec !== undefined &&
    Object.keys(result).length === Object.keys(spec).length &&
    volumes === given.volumes &&
    containers === given.containers;
  whole.add(isWhole ? spec : result);
  return isWhole ? spec : result;
}

function defaultVolume(volume: Volume): Volume {
  if (Object.keys(volume).every((field) => field === 'name')) return { ...volume, emptyDir: {} };
  for (const field of ['secret', 'configMap', 'downwardAPI']) {
    const source = volume[field] as { readonly defaultMode?: number } | undefined;
    if (!source || source.defaultMode !== undefined) continue;
    return { ...volume, [field]: { ...source, defaultMode: FILE_MODE } };
  }
  return volume;
}

function defaultContainer(container: Container, isHostNetwork: boolean): Container {
  const given: Loose<Container> = container;
  const { livenessProbe, readinessProbe, lifecycle } = container;
  const ports =
    container.ports &&
    mapKeepingSame(container.ports, (port) => defaultContainerPort(port, isHostNetwork));
  const env = container.env && mapKeepingSame(container.env, defaultEnv);
  const filled = {
    ports,
    env,
    resources: given.resources ?? {},
    livenessProbe: livenessProbe && defaultProbe(livenessProbe),
    readinessProbe: readinessProbe && defaultProbe(readinessProbe),
    lifecycle: lifecycle && defaultLifecycle(lifecycle),
    terminationMessagePath: given.terminationMessagePath || '/dev/termination-log',
    imagePullPolicy: given.imagePullPolicy || defaultPullPolicy(given.image ?? ''),
  };
  const isWhole = Object.entries(filled).every(
    ([field, value]) => container[field as keyof Container] === value,
  );
  if (isWhole) return container;
  return inOrder('v1.Container', {
    ...container,
    name: given.name ?? '',
    ...filled,
  } as Container);
}

function defaultContainerPort(port: ContainerPort, isHostNetwork: boolean): ContainerPort {
  const needsHostPort = isHostNetwork && !port.hostPort && port.containerPort !== 0;
  if (port.protocol && !needsHostPort && port.containerPort !== undefined) return port;
  return inOrder('v1.ContainerPort', {
    ...port,
    ...(needsHostPort ? { hostPort: port.containerPort } : {}),
    containerPort: port.containerPort ?? 0,
    protocol: port.protocol || 'TCP',
  });
}

function defaultEnv(variable: EnvVar): EnvVar {
  const fieldRef = variable.valueFrom?.fieldRef;
  if (!fieldRef || fieldRef.apiVersion) return variable;
  const referred = inOrder('v1.ObjectFieldSelector', { ...fieldRef, apiVersion: 'v1' });
  return { ...variable, valueFrom: { ...variable.valueFrom, fieldRef: referred } };
}

function defaultProbe(probe: Probe): Probe {
  const handler = defaultHandler(probe);
  const { timeoutSeconds, periodSeconds, successThreshold, failureThreshold } = probe;
  if (
    handler === probe &&
    timeoutSeconds &&
    periodSeconds &&
    successThreshold &&
    failureThreshold
  ) {
    return probe;
  }
  return inOrder('v1.Probe', {
    ...handler,
    timeoutSeconds: timeoutSeconds || 1,
    periodSeconds: periodSeconds || 10,
    successThreshold: successThreshold || 1,
    failureThreshold: failureThreshold || 3,
  });
}

function defaultLifecycle(
  lifecycle: NonNullable<Container['lifecycle']>,
): NonNullable<Container['lifecycle']> {
  const postStart = lifecycle.postStart && defaultHandler(lifecycle.postStart);
  const preStop = lifecycle.preStop && defaultHandler(lifecycle.preStop);
  if (postStart === lifecycle.postStart && preStop === lifecycle.preStop) return lifecycle;
  return { ...(postStart ? { postStart } : {}), ...(preStop ? { preStop } : {}) };
}

function defaultHandler<T extends Handler>(handler: T): T {
  const { httpGet } = handler;
  if (!httpGet || (httpGet.path && httpGet.scheme)) return handler;
  const filled = inOrder('v1.HTTPGetAction', {
    ...httpGet,
    path: httpGet.path || '/',
    port: httpGet.port ?? 0,
    scheme: httpGet.scheme || 'HTTP',
  });
  return { ...handler, httpGet: filled };
}

function requestLimits(resources: ResourceRequirements): ResourceRequirements {
  const { limits, requests = {} } = resources;
  const missing = Object.keys(limits ?? {}).filter((name) => requests[name] === undefined);
  if (!limits || missing.length === 0) return resources;
  const names = [...Object.keys(requests), ...missing].sort();
  const all = names.map((name) => [name, requests[name] ?? limits[name] ?? '']);
  return { limits, requests: Object.fromEntries(all) as Record<string, string> };
}

/** Always for `:latest` and for no tag, else IfNotPresent; also for what is no image name at all. */
function defaultPullPolicy(image: string): Container['imagePullPolicy'] {
  const name = image.slice(image.lastIndexOf('/') + 1);
  const isNamed = /^[a-z0-9]+([._-]+[a-z0-9]+)*(:[\w.-]+)?$/.test(name);
  const colon = name.indexOf(':');
  const isLatest = colon < 0 || name.slice(colon + 1) === 'latest';
  return isNamed && isLatest ? 'Always' : 'IfNotPresent';
}

/** The old list if no item changed. */
function mapKeepingSame<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((item, index) => item === list[index]) ? list : changed;
}
