// Which Services are taken, as in Kubernetes 1.3 (pkg/api/validation). Order of the checks is order of the errors.

import { isCIDR, isIP, isUsableIP } from '../../../addresses.ts';
import { duplicate, invalid, invalidEach, oneOf, required } from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import {
  isDNS1123Label,
  isDNS1123Subdomain,
  isDNS952Label,
  isPortName,
  isPortNumber,
} from '../names.ts';
import type { Service, ServicePort } from '../objects.ts';
import { validateLabels, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';

const PROTOCOLS = ['TCP', 'UDP'];
const KUBELET_PORT = 10250;
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export function validateService(service: Service): FieldError[] {
  const { spec } = service;
  const isHeadless = spec.clusterIP === 'None';
  return [
    ...validateObjectMeta(service.metadata, true, isDNS952Label),
    ...(spec.ports.length === 0 && !isHeadless ? [required('spec.ports')] : []),
    ...(spec.type === 'LoadBalancer' ? refuseKubeletPort(spec.ports) : []),
    ...validateServicePorts(spec.ports),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...oneOf(spec.sessionAffinity, ['ClientIP', 'None'], 'spec.sessionAffinity'),
    ...(spec.clusterIP && !isHeadless && !isIP(spec.clusterIP)
      ? [invalid('spec.clusterIP', spec.clusterIP, "must be empty, 'None', or a valid IP address")]
      : []),
    ...(spec.externalIPs ?? []).flatMap((ip, index) => validateExternalIP(ip, index)),
    ...oneOf(spec.type, ['ClusterIP', 'LoadBalancer', 'NodePort'], 'spec.type'),
    ...(spec.type === 'LoadBalancer' ? validateBalancedProtocols(spec.ports) : []),
    ...(spec.type === 'ClusterIP' ? refuseNodePorts(spec.ports) : []),
    ...validateNodePorts(spec.ports),
    ...validateSourceRanges(service),
  ];
}

export function validateServiceUpdate(service: Service, old: Service): FieldError[] {
  const clusterIP = service.spec.clusterIP || '';
  const oldIP = old.spec.clusterIP || '';
  const isAddressed = oldIP !== '' && oldIP !== 'None';
  return [
    ...validateObjectMetaUpdate(service.metadata, old.metadata),
    ...(isAddressed && clusterIP !== oldIP
      ? [invalid('spec.clusterIP', clusterIP, 'field is immutable')]
      : []),
    ...validateService(service),
  ];
}

/** What a cloud's controller may write. */
export function validateServiceStatusUpdate(service: Service, old: Service): FieldError[] {
  const ingress = service.status.loadBalancer?.ingress ?? [];
  return [
    ...validateObjectMetaUpdate(service.metadata, old.metadata),
    ...ingress.flatMap(({ ip, hostname }, index) => {
      const path = `status.loadBalancer.ingress[${index}]`;
      const errors: FieldError[] = [];
      if (ip && !isIP(ip)) errors.push(invalid(`${path}.ip`, ip, 'must be a valid IP address'));
      if (!hostname) return errors;
      errors.push(...invalidEach(`${path}.hostname`, hostname, isDNS1123Subdomain(hostname)));
      if (isIP(hostname)) {
        errors.push(invalid(`${path}.hostname`, hostname, 'must be a DNS name, not an IP address'));
      }
      return errors;
    }),
  ];
}

function refuseKubeletPort(ports: readonly ServicePort[]): FieldError[] {
  const detail = 'may not expose port 10250 externally since it is used by kubelet';
  return ports.flatMap(({ port }, index) =>
    port === KUBELET_PORT ? [invalid(`spec.ports[${index}]`, port, detail)] : [],
  );
}

/** Several ports are told apart by their names. */
function validateServicePorts(ports: readonly ServicePort[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name, port, protocol, targetPort }, index) => {
    const path = `spec.ports[${index}]`;
    const errors: FieldError[] = [];
    if (name) {
      const texts = isDNS1123Label(name);
      errors.push(...invalidEach(`${path}.name`, name, texts));
      if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
      names.add(name);
    } else if (ports.length > 1) errors.push(required(`${path}.name`));
    errors.push(...invalidEach(`${path}.port`, port, isPortNumber(port)));
    errors.push(...oneOf(protocol, PROTOCOLS, `${path}.protocol`));
    return [...errors, ...validatePort(targetPort, `${path}.targetPort`)];
  });
}

/** A number, or the name of a container's port. */
export function validatePort(port: number | string, field: string): FieldError[] {
  return invalidEach(field, port, typeof port === 'number' ? isPortNumber(port) : isPortName(port));
}

/** 1.3 names 0.0.0.0 here only; Endpoints may have it. */
function validateExternalIP(ip: string, index: number): FieldError[] {
  const texts = ip === '0.0.0.0' ? ['must be a valid IP address'] : isUsableIP(ip);
  return invalidEach(`spec.externalIPs[${index}]`, ip, texts);
}

function validateBalancedProtocols(ports: readonly ServicePort[]): FieldError[] {
  const alien = 'cannot create an external load balancer with non-TCP/UDP ports';
  const errors = ports.flatMap(({ protocol }, index) =>
    PROTOCOLS.includes(protocol) ? [] : [invalid(`spec.ports[${index}].protocol`, protocol, alien)],
  );
  const known = new Set(ports.map(({ protocol }) => protocol).filter((p) => PROTOCOLS.includes(p)));
  if (known.size > 1) {
    const detail = 'cannot create an external load balancer with mix protocols';
    errors.push(invalid('spec.ports', ports.map(internalPort), detail));
  }
  return errors;
}

/** As the server's own type prints it: with every field. */
function internalPort({ name, protocol, port, targetPort, nodePort }: ServicePort): object {
  return { name: name ?? '', protocol, port, targetPort, nodePort: nodePort ?? 0 };
}

function refuseNodePorts(ports: readonly ServicePort[]): FieldError[] {
  const detail = "may not be used when `type` is 'ClusterIP'";
  return ports.flatMap(({ nodePort }, index) =>
    nodePort ? [invalid(`spec.ports[${index}].nodePort`, nodePort, detail)] : [],
  );
}

/** One node port twice for one protocol. (The allocator then refuses it for two protocols also.) */
function validateNodePorts(ports: readonly ServicePort[]): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ protocol, nodePort }, index) => {
    if (!nodePort) return [];
    const key = `${protocol} ${nodePort}`;
    if (seen.has(key)) return [duplicate(`spec.ports[${index}].nodePort`, nodePort)];
    seen.add(key);
    return [];
  });
}

/** The field's name begins with a capital in 1.3's errors; the annotation is older than the field. */
function validateSourceRanges({ metadata, spec }: Service): FieldError[] {
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const annotation = metadata.annotations?.[SOURCE_RANGES];
  if (ranges.length === 0 && annotation === undefined) return [];
  const isField = ranges.length > 0;
  const field = isField
    ? 'spec.LoadBalancerSourceRanges'
    : `metadata.annotations[${SOURCE_RANGES}]`;
  const errors: FieldError[] = [];
  if (spec.type !== 'LoadBalancer') {
    errors.push(invalid(field, '', "may only be used when `type` is 'LoadBalancer'"));
  }
  const isRight = isField
    ? ranges.every((range) => isCIDR(range.trim()))
    : (annotation ?? '').trim() === '' ||
      (annotation ?? '').split(',').every((range) => isCIDR(range.trim()));
  if (!isRight) {
    const detail = 'must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ';
    errors.push(invalid(field, isField ? `[${ranges.join(' ')}]` : annotation, detail));
  }
  return errors;
}
