import { describe, expect, test } from 'vitest';
import { Plant, type Sent } from '../../simulator/plant.ts';

const MASTER = '192.168.18.3';
const NODE = '192.168.18.4';
const CLUSTER_IP = '169.169.235.79';
const onMaster = { node: MASTER };
const outside = { node: 'client' };

/** webapp on 8080 with a pod on each node. */
function twoPods(service: Parameters<Plant['addService']>[0] = {}): Plant {
  const plant = new Plant();
  plant.addPod('a', { node: MASTER, ip: '172.17.1.2' });
  plant.addPod('b', { node: NODE, ip: '172.17.2.2' });
  plant.addService({ clusterIP: CLUSTER_IP, ...service });
  plant.setEndpoints('172.17.1.2', '172.17.2.2');
  plant.settle();
  return plant;
}

/** webapp with one pod only. */
function onePod(node: string, service: Parameters<Plant['addService']>[0] = {}): Plant {
  const plant = new Plant();
  plant.addPod('a', { node, ip: node === MASTER ? '172.17.1.2' : '172.17.2.2' });
  plant.addService({ clusterIP: CLUSTER_IP, ...service });
  plant.setEndpoints(node === MASTER ? '172.17.1.2' : '172.17.2.2');
  plant.settle();
  return plant;
}

function texts({ connection }: Sent): string[] {
  return connection.hops.map(({ text }) => text);
}

const NODE_PORT = { type: 'NodePort', nodePort: 30081 } as const;

describe('a request from a node to a cluster IP', () => {
  test('is translated there, crosses both nodes, and its answer is translated back', () => {
    const plant = onePod(NODE);
    const sent = plant.send({ from: onMaster, address: CLUSTER_IP });
    expect(sent.outcome).toMatchObject({ type: 'answered', servedBy: 'default/a' });
    expect(texts(sent)).toEqual([
      `${MASTER} connects to ${CLUSTER_IP}:8080`,
      expect.stringMatching(/^KUBE-SERVICES: "default\/webapp: cluster IP" to KUBE-SVC-/),
      expect.stringMatching(/^KUBE-SVC-\w+: "default\/webapp:" to KUBE-SEP-/),
      expect.stringMatching(/^KUBE-SEP-\w+: "default\/webapp:" DNAT to 172.17.2.2:8080$/),
      `DNAT ${CLUSTER_IP}:8080 -> 172.17.2.2:8080`,
      `to node ${NODE} for 172.17.2.2`,
      'docker0 to 172.17.2.2',
      'a (echo) accepts on 8080',
      '200 OK',
      `conntrack: the answer of 172.17.2.2:8080 comes from ${CLUSTER_IP}:8080`,
    ]);
    expect(sent.connection.crossed.map(({ node, chain }) => [node, chain])).toEqual([
      [MASTER, 'OUTPUT'],
      [NODE, 'FORWARD'],
    ]);
    const port = sent.connection.original.sourcePort;
    expect(plant.conntrack(MASTER)).toEqual([
      `tcp      6 120 TIME_WAIT src=${MASTER} dst=${CLUSTER_IP} sport=${port} dport=8080 src=172.17.2.2 dst=${MASTER} sport=8080 dport=${port} [ASSURED] mark=0 use=1`,
    ]);
    expect(plant.conntrack(NODE)).toEqual([
      `tcp      6 120 TIME_WAIT src=${MASTER} dst=172.17.2.2 sport=${port} dport=8080 src=172.17.2.2 dst=${MASTER} sport=8080 dport=${port} [ASSURED] mark=0 use=1`,
    ]);
  });

  test('is refused at once when the Service has no endpoints', () => {
    const plant = new Plant();
    plant.addService({ clusterIP: CLUSTER_IP });
    plant.settle();
    const sent = plant.send({ from: onMaster, address: CLUSTER_IP });
    expect(sent.outcome).toEqual({ type: 'refused' });
    expect(sent.tookMs).toBeLessThan(1_000);
    expect(plant.conntrack(MASTER)).toEqual([]);
  });

  test('times out where no Service has the address, and where it has no such port', () => {
    const plant = onePod(NODE);
    for (const to of [{ address: '169.169.1.1' }, { address: CLUSTER_IP, port: 9090 }]) {
      const sent = plant.send({ from: onMaster, ...to });
      expect(sent.outcome).toEqual({ type: 'timed out' });
      expect(sent.tookMs).toBeGreaterThanOrEqual(127_000);
    }
  });
});

describe('a request from a pod', () => {
  test('to a cluster IP without endpoints times out: table filter refuses in OUTPUT only', () => {
    const plant = new Plant();
    plant.addPod('a', { node: MASTER, ip: '172.17.1.2' });
    plant.addService({ clusterIP: CLUSTER_IP });
    plant.settle();
    const from = { node: MASTER, pod: 'default/a' };
    expect(plant.send({ from, address: CLUSTER_IP }).outcome).toEqual({ type: 'timed out' });
  });

  test('keeps its address on the way to a pod elsewhere', () => {
    const plant = twoPods();
    const from = { node: MASTER, pod: 'default/a' };
    const { connection, outcome } = plant.send({ from, address: '172.17.2.2' });
    expect(outcome.type).toBe('answered');
    expect(connection.packet.sourceIP).toBe('172.17.1.2');
  });

  test('to itself through its Service comes from docker0: masqueraded', () => {
    const plant = onePod(MASTER);
    const sent = plant.send({ from: { node: MASTER, pod: 'default/a' }, address: CLUSTER_IP });
    expect(sent.outcome).toMatchObject({ type: 'answered', servedBy: 'default/a' });
    expect(sent.connection.packet).toMatchObject({
      sourceIP: '172.17.1.1',
      destinationIP: '172.17.1.2',
    });
    expect(texts(sent)).toContain('SNAT 172.17.1.2 -> 172.17.1.1');
    expect(texts(sent).at(-1)).toBe(
      `conntrack: the answer of 172.17.1.2:8080 comes from ${CLUSTER_IP}:8080 and goes to 172.17.1.2 again`,
    );
  });

  test('to 127.0.0.1 stays in the pod, where a program listens that nobody else reaches', () => {
    const plant = new Plant();
    plant.addPod('a', { node: MASTER, ip: '172.17.1.2', listensOn: '127.0.0.1' });
    plant.settle();
    const from = { node: MASTER, pod: 'default/a' };
    expect(plant.send({ from, address: '127.0.0.1' }).outcome.type).toBe('answered');
    expect(plant.send({ from: onMaster, address: '172.17.1.2' }).outcome.type).toBe('refused');
  });

  test('with hostNetwork is one of its node: it passes OUTPUT and is refused there', () => {
    const plant = new Plant();
    plant.addPod('a', { node: MASTER, ip: MASTER, isHostNetwork: true });
    plant.addService({ clusterIP: CLUSTER_IP });
    plant.settle();
    const from = { node: MASTER, pod: 'default/a' };
    expect(plant.send({ from, address: CLUSTER_IP }).outcome).toEqual({ type: 'refused' });
    expect(plant.send({ from: outside, address: MASTER }).outcome.type).toBe('answered');
  });
});

describe('a node port', () => {
  test('hides the client behind the node that it asked, for a pod elsewhere', () => {
    const plant = onePod(NODE, NODE_PORT);
    const sent = plant.send({ from: outside, address: MASTER, port: 30081 });
    expect(sent.outcome).toMatchObject({ type: 'answered', servedBy: 'default/a' });
    expect(sent.connection.packet.sourceIP).toBe(MASTER);
    expect(sent.connection.crossed.map(({ node }) => node)).toEqual([MASTER, NODE]);
    expect(sent.connection.walks[0]?.steps.find(({ mark }) => mark)).toMatchObject({
      chain: 'KUBE-MARK-MASQ',
      mark: { before: 0, after: 0x4000 },
    });
    // A mark does not leave its machine: the other node does not masquerade again.
    const after = sent.connection.walks.find(
      ({ node, chain }) => node === NODE && chain === 'POSTROUTING',
    );
    expect(after?.verdict).toBe('ACCEPT');
  });

  test('hides it behind docker0 for a pod of the same node', () => {
    const plant = onePod(MASTER, NODE_PORT);
    const { connection } = plant.send({ from: outside, address: MASTER, port: 30081 });
    expect(connection.packet.sourceIP).toBe('172.17.1.1');
  });

  test('answers on 127.0.0.1 too', () => {
    const plant = onePod(NODE, NODE_PORT);
    const sent = plant.send({ from: onMaster, address: '127.0.0.1', port: 30081 });
    expect(sent.outcome.type).toBe('answered');
    expect(sent.connection.packet.sourceIP).toBe(MASTER);
  });

  test('without endpoints is accepted by kube-proxy, which never answers', () => {
    const plant = new Plant();
    plant.addService({ clusterIP: CLUSTER_IP, ...NODE_PORT });
    plant.settle();
    const to = { from: outside, address: MASTER, port: 30081 };
    const sent = plant.send({ ...to, timeoutMs: 5_000 });
    expect([sent.outcome, sent.tookMs]).toEqual([{ type: 'timed out' }, 5_000]);
    expect(texts(sent).at(-1)).toBe('kube-proxy holds port 30081 open and never answers');
    expect(plant.send({ ...to, request: undefined }).outcome).toMatchObject({
      type: 'answered',
      servedBy: MASTER,
    });
  });
});

describe('the client outside', () => {
  test('does not reach cluster IPs and pods', () => {
    const plant = onePod(NODE);
    for (const address of [CLUSTER_IP, '172.17.2.2']) {
      expect(plant.send({ from: outside, address }).outcome).toEqual({ type: 'timed out' });
    }
  });

  test('reaches an external IP by the first node, and an address of a load balancer by any', () => {
    const plant = twoPods({
      type: 'LoadBalancer',
      externalIPs: ['1.2.3.4'],
      ingress: [{ ip: '146.148.47.155' }],
    });
    const first = plant.send({ from: outside, address: '1.2.3.4' });
    expect(first.outcome.type).toBe('answered');
    expect(first.connection.crossed[0]?.node).toBe(MASTER);
    const entries = new Set(
      Array.from({ length: 20 }, () => {
        const { connection, outcome } = plant.send({ from: outside, address: '146.148.47.155' });
        expect(outcome.type).toBe('answered');
        return connection.crossed[0]?.node;
      }),
    );
    expect(entries.size).toBe(2);
  });

  test('is refused where nobody listens, and gets no answer from an address without a machine', () => {
    const plant = new Plant();
    expect(plant.send({ from: outside, address: NODE }).outcome).toEqual({ type: 'refused' });
    const sent = plant.send({ from: outside, address: '192.168.18.77' });
    expect(sent.outcome).toEqual({ type: 'no route', by: '192.168.18.100' });
    expect(sent.tookMs).toBeGreaterThanOrEqual(3_000);
  });
});

describe('an external IP', () => {
  test('is not for pods: what they send there leaves the node masqueraded and comes back from the router', () => {
    const plant = twoPods({ externalIPs: ['1.2.3.4'] });
    const sent = plant.send({ from: { node: NODE, pod: 'default/b' }, address: '1.2.3.4' });
    expect(sent.outcome.type).toBe('answered');
    expect(sent.connection.crossed.map(({ node }) => node).slice(0, 2)).toEqual([NODE, MASTER]);
    expect(sent.connection.crossed[0]?.left.sourceIP).toBe(NODE);
  });
});

describe('a published port', () => {
  const hostPorts = [{ hostPort: 80, containerPort: 8080, protocol: 'TCP' }] as const;

  test('is translated by the rules of Docker for those outside', () => {
    const plant = new Plant();
    plant.addPod('a', { node: NODE, ip: '172.17.2.2', hostPorts });
    const sent = plant.send({ from: outside, address: NODE, port: 80 });
    expect(sent.outcome).toMatchObject({ type: 'answered', servedBy: 'default/a' });
    expect(texts(sent)).toContain(`DNAT ${NODE}:80 -> 172.17.2.2:8080`);
    expect(sent.connection.packet.sourceIP).toBe('192.168.18.100');
    expect(plant.send({ from: outside, address: MASTER, port: 80 }).outcome.type).toBe('refused');
  });

  test('is carried by docker-proxy where its rules do not match: on 127.0.0.1', () => {
    const plant = new Plant();
    plant.addPod('a', { node: NODE, ip: '172.17.2.2', hostPorts });
    const sent = plant.send({ from: { node: NODE }, address: '127.0.0.1', port: 80 });
    expect(sent.outcome).toMatchObject({ type: 'answered', servedBy: 'default/a' });
    expect(texts(sent).join()).toContain('docker-proxy carries it to 172.17.2.2:8080');
  });
});

describe('session affinity', () => {
  test('keeps a client with its endpoint for 180 seconds, per node', () => {
    const plant = twoPods({ sessionAffinity: 'ClientIP' });
    const ask = () => plant.send({ from: onMaster, address: CLUSTER_IP });
    const first = ask().outcome;
    for (let n = 0; n < 10; n++) expect(ask().outcome).toMatchObject(servedBy(first));
    const { connection } = ask();
    const steps = connection.walks[0]?.steps ?? [];
    expect(
      steps.find(({ isMatched, text }) => isMatched && text.includes('--rcheck')),
    ).toMatchObject({ reason: `${MASTER} is in the list` });
    plant.pass(181_000);
    const later = ask().connection.walks[0]?.steps ?? [];
    expect(later.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/was seen 18\d s ago, more than 180$/),
    );
  });

  test('goes with the endpoint', () => {
    const plant = twoPods({ sessionAffinity: 'ClientIP' });
    plant.send({ from: onMaster, address: CLUSTER_IP });
    expect(plant.keys('recent')).toHaveLength(1);
    plant.setEndpoints();
    plant.settle();
    expect(plant.keys('recent')).toEqual([]);
  });

  function servedBy(outcome: Sent['outcome']) {
    return outcome.type === 'answered' ? { servedBy: outcome.servedBy } : {};
  }
});

describe('an open connection', () => {
  test('keeps its pod when the rules change; a new one goes to the new pod', () => {
    const plant = onePod(NODE);
    const first = plant.send({ from: onMaster, address: CLUSTER_IP, keepAlive: true });
    const id = first.connection.id;
    expect(first.outcome).toMatchObject({ servedBy: 'default/a', connection: id });
    expect(plant.conntrack(MASTER)[0]).toContain(' 432000 ESTABLISHED ');
    plant.addPod('b', { node: MASTER, ip: '172.17.1.2' });
    plant.setEndpoints('172.17.1.2');
    plant.settle();
    const again = plant.send({ from: onMaster, address: CLUSTER_IP, connection: id });
    expect(again.outcome).toMatchObject({ servedBy: 'default/a' });
    expect(again.connection.id).toBe(id);
    expect(texts(again)).toContain(
      `known to conntrack: the rules of table nat are skipped, it goes on as ${MASTER}:${again.connection.original.sourcePort}>172.17.2.2:8080`,
    );
    expect(again.connection.walks.every(({ table }) => table === 'filter')).toBe(true);
    const fresh = plant.send({ from: onMaster, address: CLUSTER_IP });
    expect(fresh.outcome).toMatchObject({ servedBy: 'default/b' });
  });

  test('is closed by its pod when that ends: the next request opens another', () => {
    const plant = twoPods();
    const from = onMaster;
    const first = plant.send({ from, address: '172.17.2.2', keepAlive: true });
    plant.endContainer('b');
    plant.addPod('b', { node: NODE, ip: '172.17.2.2' });
    const next = plant.send({ from, address: '172.17.2.2', connection: first.connection.id });
    expect(next.outcome.type).toBe('answered');
    expect(next.connection.id).not.toBe(first.connection.id);
    expect(plant.connection(first.connection.id)?.stage).toBe('closed');
  });

  test('is reset when the pod ends while the request is on its way', () => {
    const plant = twoPods();
    const to = { from: onMaster, address: '172.17.2.2' };
    const { connection } = plant.send({ ...to, keepAlive: true });
    const sent = plant.send({ ...to, connection: connection.id }, { afterMs: 150, act: 'end b' });
    expect(sent.outcome).toEqual({ type: 'reset' });
  });

  test('goes on trying for a quarter of an hour when the pod is gone without a word', () => {
    const plant = twoPods();
    const to = { from: onMaster, address: '172.17.2.2' };
    const { connection } = plant.send({ ...to, keepAlive: true });
    const sent = plant.send({ ...to, connection: connection.id }, { afterMs: 150, act: 'lose b' });
    expect(sent.outcome).toEqual({ type: 'timed out' });
    expect(sent.tookMs).toBeGreaterThan(900_000);
  });
});

describe('a datagram', () => {
  function dns(): Plant {
    const plant = new Plant();
    plant.addPod('a', { node: MASTER, ip: '172.17.1.2', protocol: 'UDP', port: 53 });
    plant.addPod('b', { node: NODE, ip: '172.17.2.2', protocol: 'UDP', port: 53 });
    plant.addService({ clusterIP: CLUSTER_IP, protocol: 'UDP', port: 53 });
    plant.setEndpoints('172.17.1.2');
    plant.settle();
    return plant;
  }
  const ask = (plant: Plant) =>
    plant.send({
      from: onMaster,
      protocol: 'UDP',
      address: CLUSTER_IP,
      port: 53,
      sourcePort: 40_000,
      request: undefined,
      payload: 'webapp?',
      timeoutMs: 5_000,
    });

  test('is answered, and its flow is remembered', () => {
    const plant = dns();
    expect(ask(plant).outcome).toMatchObject({ payload: 'webapp? a', servedBy: 'default/a' });
    expect(plant.conntrack(MASTER)).toEqual([
      `udp      17 30 src=${MASTER} dst=${CLUSTER_IP} sport=40000 dport=53 src=172.17.1.2 dst=${MASTER} sport=53 dport=40000 mark=0 use=1`,
    ]);
    ask(plant);
    expect(plant.conntrack(MASTER)[0]).toMatch(/^udp {6}17 180 .*\[ASSURED\]/);
  });

  test('from the same port goes to the endpoint that is gone until kube-proxy deletes the flow', () => {
    const plant = dns();
    ask(plant);
    plant.losePod('a');
    plant.setEndpoints('172.17.2.2');
    expect(ask(plant).outcome.type).not.toBe('answered');
    plant.settle();
    expect(ask(plant).outcome).toMatchObject({ servedBy: 'default/b' });
  });

  test('is not answered where nobody listens', () => {
    const plant = dns();
    const sent = plant.send({
      from: onMaster,
      protocol: 'UDP',
      address: '172.17.2.2',
      port: 54,
      request: undefined,
      payload: 'x',
    });
    expect(sent.outcome).toEqual({ type: 'refused' });
  });
});

describe('ping', () => {
  const ping = (plant: Plant, address: string) =>
    plant.send({
      from: onMaster,
      protocol: 'ICMP',
      address,
      port: 0,
      request: undefined,
      timeoutMs: 10_000,
    });

  test('is answered by pods and nodes, not by a cluster IP', () => {
    const plant = twoPods();
    expect(ping(plant, '172.17.2.2').outcome).toMatchObject({ servedBy: 'default/b' });
    expect(ping(plant, NODE).outcome).toMatchObject({ servedBy: NODE });
    expect(ping(plant, CLUSTER_IP).outcome).toEqual({ type: 'timed out' });
  });

  test('learns that an address of docker0 has no pod', () => {
    const plant = twoPods();
    const sent = ping(plant, '172.17.2.99');
    expect(sent.outcome).toEqual({ type: 'no route', by: '172.17.2.1' });
    expect(sent.tookMs).toBeGreaterThanOrEqual(3_000);
  });
});

describe('a fault', () => {
  test('of power: nobody answers for the node and its pods', () => {
    const plant = twoPods();
    plant.set(`fault node-down ${NODE}`);
    const sent = plant.send({ from: onMaster, address: '172.17.2.2' });
    expect(sent.outcome).toEqual({ type: 'no route', by: MASTER });
    expect(texts(sent).at(-1)).toBe(`nobody answers ARP for ${NODE}: no route to host`);
  });

  test('of power while the request is there: no answer comes', () => {
    const plant = twoPods();
    const to = { from: onMaster, address: '172.17.2.2' };
    const sent = plant.send(to, { afterMs: 450, act: `set fault node-down ${NODE}` });
    expect(sent.outcome).toEqual({ type: 'timed out' });
  });

  test('of the wire to the master: others still reach the node', () => {
    const plant = twoPods(NODE_PORT);
    plant.set(`fault partition ${NODE}`);
    expect(plant.send({ from: onMaster, address: '172.17.2.2' }).outcome.type).toBe('no route');
    expect(plant.send({ from: outside, address: NODE }).outcome.type).toBe('refused');
  });

  test('of the wire: `orrery delay network` makes every way between machines longer', () => {
    const plant = twoPods();
    const to = { from: onMaster, address: '172.17.2.2' };
    const before = plant.send(to).tookMs;
    plant.set('delay network', '1000');
    expect(plant.send(to).tookMs).toBe(before + 2_000);
  });
});

describe('a trace', () => {
  test('tells every rule that was tried, its number, and why it did not match', () => {
    const plant = twoPods();
    const { connection } = plant.send({ from: onMaster, address: CLUSTER_IP });
    const [walk] = connection.walks;
    expect(walk).toMatchObject({ node: MASTER, table: 'nat', chain: 'OUTPUT', verdict: 'DNAT' });
    const numbered = walk?.steps.map(({ chain, number, isMatched }) => [
      chain.slice(0, 8),
      number,
      isMatched,
    ]);
    expect(numbered?.slice(0, 3)).toEqual([
      ['OUTPUT', 1, true],
      ['KUBE-SER', 1, true],
      ['KUBE-SVC', 1, expect.any(Boolean)],
    ]);
    expect(walk?.steps[2]).toMatchObject({
      draw: { value: expect.any(Number) as number, limit: '0.50000000000' },
      reason: expect.stringMatching(/^drew 0\.\d{4}, (not )?below 0\.50000000000$/) as string,
    });
    const last = connection.walks
      .filter(({ node }) => node === MASTER)
      .at(-1)
      ?.steps.at(-1);
    expect(last).toMatchObject({
      chain: 'KUBE-POSTROUTING',
      isMatched: false,
      reason: 'mark is 0x0',
    });
  });

  test('folds the rules of other Services, except the one just above', () => {
    const plant = new Plant();
    plant.addPod('a', { node: MASTER, ip: '172.17.1.2' });
    for (let n = 0; n < 5; n++) plant.addService({ name: `s${n}`, clusterIP: `169.169.1.${n}` });
    plant.addService({ clusterIP: CLUSTER_IP });
    plant.setEndpoints('172.17.1.2');
    plant.settle();
    const { connection } = plant.send({ from: onMaster, address: CLUSTER_IP });
    const steps = connection.walks[0]?.steps.filter(({ chain }) => chain === 'KUBE-SERVICES');
    expect(steps).toMatchObject([
      { number: 5, isMatched: false, skipped: 4, reason: `destination is ${CLUSTER_IP}` },
      { number: 6, isMatched: true },
    ]);
  });

  test('is cut short in the chain of a big Service', () => {
    const plant = new Plant();
    plant.addPod('a', { node: MASTER, ip: '172.17.1.2' });
    plant.addService({ clusterIP: CLUSTER_IP });
    plant.setEndpoints(...Array.from({ length: 200 }, () => '172.17.1.2'));
    plant.settle();
    const lengths = Array.from({ length: 20 }, () => {
      const { connection } = plant.send({ from: onMaster, address: CLUSTER_IP });
      const steps = connection.walks[0]?.steps.filter(({ chain }) => chain.startsWith('KUBE-SVC'));
      const [last, before] = [steps?.at(-1), steps?.at(-2)];
      expect(last?.isMatched).toBe(true);
      expect(before?.number).toBe((last?.number ?? 0) - 1);
      return steps?.length ?? 0;
    });
    expect(Math.max(...lengths)).toBe(22);
  });

  test('is kept for the last 200 connections only', () => {
    const plant = twoPods();
    for (let n = 0; n < 230; n++) plant.send({ from: onMaster, address: '172.17.1.2' });
    expect(plant.keys('connections')).toHaveLength(200);
  });

  test('is short when nobody wants to know: the same way, without the rules', () => {
    const [traced, untraced] = [true, false].map((isTraced) =>
      twoPods().send({ from: onMaster, address: CLUSTER_IP, isTraced }),
    );
    expect(untraced?.connection.walks).toEqual([]);
    expect(untraced?.outcome).toEqual(traced?.outcome);
    expect(untraced && texts(untraced)).toEqual(traced && texts(traced));
  });
});

describe('counters', () => {
  test('count the first packet in table nat and every one in table filter', () => {
    const plant = onePod(NODE);
    for (let n = 0; n < 3; n++) plant.send({ from: onMaster, address: CLUSTER_IP });
    const nat = plant.counters(MASTER, 'nat');
    expect(nat['OUTPUT  0']).toEqual([3, 180]);
    expect(nat['KUBE-SERVICES default/webapp 0']).toEqual([3, 180]);
    expect(nat['POSTROUTING policy']).toEqual([3, 180]);
    const filter = plant.counters(MASTER, 'filter');
    // SYN, acknowledgement, request, acknowledgement, two to close; back come four.
    expect(filter['OUTPUT policy']?.[0]).toBe(18);
    expect(filter['INPUT policy']?.[0]).toBe(12);
    expect(plant.counters(NODE, 'filter')['FORWARD policy']?.[0]).toBe(30);
  });

  test('begin anew in the chains of kube-proxy when it writes rules, not in others', () => {
    const plant = onePod(NODE);
    plant.send({ from: onMaster, address: CLUSTER_IP });
    plant.addService({ name: 'other', clusterIP: '169.169.1.1' });
    plant.settle();
    expect(plant.saved(MASTER)).toContain('[0:0] -A KUBE-SERVICES -d 169.169.235.79/32 -p tcp');
    plant.send({ from: onMaster, address: CLUSTER_IP });
    const saved = plant.saved(MASTER);
    expect(saved).toContain('[1:60] -A KUBE-SERVICES -d 169.169.235.79/32 -p tcp');
    expect(saved).toContain('[2:120] -A OUTPUT -m comment');
  });
});
