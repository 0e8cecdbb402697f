// Which pods and controllers are taken, as in Kubernetes 1.3 (pkg/api/validation).

import { matchesSelector } from '../../labels.ts';
import type { FieldError } from '../../meta.ts';
import { isDNS1123Label, isDNS1123Subdomain, isPortName, isPortNumber } from './names.ts';
import type { Container, ContainerPort, Pod, PodSpec, ReplicationController } from './objects.ts';
import { invalid, oneOf, required, validateLabels, validateMetadata } from './validation.ts';

export function validatePod(pod: Pod): FieldError[] {
  return [
    ...validateMetadata(pod.metadata, true, isDNS1123Subdomain),
    ...validatePodSpec(pod.spec, 'spec'),
  ];
}

/** Only images (and the deadline) of a pod may change. */
export function validatePodUpdate(pod: Pod, old: Pod): FieldError[] {
  if (pod.spec.containers.length !== old.spec.containers.length) {
    const detail = 'pod updates may not add or remove containers';
    return [{ type: 'Forbidden', field: 'spec.containers', detail }];
  }
  const containers = pod.spec.containers.map((container, index) => ({
    ...container,
    image: old.spec.containers[index]?.image ?? '',
  }));
  const { activeDeadlineSeconds } = old.spec;
  const masked = {
    ...pod.spec,
    containers,
    ...(activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds }),
  };
  if (sortedJson(masked) !== sortedJson(old.spec)) {
    return [
      {
        type: 'Forbidden',
        field: 'spec',
        detail:
          'pod updates may not change fields other than `containers[*].image` or `spec.activeDeadlineSeconds`',
      },
    ];
  }
  return validatePod(pod);
}

export function validateReplicationController(controller: ReplicationController): FieldError[] {
  const { spec } = controller;
  const errors = validateMetadata(controller.metadata, true, isDNS1123Subdomain);
  const isSelecting = spec.selector !== undefined && Object.keys(spec.selector).length > 0;
  if (!isSelecting) errors.push(required('spec.selector'));
  if (spec.replicas < 0) {
    errors.push(invalid('spec.replicas', spec.replicas, 'must be greater than or equal to 0'));
  }
  const { template } = spec;
  if (!template) return [...errors, required('spec.template')];
  const labels = template.metadata.labels;
  if (isSelecting && !matchesSelector(spec.selector, labels)) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalid('spec.template.metadata.labels', labels ?? {}, detail));
  }
  errors.push(...validateLabels(labels, 'spec.template.labels'));
  errors.push(...validatePodSpec(template.spec, 'spec.template.spec'));
  if (template.spec.restartPolicy !== 'Always') {
    errors.push(
      ...oneOf(template.spec.restartPolicy, ['Always'], 'spec.template.spec.restartPolicy'),
    );
  }
  return errors;
}

function validatePodSpec(spec: PodSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.containers.length === 0) errors.push(required(`${path}.containers`));
  const names = new Set<string>();
  const hostPorts = new Set<string>();
  spec.containers.forEach((container, index) => {
    const field = `${path}.containers[${index}]`;
    errors.push(...validateContainer(container, field, names));
    (container.ports ?? []).forEach((port, at) => {
      errors.push(...validateHostPort(port, `${field}.ports[${at}]`, hostPorts));
    });
  });
  errors.push(
    ...oneOf(spec.restartPolicy, ['Always', 'Never', 'OnFailure'], `${path}.restartPolicy`),
  );
  errors.push(...oneOf(spec.dnsPolicy, ['ClusterFirst', 'Default'], `${path}.dnsPolicy`));
  if (spec.hostNetwork) {
    spec.containers.forEach((container, index) => {
      (container.ports ?? []).forEach((port, at) => {
        if (port.hostPort === port.containerPort) return;
        const field = `${path}.containers[${index}].ports[${at}].containerPort`;
        const detail = 'must match `hostPort` when `hostNetwork` is true';
        errors.push(invalid(field, port.containerPort, detail));
      });
    });
  }
  return errors;
}

function validateContainer(container: Container, path: string, names: Set<string>): FieldError[] {
  const errors: FieldError[] = [];
  if (!container.name) errors.push(required(`${path}.name`));
  else {
    errors.push(
      ...isDNS1123Label(container.name).map((text) =>
        invalid(`${path}.name`, container.name, text),
      ),
    );
    if (names.has(container.name)) {
      errors.push({ type: 'Duplicate', field: `${path}.name`, value: container.name });
    }
    names.add(container.name);
  }
  if (!container.image) errors.push(required(`${path}.image`));
  const portNames = new Set<string>();
  (container.ports ?? []).forEach((port, index) => {
    errors.push(...validateContainerPort(port, `${path}.ports[${index}]`, portNames));
  });
  errors.push(
    ...oneOf(
      container.imagePullPolicy,
      ['Always', 'IfNotPresent', 'Never'],
      `${path}.imagePullPolicy`,
    ),
  );
  return errors;
}

function validateContainerPort(
  port: ContainerPort,
  path: string,
  names: Set<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (port.name) {
    const texts = isPortName(port.name);
    errors.push(...texts.map((text) => invalid(`${path}.name`, port.name, text)));
    if (texts.length === 0) {
      if (names.has(port.name)) {
        errors.push({ type: 'Duplicate', field: `${path}.name`, value: port.name });
      }
      names.add(port.name);
    }
  }
  if (!port.containerPort) errors.push(required(`${path}.containerPort`));
  else {
    errors.push(
      ...isPortNumber(port.containerPort).map((text) =>
        invalid(`${path}.containerPort`, port.containerPort, text),
      ),
    );
  }
  if (port.hostPort) {
    errors.push(
      ...isPortNumber(port.hostPort).map((text) =>
        invalid(`${path}.hostPort`, port.hostPort, text),
      ),
    );
  }
  errors.push(...oneOf(port.protocol, ['TCP', 'UDP'], `${path}.protocol`));
  return errors;
}

function validateHostPort(port: ContainerPort, path: string, taken: Set<string>): FieldError[] {
  if (!port.hostPort) return [];
  const value = `${port.hostPort}/${port.protocol}`;
  if (taken.has(value)) return [{ type: 'Duplicate', field: `${path}.hostPort`, value }];
  taken.add(value);
  return [];
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
