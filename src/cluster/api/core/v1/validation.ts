// Which objects are taken, as in Kubernetes 1.3 (pkg/api/validation): metadata, Service, Endpoints, and what is common.
// Order of the checks is order of the errors.

import type { FieldError, Labels, ObjectMeta } from '../../meta.ts';
import {
  isDNS1123Label,
  isDNS1123Subdomain,
  isDNS952Label,
  isIPv4,
  isLabelValue,
  isPortName,
  isPortNumber,
  isQualifiedName,
  isUsableIP,
  type NameRule,
} from './names.ts';
import type { Endpoints, Namespace, Service, ServicePort } from './objects.ts';

export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { type: 'Invalid', field, value, detail };
}

export function required(field: string, detail?: string): FieldError {
  return { type: 'Required', field, ...(detail ? { detail } : {}) };
}

/** Metadata of a namespaced object (or of a cluster-wide one). */
export function validateMetadata(
  metadata: ObjectMeta,
  isNamespaced: boolean,
  nameRule: NameRule,
): FieldError[] {
  const errors: FieldError[] = [];
  if (metadata.generateName) {
    const prefix = metadata.generateName.replace(/-$/, 'a');
    errors.push(
      ...nameRule(prefix).map((text) =>
        invalid('metadata.generateName', metadata.generateName, text),
      ),
    );
  }
  if (!metadata.name) errors.push(required('metadata.name', 'name or generateName is required'));
  else {
    errors.push(
      ...nameRule(metadata.name).map((text) => invalid('metadata.name', metadata.name, text)),
    );
  }
  if (isNamespaced) {
    if (!metadata.namespace) errors.push(required('metadata.namespace'));
    else {
      errors.push(
        ...isDNS1123Label(metadata.namespace).map((text) =>
          invalid('metadata.namespace', metadata.namespace, text),
        ),
      );
    }
  } else if (metadata.namespace) {
    errors.push({
      type: 'Forbidden',
      field: 'metadata.namespace',
      detail: 'not allowed on this type',
    });
  }
  errors.push(...validateLabels(metadata.labels, 'metadata.labels'));
  for (const key of Object.keys(metadata.annotations ?? {}).sort()) {
    errors.push(
      ...isQualifiedName(key.toLowerCase()).map((text) =>
        invalid('metadata.annotations', key, text),
      ),
    );
  }
  return errors;
}

/** Keys first name the field, not themselves: that is how 1.3 says it. */
export function validateLabels(labels: Labels | undefined, field: string): FieldError[] {
  return Object.keys(labels ?? {})
    .sort()
    .flatMap((key) => [
      ...isQualifiedName(key).map((text) => invalid(field, key, text)),
      ...isLabelValue(String(labels?.[key])).map((text) => invalid(field, labels?.[key], text)),
    ]);
}

export function validateNamespace(namespace: Namespace): FieldError[] {
  return validateMetadata(namespace.metadata, false, isDNS1123Label);
}

export function validateService(service: Service): FieldError[] {
  const { spec } = service;
  const errors = validateMetadata(service.metadata, true, isDNS952Label);
  const isHeadless = spec.clusterIP === 'None';
  if (spec.ports.length === 0 && !isHeadless) errors.push(required('spec.ports'));
  if (spec.type === 'LoadBalancer') {
    spec.ports.forEach((port, index) => {
      if (port.port === 10250) {
        errors.push(
          invalid(
            `spec.ports[${index}]`,
            port.port,
            'may not expose port 10250 externally since it is used by kubelet',
          ),
        );
      }
    });
  }
  const names = new Set<string>();
  spec.ports.forEach((port, index) => {
    const path = `spec.ports[${index}]`;
    errors.push(...validateServicePort(port, path, spec.ports.length > 1, names));
  });
  errors.push(...validateLabels(spec.selector, 'spec.selector'));
  errors.push(...oneOf(spec.sessionAffinity, ['ClientIP', 'None'], 'spec.sessionAffinity'));
  if (spec.clusterIP && !isHeadless && !isIPv4(spec.clusterIP)) {
    errors.push(
      invalid('spec.clusterIP', spec.clusterIP, "must be empty, 'None', or a valid IP address"),
    );
  }
  (spec.externalIPs ?? []).forEach((ip, index) => {
    errors.push(...isUsableIP(ip).map((text) => invalid(`spec.externalIPs[${index}]`, ip, text)));
  });
  errors.push(...oneOf(spec.type, ['ClusterIP', 'LoadBalancer', 'NodePort'], 'spec.type'));
  errors.push(...validateServiceType(service));
  return errors;
}

function validateServicePort(
  port: ServicePort,
  path: string,
  needsName: boolean,
  names: Set<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!port.name) {
    if (needsName) errors.push(required(`${path}.name`));
  } else {
    const texts = isDNS1123Label(port.name);
    errors.push(...texts.map((text) => invalid(`${path}.name`, port.name, text)));
    if (texts.length === 0) {
      if (names.has(port.name)) {
        errors.push({ type: 'Duplicate', field: `${path}.name`, value: port.name });
      }
      names.add(port.name);
    }
  }
  errors.push(...isPortNumber(port.port).map((text) => invalid(`${path}.port`, port.port, text)));
  errors.push(...oneOf(port.protocol, ['TCP', 'UDP'], `${path}.protocol`));
  const { targetPort } = port;
  const texts = typeof targetPort === 'number' ? isPortNumber(targetPort) : isPortName(targetPort);
  errors.push(...texts.map((text) => invalid(`${path}.targetPort`, targetPort, text)));
  return errors;
}

/** What depends on the type: node ports, load balancers. */
function validateServiceType({ spec }: Service): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.type === 'LoadBalancer') {
    const protocols = new Set(spec.ports.map(({ protocol }) => protocol));
    if (protocols.size > 1) {
      errors.push(
        invalid(
          'spec.ports',
          spec.ports,
          'cannot create an external load balancer with mix protocols',
        ),
      );
    }
  }
  if (spec.type === 'ClusterIP') {
    spec.ports.forEach(({ nodePort }, index) => {
      if (!nodePort) return;
      const detail = "may not be used when `type` is 'ClusterIP'";
      errors.push(invalid(`spec.ports[${index}].nodePort`, nodePort, detail));
    });
  }
  const nodePorts = new Set<string>();
  spec.ports.forEach(({ nodePort, protocol }, index) => {
    if (!nodePort) return;
    const key = `${protocol} ${nodePort}`;
    if (nodePorts.has(key)) {
      errors.push({ type: 'Duplicate', field: `spec.ports[${index}].nodePort`, value: nodePort });
    }
    nodePorts.add(key);
  });
  if (spec.loadBalancerSourceRanges && spec.type !== 'LoadBalancer') {
    const detail = "may only be used when `type` is 'LoadBalancer'";
    errors.push(invalid('spec.LoadBalancerSourceRanges', '', detail));
  }
  return errors;
}

export function validateServiceUpdate(service: Service, old: Service): FieldError[] {
  const errors: FieldError[] = [];
  const isAddressed = old.spec.clusterIP !== '' && old.spec.clusterIP !== 'None';
  if (isAddressed && (service.spec.clusterIP ?? '') !== old.spec.clusterIP) {
    errors.push(invalid('spec.clusterIP', service.spec.clusterIP ?? '', 'field is immutable'));
  }
  return [...errors, ...validateService(service)];
}

export function validateEndpoints(endpoints: Endpoints): FieldError[] {
  const errors = validateMetadata(endpoints.metadata, true, isDNS1123Subdomain);
  endpoints.subsets.forEach((subset, index) => {
    const path = `subsets[${index}]`;
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
    }
    if (ports.length === 0) errors.push(required(`${path}.ports`));
    addresses.forEach(({ ip }, at) => {
      const field = `${path}.addresses[${at}].ip`;
      errors.push(...isUsableIP(ip ?? '').map((text) => invalid(field, ip ?? '', text)));
    });
    notReadyAddresses.forEach(({ ip }, at) => {
      const field = `${path}.notReadyAddresses[${at}].ip`;
      errors.push(...isUsableIP(ip ?? '').map((text) => invalid(field, ip ?? '', text)));
    });
    ports.forEach((port, at) => {
      const field = `${path}.ports[${at}]`;
      if (!port.name && ports.length > 1) errors.push(required(`${field}.name`));
      else if (port.name) {
        errors.push(
          ...isDNS1123Label(port.name).map((text) => invalid(`${field}.name`, port.name, text)),
        );
      }
      errors.push(
        ...isPortNumber(port.port).map((text) => invalid(`${field}.port`, port.port, text)),
      );
      errors.push(...oneOf(port.protocol, ['TCP', 'UDP'], `${field}.protocol`));
    });
  });
  return errors;
}

/** The value is one of a few; the error lists them in order. */
export function oneOf(value: string, allowed: readonly string[], field: string): FieldError[] {
  return allowed.includes(value)
    ? []
    : [
        {
          type: 'NotSupported',
          field,
          value,
          detail: `supported values: ${allowed.join(', ')}`,
        },
      ];
}
