import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Endpoints, Service } from '../api/core/v1/objects.ts';
import { chainKey } from '../network/rule.ts';
import { saveTable } from '../network/save.ts';
import { chainName } from './chainName.ts';
import { commonRules, serviceRules } from './rules.ts';
import chainNames from './testdata/chainNames.json' with { type: 'json' };
import recorded from './testdata/iptables.json' with { type: 'json' };

/** iptables-save of one table on a node whose kube-proxy has seen these objects. */
function save(
  table: 'nat' | 'filter',
  services: readonly Service[],
  endpoints: readonly Endpoints[],
): string {
  const pieces = [
    ...commonRules(),
    ...services.flatMap((service) =>
      serviceRules(
        service,
        endpoints.find(
          ({ metadata }) =>
            metadata.name === service.metadata.name &&
            metadata.namespace === service.metadata.namespace,
        ),
      ),
    ),
  ];
  const key = (piece: (typeof pieces)[number]) =>
    chainKey('node', piece.table, piece.chain.name, piece.piece);
  return saveTable(
    table,
    pieces
      .filter((piece) => piece.table === table)
      .sort((one, other) => (key(one) < key(other) ? -1 : 1))
      .map(({ chain }) => chain),
  );
}

/** The recordings leave out status. */
function servicesOf({ services }: { readonly services: readonly object[] }): Service[] {
  return services.map((service) => ({ ...service, status: { loadBalancer: {} } }) as Service);
}

describe('kube-proxy in iptables mode', () => {
  test.each(chainNames.pairs)('names the chain $chain', ({ chain, ...of }) => {
    const prefix = chain.startsWith('KUBE-SVC-') ? 'KUBE-SVC-' : 'KUBE-SEP-';
    expect(
      chainName(prefix, of.servicePortName, of.protocol.toUpperCase() as 'TCP', of.endpoint ?? ''),
    ).toBe(chain);
  });

  test.each(recorded.cases)('writes the rules of 1.3: $name', (recording) => {
    const services = servicesOf(recording);
    const endpoints = recording.endpoints as unknown as Endpoints[];
    expect(save('nat', services, endpoints).trimEnd().split('\n')).toEqual(recording.saveNat);
    expect(save('filter', services, endpoints).trimEnd().split('\n')).toEqual(recording.saveFilter);
  });
});

const iptables = ['/usr/sbin/iptables-legacy', '/usr/sbin/iptables'].find((path) =>
  existsSync(path),
);
const namespace = `orrery-rules-${process.pid}`;
const hasKernel =
  iptables !== undefined &&
  process.getuid?.() === 0 &&
  spawnSync('ip', ['netns', 'add', namespace]).status === 0 &&
  inNamespace([iptables, '-t', 'nat', '-S']).status === 0;

function inNamespace(command: readonly string[], input = '') {
  return spawnSync('ip', ['netns', 'exec', namespace, ...command], { input, encoding: 'utf8' });
}

describe.skipIf(!hasKernel)('a kernel that loads the rules', () => {
  afterAll(() => {
    execFileSync('ip', ['netns', 'del', namespace]);
  });

  test.each(recorded.cases)('gives back what we print: $name', (recording) => {
    const services = servicesOf(recording);
    const endpoints = recording.endpoints as unknown as Endpoints[];
    for (const table of ['filter', 'nat'] as const) {
      const ours = save(table, services, endpoints);
      const { status, stderr } = inNamespace([`${iptables}-restore`], ours);
      expect([status, stderr]).toEqual([0, '']);
      expect(comparable(inNamespace([`${iptables}-save`, '-t', table]).stdout)).toEqual(
        comparable(ours),
      );
    }
  });
});

/** Without remarks and packet counters. */
function comparable(saved: string): string[] {
  return saved
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/\[\d+:\d+\]$/, '[0:0]'));
}
