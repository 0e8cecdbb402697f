// The first story of the book, as one would type it: webapp, its Service, many requests, a pod that dies, and all of it back.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Endpoints } from '../cluster/api/core/v1/objects.ts';
import { runControlLine } from './controlLine.ts';
import { firstFiles } from './firstFiles.ts';
import { Simulation } from './simulation.ts';
import { renderText } from './texts.ts';

/** Types a line; its output. */
function type(simulation: Simulation, line: string): string {
  const { stdout, stderr } = line.startsWith('orrery ')
    ? runControlLine(simulation, line)
    : simulation.run(line);
  return stdout + stderr;
}

function newCluster(nodes = 2): Simulation {
  return new Simulation({ files: firstFiles, nodes });
}

function ips(simulation: Simulation): string[] {
  return type(simulation, 'kubectl get pods -l app=webapp -o yaml | grep podIP')
    .trim()
    .split('\n')
    .map((line) => line.trim().replace('podIP: ', ''));
}

function endpointIPs(simulation: Simulation): string[] {
  const endpoints = simulation
    .objects('Endpoints')
    .find(({ metadata }) => metadata.name === 'webapp') as Endpoints;
  return endpoints.subsets.flatMap(({ addresses }) => (addresses ?? []).map(({ ip }) => ip));
}

describe('two replicas of webapp', () => {
  let simulation: Simulation;

  beforeAll(() => {
    simulation = newCluster();
    expect(type(simulation, 'kubectl create -f webapp-rc.yaml')).toBe(
      'replicationcontroller "webapp" created\n',
    );
    simulation.runUntilIdle();
  });

  test('run on both nodes, with addresses of docker0', () => {
    expect(ips(simulation)).toEqual([
      expect.stringMatching(/^172\.17\.[12]\.\d+$/),
      expect.stringMatching(/^172\.17\.[12]\.\d+$/),
    ]);
    expect(new Set(simulation.objects('Pod').map(({ spec }) => spec.nodeName)).size).toBe(2);
  });

  test('answer on 8080 and refuse on 80', () => {
    for (const ip of ips(simulation)) {
      expect(type(simulation, `curl ${ip}:8080`)).toContain('Apache Tomcat');
      const refused = simulation.run(`curl ${ip}`);
      expect(refused.exit).toBe(7);
      expect(refused.stderr).toContain('Connection refused');
    }
  });

  test('share the requests to the cluster IP by the probabilities of the rules', () => {
    expect(type(simulation, 'kubectl expose rc webapp')).toBe('service "webapp" exposed\n');
    simulation.runUntilIdle();
    const clusterIP = /webapp\s+(169\.169\.\S+)/.exec(type(simulation, 'kubectl get svc'))?.[1];
    const served: string[] = [];
    for (let request = 0; request < 1000; request++) {
      const answer = type(simulation, `curl -si ${clusterIP}:8080`);
      served.push(/X-Served-By: (\S+)/.exec(answer)?.[1] ?? answer);
    }
    const pods = [...new Set(served)];
    expect(pods).toHaveLength(2);
    const counts = pods.map((pod) => served.filter((each) => each === pod).length);
    const chiSquare = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    expect(chiSquare).toBeLessThan(6.63); // 99 % of fair draws; one degree of freedom.
    const turns = served.filter((pod, at) => at > 0 && pod !== served[at - 1]).length;
    expect(turns).toBeGreaterThan(430); // Round robin would turn every time.
    expect(turns).toBeLessThan(570);
  });

  test('are replaced under another name and address; Endpoints follow, rules follow later', () => {
    const [first] = simulation.objects('Pod');
    const before = ips(simulation);
    type(simulation, `kubectl delete pod ${first?.metadata.name}`);
    const rules = () => type(simulation, 'ssh 192.168.18.3 iptables-save -t nat');
    const old = first?.status?.podIP ?? '';
    const moments: Record<string, number> = {};
    while (moments['rules'] === undefined && simulation.history.forward()) {
      if (!endpointIPs(simulation).includes(old)) moments['endpoints'] ??= simulation.now;
      const saved = renderText(simulation, { type: 'iptables', node: '192.168.18.3' });
      const isProgrammed = saved.includes(`--to-destination ${old}:8080`);
      if (!isProgrammed) moments['rules'] = simulation.now;
    }
    expect(moments['endpoints']).toBeLessThan(moments['rules'] ?? 0);
    simulation.runUntilIdle();
    const names = simulation.objects('Pod').map(({ metadata }) => metadata.name);
    expect(names).toHaveLength(2);
    expect(names).not.toContain(first?.metadata.name);
    expect(ips(simulation)).not.toEqual(before);
    expect(endpointIPs(simulation).sort()).toEqual(ips(simulation).sort());
    for (const ip of ips(simulation)) expect(rules()).toContain(`--to-destination ${ip}:8080`);
    expect(rules()).not.toContain(`--to-destination ${old}:8080`);
  });

  test('are gone at the start of time, and back at its end with the same digest', () => {
    const digest = type(simulation, 'orrery digest');
    type(simulation, `orrery back ${simulation.step}`);
    expect(simulation.objects('Pod')).toEqual([]);
    type(simulation, 'orrery seek end');
    expect(type(simulation, 'orrery digest')).toBe(digest);
  });
});

test('a fresh run of the same lines has the same digest after each', () => {
  const lines = [
    'kubectl apply -f webapp-rc.yaml',
    'orrery idle',
    'kubectl expose rc webapp',
    'kubectl scale rc webapp --replicas=5',
    'sleep 30',
    'kubectl delete rc webapp',
    'orrery idle',
  ];
  const digests = () => {
    const simulation = newCluster();
    return lines.map((line) => {
      type(simulation, line);
      return simulation.history.digest();
    });
  };
  expect(digests()).toEqual(digests());
});

test('a thousand replicas on ten nodes are ready, rewound and back', () => {
  const simulation = newCluster(10);
  type(simulation, 'kubectl create -f webapp-rc.yaml');
  type(simulation, 'kubectl scale rc webapp --replicas=1000');
  simulation.runUntilIdle();
  const ready = simulation
    .objects('Pod')
    .filter(({ status }) =>
      status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True'),
    );
  expect(ready).toHaveLength(1000);
  const digest = simulation.history.digest();
  simulation.history.seekStep(0);
  expect(simulation.objects('Pod')).toHaveLength(0);
  simulation.history.seekStep(simulation.history.end);
  expect(simulation.history.digest()).toBe(digest);
});
