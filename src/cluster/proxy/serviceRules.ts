// Service and Endpoints in, iptables rules out: the order and the texts of syncProxyRules in kube-proxy 1.3. Where the real
// one goes through its Services in the random order of a Go map, ours are sorted by name.

import type { Endpoints, Service, ServicePort } from '../api/core/v1/objects.ts';
import type { Portals, ServiceChains } from '../network/ruleTables.ts';
import type { Piece, Rule } from '../network/rule.ts';
import { chainName } from './chainName.ts';
import { orderEndpoints } from './endpointOrder.ts';

/** Flags of kube-proxy that change rules. */
export interface ProxyFlags {
  /** --masquerade-all: every packet to a cluster IP is masqueraded. */
  readonly masqueradeAll?: boolean;
  /** --cluster-cidr: packets to a cluster IP from elsewhere are masqueraded. */
  readonly clusterCIDR?: string;
}

interface RuleOptions {
  /** What there was before. */
  readonly before?: ServiceChains;
  readonly flags?: ProxyFlags;
  /**
   * Node ports that somebody else listens on. kube-proxy 1.3 cannot open them and goes on with the next port of a Service:
   * such a port has neither node port nor endpoints, nor a refusal, so not even its cluster IP works on that node.
   */
  readonly taken?: readonly number[];
}

/** All rules of one Service, as the two records that they are kept in. */
export interface ServiceRules {
  readonly portals: Portals;
  readonly chains: ServiceChains;
}

/** `--seconds` of session affinity in iptables mode, as in 1.2 and 1.3 (not the 180 minutes of userspace mode). */
const STICKY_SECONDS = 180;

const jump = (chain: string): Rule['target'] => ({ type: 'jump', chain });
const MARKED = jump('KUBE-MARK-MASQ');

/** All rules of one Service; undefined when it has none: it is gone, or headless. */
export function serviceRules(
  service: Service | undefined,
  endpoints: Endpoints | undefined,
  { before, flags = {}, taken }: RuleOptions = {},
): ServiceRules | undefined {
  const clusterIP = service?.spec.clusterIP;
  if (!service || !clusterIP || clusterIP === 'None') return undefined;
  const ordered: Record<string, readonly string[]> = {};
  const own: Record<string, readonly Rule[]> = {};
  const portals: Rule[] = [];
  const nodePorts: Rule[] = [];
  const rejects: Rule[] = [];
  for (const port of service.spec.ports) {
    const name = port.name ?? '';
    const of = describePort(service, port);
    const backends = orderEndpoints(before?.endpoints[name] ?? [], endpoints, name);
    if (backends.length > 0) ordered[name] = backends;
    portals.push(...portalRules(of, flags));
    if (port.nodePort && taken?.includes(port.nodePort)) {
      own[of.chain] = [];
      continue;
    }
    nodePorts.push(...nodePortRules(of));
    if (backends.length === 0) rejects.push(rejectRule(of));
    Object.assign(own, balancingRules(of, backends, before?.own ?? {}));
  }
  const shared: Piece[] = [
    { table: 'filter', chain: 'KUBE-SERVICES', rules: rejects },
    { table: 'nat', chain: 'KUBE-NODEPORTS', rules: nodePorts },
    { table: 'nat', chain: 'KUBE-SERVICES', rules: portals },
  ];
  return {
    portals: { shared: shared.filter(({ rules }) => rules.length > 0) },
    chains: { own, endpoints: ordered },
  };
}

/** A port of a Service and what its rules are named by. */
interface PortOfService {
  readonly service: Service;
  readonly port: ServicePort;
  /** namespace/name:port, with its colon even when the port has no name. */
  readonly portName: string;
  readonly chain: string;
}

function describePort(service: Service, port: ServicePort): PortOfService {
  const { namespace, name } = service.metadata;
  const portName = `${namespace}/${name}:${port.name ?? ''}`;
  return { service, port, portName, chain: chainName('KUBE-SVC-', portName, port.protocol) };
}

/** Cluster IP, external IPs and the addresses of a load balancer: into the Service's chain. */
function portalRules(
  { service, port, portName, chain }: PortOfService,
  { masqueradeAll, clusterCIDR }: ProxyFlags,
): Rule[] {
  const { spec, status } = service;
  const to = (ip: string, comment: string) => ({
    comment: `${portName} ${comment}`,
    destination: `${ip}/32`,
    protocol: port.protocol,
    destinationPort: port.port,
  });
  const cluster = to(spec.clusterIP, 'cluster IP');
  return [
    ...(masqueradeAll ? [{ ...cluster, target: MARKED }] : []),
    ...(clusterCIDR ? [{ ...cluster, notSource: clusterCIDR, target: MARKED }] : []),
    { ...cluster, target: jump(chain) },
    ...(spec.externalIPs ?? []).flatMap((ip): Rule[] => [
      // Marked even where neither of the next two matches: such a packet goes on to the external IP masqueraded.
      { ...to(ip, 'external IP'), target: MARKED },
      {
        ...to(ip, 'external IP'),
        physdevIsIn: { isNegated: true },
        sourceType: { type: 'LOCAL', isNegated: true },
        target: jump(chain),
      },
      { ...to(ip, 'external IP'), destinationType: 'LOCAL', target: jump(chain) },
    ]),
    ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip }): Rule[] =>
      ip
        ? [
            { ...to(ip, 'loadbalancer IP'), target: MARKED },
            { ...to(ip, 'loadbalancer IP'), target: jump(chain) },
          ]
        : [],
    ),
  ];
}

function nodePortRules({ port, portName, chain }: PortOfService): Rule[] {
  if (!port.nodePort) return [];
  const match = { comment: portName, protocol: port.protocol, destinationPort: port.nodePort };
  return [
    { ...match, target: MARKED },
    { ...match, target: jump(chain) },
  ];
}

/** For the cluster IP only: a node port, external IP or load balancer without endpoints is not refused in 1.3. */
function rejectRule({ service, port, portName }: PortOfService): Rule {
  return {
    comment: `${portName} has no endpoints`,
    destination: `${service.spec.clusterIP}/32`,
    protocol: port.protocol,
    destinationPort: port.port,
    target: { type: 'REJECT' },
  };
}

/**
 * The Service's chain chooses an endpoint: by affinity first, then by chance, the last one takes what is left. Without
 * endpoints the chain is there and empty. Chains of endpoints that were there before are taken over as they are.
 */
function balancingRules(
  { service, port, portName, chain }: PortOfService,
  backends: readonly string[],
  before: ServiceChains['own'],
): Record<string, readonly Rule[]> {
  const isSticky = service.spec.sessionAffinity === 'ClientIP';
  const comment = portName;
  const names = backends.map((endpoint) =>
    chainName('KUBE-SEP-', portName, port.protocol, endpoint),
  );
  const affinity = isSticky
    ? names.map((name): Rule => ({
        comment,
        recent: { type: 'rcheck', name, seconds: STICKY_SECONDS },
        target: jump(name),
      }))
    : [];
  const chances = names.map((name, index): Rule => {
    const left = names.length - index;
    const probability = left > 1 ? { probability: (1 / left).toFixed(5) } : {};
    return { comment, ...probability, target: jump(name) };
  });
  const own: Record<string, readonly Rule[]> = { [chain]: [...affinity, ...chances] };
  backends.forEach((endpoint, index) => {
    const name = names[index] ?? '';
    const known = before[name];
    own[name] =
      known && isSticky === (known[1]?.recent !== undefined)
        ? known
        : endpointRules({ endpoint, name, port, comment, isSticky });
  });
  return own;
}

function endpointRules(of: {
  readonly endpoint: string;
  readonly name: string;
  readonly port: ServicePort;
  readonly comment: string;
  readonly isSticky: boolean;
}): Rule[] {
  const { endpoint, name, port, comment, isSticky } = of;
  const colon = endpoint.lastIndexOf(':');
  const ip = endpoint.slice(0, colon);
  return [
    // A pod that reaches itself through its Service would else get an answer from its own address.
    { comment, source: `${ip}/32`, target: MARKED },
    {
      comment,
      protocol: port.protocol,
      hasProtocolModule: true,
      ...(isSticky ? { recent: { type: 'set', name } as const } : {}),
      target: { type: 'DNAT', toIP: ip, toPort: Number(endpoint.slice(colon + 1)) },
    },
  ];
}
