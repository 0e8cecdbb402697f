import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/core/v1/objects.ts';
import type { ClusterView } from '../apiserver/client.ts';
import { isClusterDNSMissing, resolvConfOf } from './resolvConf.ts';

function viewWith(settings: Readonly<Record<string, string>>): ClusterView {
  return { setting: (name: string) => settings[name] } as ClusterView;
}

function pod(spec: Partial<Pod['spec']>): Pod {
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'web', namespace: 'kube-system' },
    spec: {
      containers: [],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      ...spec,
    },
    status: {},
  };
}

const both = viewWith({ clusterDNS: '169.169.0.100', clusterDomain: 'cluster.local' });
const host = 'nameserver 192.168.18.2\nsearch localdomain\n';

describe('resolv.conf of a pod', () => {
  test('names the cluster DNS alone, and searches its namespace first', () => {
    expect(resolvConfOf(both, pod({}))).toBe(
      'nameserver 169.169.0.100\nsearch kube-system.svc.cluster.local svc.cluster.local cluster.local localdomain\noptions ndots:5\n',
    );
  });

  test('searches what the node searches when the domain is not known', () => {
    const view = viewWith({ clusterDNS: '169.169.0.100' });
    expect(resolvConfOf(view, pod({}))).toBe(
      'nameserver 169.169.0.100\nsearch localdomain\noptions ndots:5\n',
    );
  });

  test('is that of the node without a cluster DNS or with the policy Default, but for ndots', () => {
    const withDots = `${host}options ndots:5\n`;
    expect(resolvConfOf(viewWith({}), pod({}))).toBe(withDots);
    expect(resolvConfOf(both, pod({ dnsPolicy: 'Default' }))).toBe(withDots);
  });

  test('is that of the node, untouched, in the network of the node', () => {
    expect(resolvConfOf(both, pod({ hostNetwork: true }))).toBe(host);
  });
});

test('only pods that ask for the cluster DNS miss it', () => {
  expect(isClusterDNSMissing(viewWith({}), pod({}))).toBe(true);
  expect(isClusterDNSMissing(viewWith({}), pod({ dnsPolicy: 'Default' }))).toBe(false);
  expect(isClusterDNSMissing(both, pod({}))).toBe(false);
});
