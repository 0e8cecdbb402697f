// Which Endpoints are taken, as in Kubernetes 1.3.

import { isIP, isUsableIP } from '../../../addresses.ts';
import { invalid, invalidEach, oneOf, required } from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { parseJSON } from '../../../readJSON.ts';
import { isDNS1123Label, isDNS1123Subdomain, isPortNumber } from '../names.ts';
import type { EndpointAddress, EndpointPort, Endpoints, EndpointSubset } from '../objects.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';

const HOSTNAMES = 'endpoints.beta.kubernetes.io/hostnames-map';

export function validateEndpoints(endpoints: Endpoints): FieldError[] {
  return [
    ...validateObjectMeta(endpoints.metadata, true, isDNS1123Subdomain),
    ...validateHostnames(endpoints),
    ...validateSubsets(endpoints.subsets),
  ];
}

/** 1.3 validates an update as a new object first, so that most mistakes are named twice. */
export function validateEndpointsUpdate(endpoints: Endpoints, old: Endpoints): FieldError[] {
  const hostnames = validateHostnames(endpoints);
  const subsets = validateSubsets(endpoints.subsets);
  return [
    ...validateObjectMeta(endpoints.metadata, true, isDNS1123Subdomain),
    ...hostnames,
    ...subsets,
    ...validateObjectMetaUpdate(endpoints.metadata, old.metadata),
    ...subsets,
    ...hostnames,
  ];
}

function validateSubsets(subsets: readonly EndpointSubset[]): FieldError[] {
  return subsets.flatMap((subset, index) => {
    const path = `subsets[${index}]`;
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    return [
      ...(addresses.length === 0 && notReadyAddresses.length === 0
        ? [required(path, 'must specify `addresses` or `notReadyAddresses`')]
        : []),
      ...(ports.length === 0 ? [required(`${path}.ports`)] : []),
      ...addresses.flatMap((each, at) => validateAddress(each, `${path}.addresses[${at}]`)),
      ...notReadyAddresses.flatMap((each, at) =>
        validateAddress(each, `${path}.notReadyAddresses[${at}]`),
      ),
      ...ports.flatMap((each, at) => validatePort(each, `${path}.ports[${at}]`, ports.length > 1)),
    ];
  });
}

function validateAddress(address: EndpointAddress, path: string): FieldError[] {
  const { hostname } = address;
  const ip = address.ip || '';
  const errors: FieldError[] = [];
  if (!isIP(ip)) errors.push(invalid(`${path}.ip`, ip, 'must be a valid IP address'));
  if (hostname) {
    errors.push(...invalidEach(`${path}.hostname`, hostname, isDNS1123Label(hostname)));
  }
  return errors.length > 0 ? errors : invalidEach(`${path}.ip`, ip, isUsableIP(ip));
}

function validatePort(
  { name, port, protocol }: EndpointPort,
  path: string,
  needsName: boolean,
): FieldError[] {
  return [
    ...(name ? invalidEach(`${path}.name`, name, isDNS1123Label(name)) : []),
    ...(!name && needsName ? [required(`${path}.name`)] : []),
    ...invalidEach(`${path}.port`, port, isPortNumber(port)),
    ...oneOf(protocol, ['TCP', 'UDP'], `${path}.protocol`),
  ];
}

/** The annotation that carried host names before there was a field. Its path lacks `metadata` in 1.3. */
function validateHostnames({ metadata }: Endpoints): FieldError[] {
  const text = metadata.annotations?.[HOSTNAMES];
  if (text === undefined || isHostnamesMap(text)) return [];
  const detail =
    'must be a valid json representation of map[string(IP)][HostRecord] e.g. "{"10.245.1.6":{"HostName":"my-webserver"}}"';
  return [invalid('annotations', HOSTNAMES, detail)];
}

function isHostnamesMap(text: string): boolean {
  const parsed = parseJSON(text);
  const map = 'value' in parsed ? parsed.value : undefined;
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return false;
  return Object.entries(map).every(([ip, record]) => {
    const { HostName } = (record ?? {}) as { HostName?: unknown };
    return isIP(ip) && typeof HostName === 'string' && isDNS1123Label(HostName).length === 0;
  });
}
