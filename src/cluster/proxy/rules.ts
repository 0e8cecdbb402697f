// Service and Endpoints in, iptables rules out: the order and the texts of syncProxyRules in kube-proxy 1.3.

import type { Endpoints, Service, ServicePort } from '../api/core/v1/objects.ts';
import { LAST_PIECE, type Chain, type Rule, type RuleTable } from '../network/rule.ts';
import { chainName } from './chainName.ts';

/** A piece of a chain, and where it belongs. */
export interface RulePiece {
  readonly table: RuleTable;
  readonly chain: Chain;
  readonly piece: string;
}

const MASQUERADE_MARK = 0x4000;

/** `--seconds` of session affinity in iptables mode, as in 1.2 and 1.3. */
const STICKY_SECONDS = 180;

const portals = 'kubernetes service portals';
const jump = (chain: string): Rule['target'] => ({ type: 'jump', chain });

/** What is there without any Service. */
export function commonRules(): RulePiece[] {
  const piece = (table: RuleTable, name: string, rules: readonly Rule[], at = ''): RulePiece => ({
    table,
    chain: { name, rules },
    piece: at,
  });
  return [
    piece('filter', 'OUTPUT', [{ comment: portals, target: jump('KUBE-SERVICES') }]),
    piece('filter', 'KUBE-SERVICES', [], LAST_PIECE),
    piece('nat', 'PREROUTING', [{ comment: portals, target: jump('KUBE-SERVICES') }]),
    piece('nat', 'OUTPUT', [{ comment: portals, target: jump('KUBE-SERVICES') }]),
    piece('nat', 'POSTROUTING', [
      { comment: 'kubernetes postrouting rules', target: jump('KUBE-POSTROUTING') },
    ]),
    piece('nat', 'KUBE-MARK-MASQ', [{ target: { type: 'MARK', setXmark: MASQUERADE_MARK } }]),
    piece('nat', 'KUBE-NODEPORTS', [], LAST_PIECE),
    piece('nat', 'KUBE-POSTROUTING', [
      {
        comment: 'kubernetes service traffic requiring SNAT',
        mark: MASQUERADE_MARK,
        target: { type: 'MASQUERADE' },
      },
    ]),
    piece(
      'nat',
      'KUBE-SERVICES',
      [
        {
          comment: 'kubernetes service nodeports; NOTE: this must be the last rule in this chain',
          destinationType: 'LOCAL',
          target: jump('KUBE-NODEPORTS'),
        },
      ],
      LAST_PIECE,
    ),
  ];
}

/** All pieces of one Service. */
export function serviceRules(service: Service, endpoints: Endpoints | undefined): RulePiece[] {
  const { clusterIP, ports } = service.spec;
  if (!clusterIP || clusterIP === 'None') return [];
  return ports.flatMap((port, index) => portRules({ service, port, index, endpoints }));
}

interface PortOfService {
  readonly service: Service;
  readonly port: ServicePort;
  readonly index: number;
  readonly endpoints: Endpoints | undefined;
}

function portRules({ service, port, index, endpoints }: PortOfService): RulePiece[] {
  const { namespace, name } = service.metadata;
  const portName = `${namespace}/${name}:${port.name ?? ''}`;
  const serviceChain = chainName('KUBE-SVC-', portName, port.protocol);
  const piece = `${namespace}/${name} ${String(index).padStart(4, '0')}`;
  const backends = backendsOf(endpoints, port);
  const shared = (table: RuleTable, chain: string, rules: readonly Rule[]): RulePiece[] =>
    rules.length === 0 ? [] : [{ table, chain: { name: chain, rules }, piece }];
  return [
    ...shared('nat', 'KUBE-SERVICES', portalRules(service, port, { portName, serviceChain })),
    ...shared('nat', 'KUBE-NODEPORTS', nodePortRules(port, portName, serviceChain)),
    ...(backends.length === 0
      ? shared('filter', 'KUBE-SERVICES', [rejectRule(service, port, portName)])
      : []),
    ...balancingRules({ service, port, portName, serviceChain, backends }),
  ];
}

/** Cluster IP, external IPs and the addresses of a load balancer: into the Service's chain. */
function portalRules(
  { spec, status }: Service,
  port: ServicePort,
  { portName, serviceChain }: { readonly portName: string; readonly serviceChain: string },
): Rule[] {
  const to = (ip: string, comment: string) => ({
    comment: `${portName} ${comment}`,
    destination: `${ip}/32`,
    protocol: port.protocol,
    destinationPort: port.port,
  });
  const intoService = jump(serviceChain);
  const marked = jump('KUBE-MARK-MASQ');
  return [
    { ...to(spec.clusterIP, 'cluster IP'), target: intoService },
    ...(spec.externalIPs ?? []).flatMap((ip): Rule[] => [
      { ...to(ip, 'external IP'), target: marked },
      {
        ...to(ip, 'external IP'),
        physdevIsIn: { isNegated: true },
        sourceType: { type: 'LOCAL', isNegated: true },
        target: intoService,
      },
      { ...to(ip, 'external IP'), destinationType: 'LOCAL', target: intoService },
    ]),
    ...(status.loadBalancer.ingress ?? []).flatMap(({ ip }): Rule[] =>
      ip
        ? [
            { ...to(ip, 'loadbalancer IP'), target: marked },
            { ...to(ip, 'loadbalancer IP'), target: intoService },
          ]
        : [],
    ),
  ];
}

function nodePortRules(port: ServicePort, comment: string, serviceChain: string): Rule[] {
  if (!port.nodePort) return [];
  const match = { comment, protocol: port.protocol, destinationPort: port.nodePort };
  return [
    { ...match, target: jump('KUBE-MARK-MASQ') },
    { ...match, target: jump(serviceChain) },
  ];
}

function rejectRule({ spec }: Service, port: ServicePort, portName: string): Rule {
  return {
    comment: `${portName} has no endpoints`,
    destination: `${spec.clusterIP}/32`,
    protocol: port.protocol,
    destinationPort: port.port,
    target: { type: 'REJECT' },
  };
}

interface Backend {
  readonly ip: string;
  readonly port: number;
}

interface Balancing {
  readonly service: Service;
  readonly port: ServicePort;
  readonly portName: string;
  readonly serviceChain: string;
  readonly backends: readonly Backend[];
}

/** The Service's chain chooses an endpoint: by affinity first, then by chance, the last one takes what is left. */
function balancingRules({
  service,
  port,
  portName,
  serviceChain,
  backends,
}: Balancing): RulePiece[] {
  const isSticky = service.spec.sessionAffinity === 'ClientIP';
  const comment = portName;
  const chains = backends.map((backend) => ({
    ...backend,
    name: chainName('KUBE-SEP-', portName, port.protocol, `${backend.ip}:${backend.port}`),
  }));
  const affinity = isSticky
    ? chains.map(({ name }): Rule => ({
        comment,
        recent: { type: 'rcheck', name, seconds: STICKY_SECONDS },
        target: jump(name),
      }))
    : [];
  const chances = chains.map(({ name }, index): Rule => {
    const left = chains.length - index;
    const probability = left > 1 ? { probability: (1 / left).toFixed(5) } : {};
    return { comment, ...probability, target: jump(name) };
  });
  const own = (name: string, rules: readonly Rule[]): RulePiece => ({
    table: 'nat',
    chain: { name, rules },
    piece: '',
  });
  return [
    own(serviceChain, [...affinity, ...chances]),
    ...chains.map(({ name, ip, port: toPort }) =>
      own(name, [
        { comment, source: `${ip}/32`, target: jump('KUBE-MARK-MASQ') },
        {
          comment,
          protocol: port.protocol,
          hasProtocolModule: true,
          ...(isSticky ? { recent: { type: 'set', name } as const } : {}),
          target: { type: 'DNAT', toIP: ip, toPort },
        },
      ]),
    ),
  ];
}

/** Ready addresses of the port of that name, in the order of the Endpoints object. */
function backendsOf(endpoints: Endpoints | undefined, { name }: ServicePort): Backend[] {
  return (endpoints?.subsets ?? []).flatMap(({ addresses, ports }) =>
    (ports ?? [])
      .filter((port) => (port.name ?? '') === (name ?? ''))
      .flatMap(({ port }) => (addresses ?? []).map(({ ip }) => ({ ip, port }))),
  );
}
