import { describe, expect, test } from 'vitest';
import { Plant } from '../../simulator/plant.ts';

const CLUSTER_IP = '169.169.235.79';
const MASTER = '192.168.18.3';
/** A node whose kube-proxy is, of 60, in a cohort with others. */
const OTHER = '192.168.18.4';

/** So many Services with three endpoints each. */
function manyServices(count: number, nodes = 2): Plant {
  const plant = new Plant(nodes);
  for (let n = 0; n < count; n++) {
    const name = `s${n}`;
    plant.addService({ name, clusterIP: `169.169.${n >> 8}.${n & 255}`, nodePort: 30_000 + n });
    plant.setEndpointsOf(
      name,
      [1, 2, 3].map((host) => `172.17.${n & 255}.${host + 1}`),
    );
  }
  plant.settle();
  return plant;
}

describe('kube-proxy', () => {
  test('rewrites only the rules of the Service whose Endpoints changed, among a thousand', () => {
    const changes = [10, 1_000].map((count) => {
      const plant = manyServices(count);
      return plant.countWrites(() => {
        plant.setEndpointsOf('s7', ['172.17.7.2', '172.17.7.9']);
        plant.settle();
      });
    });
    // On each of two nodes the chains of the Service, and when they were written.
    expect(changes).toEqual([4, 4]);
  });

  test('writes nothing when nothing changed', () => {
    const plant = manyServices(2);
    const writes = plant.countWrites(() => {
      plant.setEndpointsOf('s1', ['172.17.1.2', '172.17.1.3', '172.17.1.4']);
      plant.settle();
    });
    expect(writes).toBe(0);
  });

  test('has the same rules on every node, however they came about', () => {
    const plant = manyServices(5, 60);
    plant.deleteService('s2');
    plant.setEndpointsOf('s3', []);
    plant.settle();
    const straight = new Plant(60);
    for (const n of [0, 1, 3, 4]) {
      const name = `s${n}`;
      straight.addService({ name, clusterIP: `169.169.0.${n}`, nodePort: 30_000 + n });
      const hosts = n === 3 ? [] : [1, 2, 3];
      straight.setEndpointsOf(
        name,
        hosts.map((host) => `172.17.${n}.${host + 1}`),
      );
    }
    straight.settle();
    const nodes = ['192.168.18.3', '192.168.18.4', '192.168.18.40', '192.168.18.62'];
    for (const node of nodes) {
      expect(rules(plant, node)).toEqual(rules(straight, node));
      expect(rules(plant, node)).toEqual(rules(plant, '192.168.18.3'));
    }
  });

  test('costs 25 syncs at most, however many nodes there are', () => {
    const plant = new Plant(200);
    plant.addService({ clusterIP: CLUSTER_IP });
    const writes = plant.countWrites(() => plant.settle());
    // The rules in shared chains and its own, where they are found, when they were written.
    expect(writes).toBe(25 * 4);
  });

  test('that is delayed keeps its old rules while the others of its cohort have new ones', () => {
    const plant = new Plant(60);
    // The first and the 26th node sync together.
    const [late, other] = ['192.168.18.28', '192.168.18.3'];
    const has = (node: string, ip: string) => plant.saved(node).includes(`destination ${ip}:8080`);
    plant.addService({ clusterIP: CLUSTER_IP });
    plant.setEndpoints('172.17.1.2');
    plant.settle();
    plant.set(`delay kube-proxy@${late}`, '20000');
    plant.setEndpoints('172.17.1.3');
    plant.pass(5_000);
    expect([has(late, '172.17.1.2'), has(late, '172.17.1.3')]).toEqual([true, false]);
    expect([has(other, '172.17.1.2'), has(other, '172.17.1.3')]).toEqual([false, true]);
    plant.pass(20_000);
    expect(rules(plant, late)).toEqual(rules(plant, other));
    expect(plant.keys('laggingProxies')).toEqual([]);
  });

  test('that is delayed no longer goes with its cohort again', () => {
    const plant = new Plant(60);
    const [late, other] = ['192.168.18.28', '192.168.18.3'];
    plant.addService({ clusterIP: CLUSTER_IP });
    plant.settle();
    plant.set(`delay kube-proxy@${late}`, '20000');
    plant.deleteService('webapp');
    plant.pass(5_000);
    expect(plant.saved(late)).toContain(CLUSTER_IP);
    plant.unset(`delay kube-proxy@${late}`);
    plant.addService({ name: 'other', clusterIP: '169.169.1.1' });
    plant.settle();
    expect(rules(plant, late)).toEqual(rules(plant, other));
    expect(plant.keys('rules').filter((key) => key.startsWith(`${late} `))).toEqual([]);
  });
});

describe('a node port that a container of the node listens on', () => {
  function taken(nodes: number) {
    const plant = new Plant(nodes);
    plant.addPod('host', { node: OTHER, ip: OTHER, isHostNetwork: true, port: 30081 });
    plant.addPod('a', { node: MASTER, ip: '172.17.1.2' });
    plant.addService({ clusterIP: CLUSTER_IP, type: 'NodePort', nodePort: 30081 });
    plant.setEndpoints('172.17.1.2');
    plant.pass(5_000);
    return plant;
  }

  test.each([2, 60])('is skipped there with all of its port, of %i nodes', (nodes) => {
    const plant = taken(nodes);
    const saved = plant.saved(OTHER);
    expect(saved).not.toContain('--dport 30081');
    expect(saved).toContain(`-d ${CLUSTER_IP}/32`);
    expect(saved).not.toContain('DNAT');
    expect(plant.saved(MASTER)).toContain('--dport 30081');
    const from = { node: OTHER };
    expect(plant.send({ from, address: CLUSTER_IP }).outcome).toEqual({ type: 'timed out' });
    const answer = plant.send({ from: { node: 'client' }, address: OTHER, port: 30081 });
    expect(answer.outcome).toMatchObject({ servedBy: 'default/host' });
  });

  test.each([2, 60])('is opened half a minute after the container ends, of %i nodes', (nodes) => {
    const plant = taken(nodes);
    plant.endContainer('host');
    plant.pass(31_000);
    expect(rules(plant, OTHER)).toEqual(rules(plant, MASTER));
    const answer = plant.send({ from: { node: 'client' }, address: OTHER, port: 30081 });
    expect(answer.outcome).toMatchObject({ servedBy: 'default/a' });
  });

  test('belongs to the first of two Services that have the same', () => {
    const plant = new Plant();
    plant.addService({ clusterIP: CLUSTER_IP, type: 'NodePort', nodePort: 30081 });
    plant.pass(1_000);
    plant.addService({
      name: 'other',
      clusterIP: '169.169.1.1',
      type: 'NodePort',
      nodePort: 30081,
    });
    plant.pass(1_000);
    expect(plant.saved(MASTER).match(/--comment "(\S+)" -m tcp --dport 30081/g)).toEqual([
      '--comment "default/webapp:" -m tcp --dport 30081',
      '--comment "default/webapp:" -m tcp --dport 30081',
    ]);
  });
});

/** Without the date and the counters. */
function rules(plant: Plant, node: string): string[] {
  return plant
    .saved(node)
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/\[\d+:\d+\]/, ''));
}
