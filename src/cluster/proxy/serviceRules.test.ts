import { describe, expect, test } from 'vitest';
import type { Endpoints, Service } from '../api/core/v1/objects.ts';
import type { RuleTable } from '../network/rule.ts';
import { saveTable } from '../network/save.ts';
import { viewTable } from '../network/tableView.ts';
import { chainName } from './chainName.ts';
import { firstRules, lastRules } from './commonRules.ts';
import { orderEndpoints } from './endpointOrder.ts';
import { serviceRules, type ProxyFlags } from './serviceRules.ts';
import chainNames from './testdata/chainNames.json' with { type: 'json' };
import recorded from './testdata/iptables.json' with { type: 'json' };

interface Objects {
  readonly services: readonly unknown[];
  readonly endpoints: readonly unknown[];
  readonly flags?: ProxyFlags;
}

/** The lines of iptables-save on a node whose kube-proxy has seen these objects. */
function save(table: RuleTable, { services, endpoints, flags = {} }: Objects): string[] {
  const rows = (services as readonly Service[]).map((service) => {
    const { namespace, name } = service.metadata;
    const own = (endpoints as readonly Endpoints[]).find(
      ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
    );
    const rules = serviceRules(service, own, { flags });
    return [`${namespace}/${name}`, rules] as const;
  });
  const view = viewTable(
    table,
    {
      cohort: { first: firstRules, last: lastRules, syncedAt: 0 },
      portals: rows.flatMap(([key, rules]) => (rules ? [[key, rules.portals] as const] : [])),
      chains: rows.flatMap(([key, rules]) => (rules ? [[key, rules.chains] as const] : [])),
      hostPorts: [],
    },
    { node: 'node', counters: new Map() },
  );
  return saveTable(view).trimEnd().split('\n');
}

function service(spec: Partial<Service['spec']>, status: Service['status'] = { loadBalancer: {} }) {
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { namespace: 'default', name: 'webapp' },
    spec: {
      clusterIP: '169.169.235.79',
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ports: [{ protocol: 'TCP', port: 8080, targetPort: 8080 }],
      ...spec,
    },
    status,
  } satisfies Service;
}

function endpoints(...ips: readonly string[]): Endpoints {
  return {
    kind: 'Endpoints',
    apiVersion: 'v1',
    metadata: { namespace: 'default', name: 'webapp' },
    subsets: [{ addresses: ips.map((ip) => ({ ip })), ports: [{ protocol: 'TCP', port: 8080 }] }],
  };
}

const SVC = 'KUBE-SVC-BL7FHTIPVYJBLWZN';

describe('kube-proxy in iptables mode', () => {
  test.each(chainNames.pairs)('names the chain $chain', ({ chain, ...of }) => {
    const prefix = chain.startsWith('KUBE-SVC-') ? 'KUBE-SVC-' : 'KUBE-SEP-';
    expect(
      chainName(prefix, of.servicePortName, of.protocol.toUpperCase() as 'TCP', of.endpoint ?? ''),
    ).toBe(chain);
  });

  test.each(recorded.cases)('writes the rules of 1.3: $name', (recording) => {
    expect(save('nat', recording)).toEqual(recording.saveNat);
    expect(save('filter', recording)).toEqual(recording.saveFilter);
  });

  test('marks what goes to an external IP, and sends on what comes from outside or is for the node', () => {
    const services = [service({ externalIPs: ['1.2.3.4'] })];
    const to =
      '-A KUBE-SERVICES -d 1.2.3.4/32 -p tcp -m comment --comment "default/webapp: external IP" -m tcp --dport 8080';
    expect(save('nat', { services, endpoints: [] }).filter((line) => line.startsWith(to))).toEqual([
      `${to} -j KUBE-MARK-MASQ`,
      `${to} -m physdev ! --physdev-is-in -m addrtype ! --src-type LOCAL -j ${SVC}`,
      `${to} -m addrtype --dst-type LOCAL -j ${SVC}`,
    ]);
  });

  test('sends on whatever comes to an address of a load balancer; one that has only a name has no rules', () => {
    const ingress = [{ ip: '146.148.47.155' }, { hostname: 'lb.example.com' }];
    const services = [service({ type: 'LoadBalancer' }, { loadBalancer: { ingress } })];
    const to =
      '-A KUBE-SERVICES -d 146.148.47.155/32 -p tcp -m comment --comment "default/webapp: loadbalancer IP" -m tcp --dport 8080';
    const lines = save('nat', { services, endpoints: [] });
    expect(lines.filter((line) => line.includes('loadbalancer IP'))).toEqual([
      `${to} -j KUBE-MARK-MASQ`,
      `${to} -j ${SVC}`,
    ]);
    expect(lines.join()).not.toContain('lb.example.com');
  });

  test('refuses only the cluster IP of a Service without endpoints, not its node port or external IP', () => {
    const spec = { type: 'NodePort', externalIPs: ['1.2.3.4'] } as const;
    const ports = [{ protocol: 'TCP', port: 8080, targetPort: 8080, nodePort: 30081 }] as const;
    const services = [service({ ...spec, ports })];
    const rejects = save('filter', { services, endpoints: [] }).filter((line) =>
      line.includes('REJECT'),
    );
    expect(rejects).toEqual([
      '-A KUBE-SERVICES -d 169.169.235.79/32 -p tcp -m comment --comment "default/webapp: has no endpoints" -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable',
    ]);
    const nat = save('nat', { services, endpoints: [] });
    expect(nat).toContain(`:${SVC} - [0:0]`);
    expect(nat.filter((line) => line.startsWith(`-A ${SVC}`))).toEqual([]);
  });

  test('has no rules for a headless Service, even with a node port', () => {
    const ports = [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: 30081 }] as const;
    const headless = service({ clusterIP: 'None', type: 'NodePort', ports });
    expect(serviceRules(headless, endpoints('172.17.1.3'))).toBeUndefined();
  });

  test('masquerades with --masquerade-all, and from outside of --cluster-cidr', () => {
    const flags = { masqueradeAll: true, clusterCIDR: '172.17.0.0/16' };
    const to =
      '-d 169.169.235.79/32 -p tcp -m comment --comment "default/webapp: cluster IP" -m tcp --dport 8080';
    const lines = save('nat', { services: [service({})], endpoints: [], flags });
    expect(lines.filter((line) => line.includes('cluster IP'))).toEqual([
      `-A KUBE-SERVICES ${to} -j KUBE-MARK-MASQ`,
      `-A KUBE-SERVICES ! -s 172.17.0.0/16 ${to} -j KUBE-MARK-MASQ`,
      `-A KUBE-SERVICES ${to} -j ${SVC}`,
    ]);
  });

  test('ignores Endpoints whose port has another name', () => {
    const named = service({ ports: [{ name: 'web', protocol: 'TCP', port: 80, targetPort: 80 }] });
    expect(serviceRules(named, endpoints('172.17.1.3'))?.chains.endpoints).toEqual({});
  });

  test('takes the chains of endpoints over that stay', () => {
    const before = serviceRules(service({}), endpoints('172.17.1.3', '172.17.1.4'));
    const after = serviceRules(
      service({}),
      endpoints('172.17.1.4', '172.17.1.5'),
      before ? { before: before.chains } : {},
    );
    const stays = chainName('KUBE-SEP-', 'default/webapp:', 'TCP', '172.17.1.4:8080');
    expect(after?.chains.own[stays]).toBe(before?.chains.own[stays]);
    expect(Object.keys(after?.chains.own ?? {})).toHaveLength(3);
  });

  test('rewrites the chains of endpoints when affinity changes', () => {
    const before = serviceRules(service({}), endpoints('172.17.1.3'));
    const sticky = service({ sessionAffinity: 'ClientIP' });
    expect(
      serviceRules(sticky, endpoints('172.17.1.3'), before ? { before: before.chains } : {}),
    ).toEqual(serviceRules(sticky, endpoints('172.17.1.3')));
  });
});

describe('the order of endpoints', () => {
  const listed = endpoints('172.17.1.10', '172.17.1.3', '172.17.1.1');

  test('is that of the Endpoints object when their number changes', () => {
    expect(orderEndpoints([], listed, '')).toEqual([
      '172.17.1.10:8080',
      '172.17.1.3:8080',
      '172.17.1.1:8080',
    ]);
  });

  test('stays as it was when the same ones come in another order', () => {
    const before = ['172.17.1.1:8080', '172.17.1.10:8080', '172.17.1.3:8080'];
    expect(orderEndpoints(before, listed, '')).toBe(before);
  });

  test('is sorted as text when as many others come: the comparison of 1.3 sorts in place', () => {
    expect(orderEndpoints(['172.17.1.9:8080', 'x:1', 'y:1'], listed, '')).toEqual([
      '172.17.1.10:8080',
      '172.17.1.1:8080',
      '172.17.1.3:8080',
    ]);
  });
});
