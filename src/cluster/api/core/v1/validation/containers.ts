// Containers: names, images, probes, ports, environment, mounts, resources, as in Kubernetes 1.3.

import {
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  nonNegative,
  oneOf,
  required,
} from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { isDNS1123Label, isHTTPHeaderName, isPortName, isPortNumber } from '../names.ts';
import type { Container, ContainerPort, Handler, Probe } from '../objects.ts';
import { validateEnv } from './env.ts';
import { validateResources } from './resources.ts';
import { validatePort } from './service.ts';
import { validateVolumeMounts } from './volumes.ts';

/** `volumes` are the names that can be mounted. */
export function validateContainers(
  containers: readonly Container[],
  volumes: ReadonlySet<string>,
  path: string,
): FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, container] of containers.entries()) {
    const field = `${path}[${index}]`;
    const { name } = container;
    errors.push(
      ...(name
        ? invalidEach(`${field}.name`, name, isDNS1123Label(name))
        : [required(`${field}.name`)]),
    );
    if (names.has(name)) errors.push(duplicate(`${field}.name`, name));
    names.add(name);
    errors.push(...validateContainer(container, volumes, field));
  }
  return [...errors, ...validateHostPorts(containers, path)];
}

/** In a pod on its node's network a port is the node's: both numbers are one. */
export function validateHostNetwork(containers: readonly Container[], path: string): FieldError[] {
  const detail = 'must match `hostPort` when `hostNetwork` is true';
  return containers.flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort = 0, containerPort }, at) =>
      hostPort === containerPort
        ? []
        : [invalid(`${path}[${index}].ports[${at}].containerPort`, containerPort, detail)],
    ),
  );
}

function validateContainer(
  container: Container,
  volumes: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const { image, lifecycle, livenessProbe, readinessProbe, securityContext } = container;
  const { postStart, preStop } = lifecycle ?? {};
  return [
    ...(image ? [] : [required(`${path}.image`)]),
    ...(postStart ? validateHandler(postStart, `${path}.lifecycle.postStart`) : []),
    ...(preStop ? validateHandler(preStop, `${path}.lifecycle.preStop`) : []),
    ...(livenessProbe ? validateLivenessProbe(livenessProbe, `${path}.livenessProbe`) : []),
    ...(readinessProbe ? validateProbe(readinessProbe, `${path}.readinessProbe`) : []),
    ...validateContainerPorts(container.ports ?? [], `${path}.ports`),
    ...validateEnv(container.env ?? [], `${path}.env`),
    ...validateVolumeMounts(container.volumeMounts ?? [], volumes, `${path}.volumeMounts`),
    ...oneOf(
      container.imagePullPolicy,
      ['Always', 'IfNotPresent', 'Never'],
      `${path}.imagePullPolicy`,
    ),
    ...validateResources(container.resources ?? {}, `${path}.resources`),
    // As without --allow-privileged.
    ...(securityContext?.privileged === true
      ? [forbidden(`${path}.securityContext.privileged`, 'disallowed by policy')]
      : []),
    ...nonNegative(securityContext?.runAsUser, `${path}.securityContext.runAsUser`),
  ];
}

function validateContainerPorts(ports: readonly ContainerPort[], path: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name, containerPort, hostPort, protocol }, index) => {
    const field = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (name) {
      const texts = isPortName(name);
      errors.push(...invalidEach(`${field}.name`, name, texts));
      if (texts.length === 0 && names.has(name)) errors.push(duplicate(`${field}.name`, name));
      if (texts.length === 0) names.add(name);
    }
    errors.push(
      ...invalidEach(`${field}.containerPort`, containerPort, isPortNumber(containerPort)),
    );
    if (hostPort) {
      errors.push(...invalidEach(`${field}.hostPort`, hostPort, isPortNumber(hostPort)));
    }
    return [...errors, ...oneOf(protocol, ['TCP', 'UDP'], `${field}.protocol`)];
  });
}

/** No two containers of a pod may ask for one port of the node. */
function validateHostPorts(containers: readonly Container[], path: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort, protocol }, at) => {
      if (!hostPort) return [];
      const value = `${hostPort}/${protocol}`;
      if (taken.has(value)) return [duplicate(`${path}[${index}].ports[${at}].hostPort`, value)];
      taken.add(value);
      return [];
    }),
  );
}

function validateLivenessProbe(probe: Probe, path: string): FieldError[] {
  const { successThreshold } = probe;
  return [
    ...validateProbe(probe, path),
    ...(successThreshold === 1
      ? []
      : [invalid(`${path}.successThreshold`, successThreshold ?? 0, 'must be 1')]),
  ];
}

function validateProbe(probe: Probe, path: string): FieldError[] {
  const counts = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const;
  return [
    ...validateHandler(probe, path),
    ...counts.flatMap((field) => nonNegative(probe[field], `${path}.${field}`)),
  ];
}

/** Exactly one of exec, httpGet and tcpSocket. */
function validateHandler({ exec, httpGet, tcpSocket }: Handler, path: string): FieldError[] {
  const tooMany = 'may not specify more than 1 handler type';
  const errors: FieldError[] = [];
  if (exec && (exec.command ?? []).length === 0) errors.push(required(`${path}.exec.command`));
  if (httpGet) {
    if (exec) errors.push(forbidden(`${path}.httpGet`, tooMany));
    else errors.push(...validateHTTPGet(httpGet, `${path}.httpGet`));
  }
  if (tcpSocket) {
    if (exec || httpGet) errors.push(forbidden(`${path}.tcpSocket`, tooMany));
    else errors.push(...validatePort(tcpSocket.port, `${path}.tcpSocket.port`));
  }
  if (!exec && !httpGet && !tcpSocket) errors.push(required(path, 'must specify a handler type'));
  return errors;
}

function validateHTTPGet(action: NonNullable<Handler['httpGet']>, path: string): FieldError[] {
  return [
    ...(action.path ? [] : [required(`${path}.path`)]),
    ...validatePort(action.port, `${path}.port`),
    ...oneOf(action.scheme, ['HTTP', 'HTTPS'], `${path}.scheme`),
    ...(action.httpHeaders ?? []).flatMap(({ name }) =>
      invalidEach(`${path}.httpHeaders`, name ?? '', isHTTPHeaderName(name ?? '')),
    ),
  ];
}
