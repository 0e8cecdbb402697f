// The Service that expose and `run --expose` make (pkg/kubectl/service.go of 1.3): generator service/v2 leaves the name of an
// only port out, service/v1 calls it `default`.

import type { Labels } from '../../cluster/api/meta.ts';
import { mistake, type Failure } from '../failures.ts';
import type { ManifestObject } from '../manifests.ts';

export interface ServiceParameters {
  readonly name: string;
  readonly labels: Labels | undefined;
  readonly selector: Labels;
  /** Numbers as they were written, with commas between them. */
  readonly ports: string;
  readonly protocol: string;
  /** Protocols of single ports, where the object says so. */
  readonly protocols: Readonly<Record<string, string>>;
  readonly targetPort: string;
  readonly type: string;
  readonly externalIP: string;
  /** Of kubectl 1.0. */
  readonly publicIP?: string;
  readonly loadBalancerIP: string;
  readonly sessionAffinity: string;
  readonly generator: 'service/v1' | 'service/v2';
}

export function makeService(parameters: ServiceParameters): ManifestObject | Failure {
  const { name, labels, selector, type, externalIP, sessionAffinity } = parameters;
  const ports = portsOf(parameters);
  if ('type' in ports) return ports;
  if (sessionAffinity && sessionAffinity !== 'None' && sessionAffinity !== 'ClientIP') {
    return mistake(`unknown session affinity: ${sessionAffinity}`);
  }
  const { loadBalancerIP, publicIP } = parameters;
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name, ...(labels ? { labels } : {}) },
    spec: {
      ports,
      selector,
      ...(type ? { type } : {}),
      ...(externalIP ? { externalIPs: [externalIP] } : {}),
      ...(publicIP ? { deprecatedPublicIPs: [publicIP] } : {}),
      ...(sessionAffinity ? { sessionAffinity } : {}),
      ...(loadBalancerIP && type === 'LoadBalancer' ? { loadBalancerIP } : {}),
    },
  };
}

function portsOf(parameters: ServiceParameters): readonly object[] | Failure {
  const { generator, protocols, targetPort } = parameters;
  const texts = parameters.ports.split(',');
  const ports: object[] = [];
  for (const [index, text] of texts.entries()) {
    if (!/^[+-]?\d+$/.test(text)) {
      return mistake(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
    }
    const port = Number(text);
    const protocol = parameters.protocol || protocols[text] || 'TCP';
    const name =
      texts.length > 1 ? `port-${index + 1}` : generator === 'service/v1' ? 'default' : '';
    ports.push({
      ...(name ? { name } : {}),
      protocol,
      port,
      targetPort: targetPort === '' ? port : numberOr(targetPort),
    });
  }
  return ports;
}

/** A number, or the name of a port. */
function numberOr(text: string): number | string {
  return /^[+-]?\d+$/.test(text) ? Number(text) : text;
}
