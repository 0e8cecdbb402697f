// The descriptions of a Service and of Endpoints.

import type { Endpoints, Service } from '../../cluster/api/core/v1/objects.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import { formatEndpoints, loadBalancerAddresses } from '../../cluster/api/printers/cells.ts';
import type { ByRelease, Release } from '../release.ts';
import { labelLines } from './labels.ts';

const NAMELESS: ByRelease<string> = { 'v1.0': '<unnamed>', 'v1.3': '<unset>' };

export function serviceLines(
  { metadata, spec, status }: Service,
  endpoints: Endpoints | undefined,
  release: Release,
): string[] {
  const ingress = loadBalancerAddresses(status);
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...labelLines(metadata.labels, release),
    `Selector:\t${formatLabels(spec.selector)}`,
    `Type:\t${spec.type}`,
    `IP:\t${spec.clusterIP}`,
    ...(ingress.length > 0 ? [`LoadBalancer Ingress:\t${ingress.join(', ')}`] : []),
    ...spec.ports.flatMap(({ name, port, protocol, nodePort }) => {
      const shown = name || NAMELESS[release];
      return [
        `Port:\t${shown}\t${port}/${protocol}`,
        ...(nodePort ? [`NodePort:\t${shown}\t${nodePort}/${protocol}`] : []),
        `Endpoints:\t${endpoints ? formatEndpoints(endpoints, name ?? '') : '<none>'}`,
      ];
    }),
    `Session Affinity:\t${spec.sessionAffinity}`,
  ];
}

export function endpointsLines({ metadata, subsets }: Endpoints): string[] {
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...labelLines(metadata.labels, 'v1.3'),
    'Subsets:',
    ...subsets.flatMap(({ addresses, notReadyAddresses, ports = [] }) => [
      `  Addresses:\t${joinAddresses(addresses)}`,
      `  NotReadyAddresses:\t${joinAddresses(notReadyAddresses)}`,
      ...(ports.length > 0
        ? [
            '  Ports:',
            '    Name\tPort\tProtocol',
            '    ----\t----\t--------',
            ...ports.map(
              ({ name, port, protocol }) => `    ${name || '<unset>'}\t${port}\t${protocol}`,
            ),
          ]
        : []),
      '',
    ]),
  ];
}

function joinAddresses(addresses: readonly { readonly ip: string }[] = []): string {
  return addresses.length === 0 ? '<none>' : addresses.map(({ ip }) => ip).join(',');
}
