// Our rules in a real kernel: it loads them, prints and lists them as we do, and spreads real connections by them. Needs
// root, iptables and iproute2; without them these tests are skipped and say so.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoints, Service } from '../api/core/v1/objects.ts';
import { listChains } from '../network/list.ts';
import { saveTable, specifyChains } from '../network/save.ts';
import { viewTable } from '../network/tableView.ts';
import { kernelThreshold, savedProbability } from '../network/probability.ts';
import type { RuleTable } from '../network/rule.ts';
import { firstRules, lastRules } from './commonRules.ts';
import { serviceRules } from './serviceRules.ts';
import recorded from './testdata/iptables.json' with { type: 'json' };

const namespace = `orrery-${process.pid}`;
const iptables = ['/usr/sbin/iptables-legacy', '/usr/sbin/iptables'].find((path) =>
  existsSync(path),
);

function run(command: readonly string[], input = '') {
  const [program = '', ...words] = command;
  return spawnSync(program, words, { input, encoding: 'utf8' });
}

function inside(command: readonly string[], input = '') {
  return run(['ip', 'netns', 'exec', namespace, ...command], input);
}

/** False where a network namespace is not allowed, or iptables does not work in it. */
function canUseKernel(): boolean {
  if (iptables === undefined || process.getuid?.() !== 0) return false;
  if (run(['ip', 'netns', 'add', namespace]).status !== 0) return false;
  const { status } = inside([iptables, '-t', 'nat', '-S']);
  run(['ip', 'netns', 'del', namespace]);
  return status === 0;
}

interface Objects {
  readonly services: readonly unknown[];
  readonly endpoints: readonly unknown[];
}

const PUBLISHED = {
  pod: 'default/nginx',
  podIP: '172.17.1.5',
  protocol: 'TCP',
  hostPort: 80,
  containerPort: 8080,
} as const;

/** A table as a node has it whose kube-proxy has seen these objects. */
function tableOf(table: RuleTable, { services, endpoints }: Objects, hostPorts = false) {
  const rows = (services as readonly Service[]).flatMap((service) => {
    const { namespace: of, name } = service.metadata;
    const own = (endpoints as readonly Endpoints[]).find(
      ({ metadata }) => metadata.name === name && metadata.namespace === of,
    );
    const rules = serviceRules(service, own);
    return rules ? [[`${of}/${name}`, rules] as const] : [];
  });
  return viewTable(
    table,
    {
      cohort: { first: firstRules, last: lastRules, syncedAt: 0 },
      portals: rows.map(([key, { portals }]) => [key, portals]),
      chains: rows.map(([key, { chains }]) => [key, chains]),
      hostPorts: hostPorts ? [PUBLISHED] : [],
    },
    { node: 'node', counters: new Map() },
  );
}

/** Loads both tables; what the kernel's programs say of it. */
function load(objects: Objects, hostPorts = false): void {
  for (const table of ['filter', 'nat'] as const) {
    const text = saveTable(tableOf(table, objects, hostPorts));
    const { status, stderr } = inside([`${iptables}-restore`], text);
    expect([status, stderr]).toEqual([0, '']);
  }
}

/** Without remarks and packet counters. */
function comparable(saved: string): string[] {
  return saved
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/\[\d+:\d+\]$/, '[0:0]'));
}

/** Version 1.8.9 prints numbers of protocols with -n, where 1.4.21 prints their names. */
function withNames(listed: string): string {
  const names: Readonly<Record<string, string>> = { '0': 'all', '6': 'tcp', '17': 'udp' };
  return listed.replace(
    / (0|6|17) +-- /g,
    (_, number: string) => ` ${(names[number] ?? '').padEnd(5)}-- `,
  );
}

/** One of every form: external and load balancer's addresses, a UDP port, affinity, three endpoints, none. */
const everyForm: Objects = {
  services: [
    {
      metadata: { namespace: 'default', name: 'web' },
      spec: {
        clusterIP: '169.169.1.1',
        type: 'LoadBalancer',
        sessionAffinity: 'ClientIP',
        externalIPs: ['1.2.3.4'],
        ports: [
          { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080, nodePort: 30080 },
          { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53, nodePort: 30053 },
        ],
      },
      status: { loadBalancer: { ingress: [{ ip: '146.148.47.155' }] } },
    },
    {
      metadata: { namespace: 'kube-system', name: 'empty' },
      spec: {
        clusterIP: '169.169.1.2',
        type: 'ClusterIP',
        sessionAffinity: 'None',
        ports: [{ protocol: 'TCP', port: 443, targetPort: 443 }],
      },
      status: { loadBalancer: {} },
    },
  ],
  endpoints: [
    {
      metadata: { namespace: 'default', name: 'web' },
      subsets: [
        {
          addresses: [{ ip: '172.17.1.3' }, { ip: '172.17.1.4' }, { ip: '172.17.2.3' }],
          ports: [
            { name: 'http', port: 8080, protocol: 'TCP' },
            { name: 'dns', port: 53, protocol: 'UDP' },
          ],
        },
      ],
    },
  ],
};

const cases: readonly (Objects & { readonly name: string; readonly hostPorts?: boolean })[] = [
  ...recorded.cases,
  { name: 'every form', ...everyForm },
  { name: 'every form and a published port', ...everyForm, hostPorts: true },
];

describe.skipIf(!canUseKernel())('a kernel that has our rules', () => {
  beforeAll(layWires);
  afterAll(removeAll);

  test.each(cases)('saves and lists them as we do: $name', (objects) => {
    load(objects, objects.hostPorts);
    for (const table of ['filter', 'nat'] as const) {
      const view = tableOf(table, objects, objects.hostPorts);
      const ask = (...words: string[]) => inside([iptables ?? '', '-t', table, ...words]).stdout;
      expect(comparable(inside([`${iptables}-save`, '-t', table]).stdout)).toEqual(
        comparable(saveTable(view)),
      );
      expect(ask('-S')).toBe(specifyChains(view.chains, { isVerbose: false }));
      const options = { isNumeric: true, isVerbose: true, isExact: true, hasLineNumbers: true };
      const zeroed = (text: string) =>
        text.replace(/\d+ packets, \d+ bytes/g, '0 packets, 0 bytes');
      expect(zeroed(withNames(ask('-L', '-n', '-v', '-x', '--line-numbers')))).toBe(
        listChains(view.chains, options),
      );
      const short = { isNumeric: true, isVerbose: false, isExact: false, hasLineNumbers: false };
      expect(withNames(ask('-L', '-n'))).toBe(listChains(view.chains, short));
    }
  });

  test('rounds every probability from 1/2 to 1/50 as we do', () => {
    const written = Array.from({ length: 49 }, (_, i) => (1 / (i + 2)).toFixed(5));
    const rules = written.map(
      (each) => `-A INPUT -m statistic --mode random --probability ${each} -j ACCEPT`,
    );
    const input = ['*filter', ...rules, 'COMMIT', ''].join('\n');
    expect(inside([`${iptables}-restore`], input).status).toBe(0);
    const saved = inside([`${iptables}-save`, '-t', 'filter']).stdout;
    expect(saved.match(/(?<=--probability )\S+/g)).toEqual(written.map(savedProbability));
  });

  test('spreads connections to a cluster IP over three endpoints', () => {
    load(clusterIP({ ips: BACKENDS }));
    const counts = tally(request({ to: `${CLUSTER_IP}:8080`, times: 60 }));
    expect(Object.keys(counts).sort()).toEqual(BACKENDS);
    // A fair share is 20 of 60; outside of this once in some ten million runs.
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(3);
  });

  test('keeps each client with one endpoint when the Service has affinity', () => {
    load(clusterIP({ ips: BACKENDS, sessionAffinity: 'ClientIP' }));
    for (const from of ['10.9.9.1', '10.9.9.2']) {
      const counts = tally(request({ to: `${CLUSTER_IP}:8080`, times: 20, from }));
      expect(Object.values(counts)).toEqual([20]);
    }
  });

  test('refuses connections to a Service without endpoints', () => {
    load(clusterIP({ ips: [] }));
    expect(tally(request({ to: `${CLUSTER_IP}:8080`, times: 5 }))).toEqual({ ECONNREFUSED: 5 });
  });

  test('answers on a node port, with both endpoints in use', () => {
    load(clusterIP({ ips: BACKENDS.slice(0, 2), nodePort: 30081 }));
    const counts = tally(request({ to: `${NODE_IP}:30081`, times: 40 }));
    expect(Object.keys(counts).sort()).toEqual(BACKENDS.slice(0, 2));
  });
});

test('a probability is kept in 31 bits', () => {
  expect(savedProbability('0.33333')).toBe('0.33332999982');
  expect(savedProbability('0.50000')).toBe('0.50000000000');
  expect(savedProbability('0.20000')).toBe('0.20000000019');
  for (let n = 2; n <= 50; n++) {
    const written = (1 / n).toFixed(5);
    const threshold = kernelThreshold(written);
    expect(Number.isInteger(threshold)).toBe(true);
    expect(Math.abs(threshold - Number(written) * 2 ** 31)).toBeLessThanOrEqual(0.5);
  }
});

const BACKENDS = ['172.17.1.3', '172.17.1.4', '172.17.2.3'];
const CLUSTER_IP = '169.169.235.79';
const NODE_IP = '192.168.18.3';
let server: ChildProcess | undefined;

function clusterIP(of: {
  readonly ips: readonly string[];
  readonly nodePort?: number;
  readonly sessionAffinity?: 'ClientIP';
}): Objects {
  const { ips, nodePort, sessionAffinity = 'None' } = of;
  const metadata = { namespace: 'default', name: 'webapp' };
  const port = { protocol: 'TCP', port: 8080 };
  const subsets = ips.length > 0 ? [{ addresses: ips.map((ip) => ({ ip })), ports: [port] }] : [];
  const service = {
    metadata,
    spec: {
      clusterIP: CLUSTER_IP,
      type: nodePort ? 'NodePort' : 'ClusterIP',
      sessionAffinity,
      ports: [{ ...port, targetPort: 8080, ...(nodePort ? { nodePort } : {}) }],
    },
    status: { loadBalancer: {} },
  };
  return { services: [service], endpoints: [{ metadata, subsets }] };
}

/** The pods' addresses on lo, eth0 with a router that is only a neighbour entry, and a server that says which it is. */
async function layWires(): Promise<void> {
  expect(run(['ip', 'netns', 'add', namespace]).status).toBe(0);
  const commands = [
    'link set lo up',
    ...[...BACKENDS, '10.9.9.1', '10.9.9.2'].map((ip) => `addr add ${ip}/32 dev lo`),
    'link add eth0 type veth peer name eth0-peer',
    `addr add ${NODE_IP}/24 dev eth0`,
    'link set eth0 up',
    'link set eth0-peer up',
    'neigh add 192.168.18.1 lladdr 02:00:00:00:00:01 dev eth0 nud permanent',
    'route add default via 192.168.18.1 dev eth0',
  ];
  const { stderr } = inside(['ip', '-batch', '-'], `${commands.join('\n')}\n`);
  expect(stderr).toBe('');
  server = spawn('ip', ['netns', 'exec', namespace, process.execPath, '-e', SERVER], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output = server.stdout;
  await new Promise((resolve) => output?.once('data', resolve));
}

/** Listens on every backend, and ends when its standard input does. */
const SERVER = `
const net = require('node:net');
const ips = ${JSON.stringify(BACKENDS)};
let left = ips.length;
for (const ip of ips) {
  net.createServer((socket) => socket.on('error', () => {}).end(ip)).listen(8080, ip, () => {
    if (--left === 0) console.log('listening');
  });
}
process.stdin.on('end', () => process.exit()).resume();
`;

/** What each of several connections, one after the other, read: an address, or the code of its error. */
function request(of: { readonly to: string; readonly times: number; readonly from?: string }) {
  const [host, port] = of.to.split(':');
  const options = { host, port: Number(port), ...(of.from ? { localAddress: of.from } : {}) };
  const client = `
const net = require('node:net');
let left = ${of.times};
(function next() {
  if (left-- === 0) return;
  let text = '';
  const socket = net.connect(${JSON.stringify(options)});
  socket.setTimeout(10000, () => socket.destroy(Object.assign(new Error(), { code: 'TIMEOUT' })));
  socket.on('data', (data) => (text += data));
  socket.on('error', ({ code }) => (text = code));
  socket.on('close', () => { console.log(text); next(); });
})();
`;
  return inside([process.execPath, '-e', client]).stdout.trim().split('\n');
}

function tally(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of answers) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

/** Also when a test has failed: the server by its own process, then the namespace. */
async function removeAll(): Promise<void> {
  if (server && server.exitCode === null) {
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server.stdin?.end();
    await ended;
  }
  run(['ip', 'netns', 'del', namespace]);
}
