// What people break, and what the cluster does about it.

import { describe, expect, test } from 'vitest';
import type { Endpoints } from '../cluster/api/core/v1/objects.ts';
import { firstFiles } from './firstFiles.ts';
import { Simulation } from './simulation.ts';

const LOST = '192.168.18.4';

function newCluster(): Simulation {
  const simulation = new Simulation({ files: firstFiles });
  simulation.run('kubectl apply -f webapp-rc.yaml');
  simulation.run('kubectl expose rc webapp');
  simulation.runUntilIdle();
  return simulation;
}

function run(simulation: Simulation, line: string): string {
  const { stdout, stderr } = simulation.run(line);
  return stdout + stderr;
}

function endpointNodes(simulation: Simulation): (string | undefined)[] {
  const endpoints = simulation
    .objects('Endpoints')
    .find(({ metadata }) => metadata.name === 'webapp') as Endpoints;
  const ips = endpoints.subsets.flatMap(({ addresses }) => (addresses ?? []).map(({ ip }) => ip));
  return ips.map(
    (ip) => simulation.objects('Pod').find(({ status }) => status.podIP === ip)?.spec.nodeName,
  );
}

describe('a node whose kubelet is silent', () => {
  const simulation = newCluster();

  test('is NotReady after 40 seconds, and its pods leave the Endpoints', () => {
    run(simulation, `orrery stop kubelet@${LOST}`);
    run(simulation, 'sleep 30');
    expect(run(simulation, 'kubectl get nodes')).toMatch(/192\.168\.18\.4\s+Ready/);
    run(simulation, 'sleep 30');
    expect(run(simulation, 'kubectl get nodes')).toMatch(/192\.168\.18\.4\s+NotReady/);
    expect(endpointNodes(simulation)).toEqual(['192.168.18.3']);
    const events = run(simulation, 'kubectl get events');
    expect(events).toContain(`Node ${LOST} status is now: NodeNotReady`);
  });

  test('loses its pods after five minutes; they are replaced elsewhere under other addresses', () => {
    run(simulation, 'sleep 330');
    const events = run(simulation, 'kubectl get events');
    expect(events).toContain(`Node ${LOST} event: Deleting all Pods from Node ${LOST}.`);
    expect(events).toMatch(/NodeControllerEviction.*Marking for deletion Pod webapp-\w+ from Node/);
    run(simulation, 'sleep 60');
    const pods = simulation.objects('Pod');
    expect(pods.map(({ spec }) => spec.nodeName)).toEqual(['192.168.18.3', '192.168.18.3']);
    expect(endpointNodes(simulation)).toEqual(['192.168.18.3', '192.168.18.3']);
  });

  test('is Ready again when the kubelet starts', () => {
    run(simulation, `orrery start kubelet@${LOST}`);
    run(simulation, 'sleep 15');
    expect(run(simulation, 'kubectl get nodes')).toMatch(/192\.168\.18\.4\s+Ready/);
  });
});

test('pods of a node that comes back in time are ready again', () => {
  const simulation = newCluster();
  run(simulation, `orrery stop kubelet@${LOST}`);
  run(simulation, 'sleep 60');
  expect(endpointNodes(simulation)).toEqual(['192.168.18.3']);
  run(simulation, `orrery start kubelet@${LOST}`);
  run(simulation, 'sleep 15');
  expect(endpointNodes(simulation).sort()).toEqual(['192.168.18.3', LOST]);
  expect(run(simulation, 'kubectl get pods')).not.toContain('0/1');
});

test('nobody is evicted while no node is ready: then it is the master that is cut off', () => {
  const simulation = newCluster();
  run(simulation, 'orrery stop kubelet');
  run(simulation, 'sleep 600');
  expect(run(simulation, 'kubectl get nodes')).not.toMatch(/\sReady/);
  expect(simulation.objects('Pod').every(({ metadata }) => !metadata.deletionTimestamp)).toBe(true);
});

test('a stopped scheduler leaves pods Pending, and binds them when it starts', () => {
  const simulation = new Simulation({ files: firstFiles });
  run(simulation, 'orrery stop kube-scheduler');
  run(simulation, 'kubectl apply -f webapp-rc.yaml');
  run(simulation, 'sleep 20');
  expect(run(simulation, 'kubectl get pods')).toMatch(/0\/1\s+Pending/);
  run(simulation, 'orrery start kube-scheduler');
  simulation.runUntilIdle();
  expect(run(simulation, 'kubectl get pods')).toMatch(/1\/1\s+Running/);
});

test('without the API server kubectl is refused and controllers stand still', () => {
  const simulation = newCluster();
  run(simulation, 'orrery stop kube-apiserver');
  expect(simulation.run('kubectl get pods')).toMatchObject({
    stderr:
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?\n',
    exit: 1,
  });
  expect(simulation.run('kubectl create -f webapp-rc.yaml').stderr).toMatch(/^The connection to/);
  expect(run(simulation, 'kubectl version')).toMatch(/Couldn't read server version .*refused\n$/);
  run(simulation, 'orrery start kube-apiserver');
  expect(run(simulation, 'kubectl version')).toContain('Server Version: version.Info{Major:"1"');
  expect(run(simulation, 'kubectl get pods')).toContain('webapp-');
});

test('a delayed kube-proxy sends requests to the pod that is gone until it has caught up', () => {
  const simulation = newCluster();
  run(simulation, 'orrery delay kube-proxy@192.168.18.3 20s');
  const [pod] = simulation.objects('Pod');
  run(simulation, `kubectl delete pod ${pod?.metadata.name} --grace-period=1`);
  run(simulation, 'sleep 5');
  const rules = () => run(simulation, 'iptables-save -t nat');
  const old = `--to-destination ${pod?.status.podIP}:8080`;
  expect(rules()).toContain(old);
  expect(run(simulation, 'ssh 192.168.18.4 iptables-save -t nat')).not.toContain(old);
  run(simulation, 'sleep 30');
  expect(rules()).not.toContain(old);
});

test('while the cloud is on, a Service of type LoadBalancer gets an address', () => {
  const simulation = newCluster();
  run(simulation, 'kubectl expose rc webapp --name=lb --type=LoadBalancer');
  simulation.runUntilIdle();
  expect(run(simulation, 'kubectl get svc lb')).toMatch(
    /lb\s+169\.169\.\S+\s+<pending>\s+8080\/TCP/,
  );
  run(simulation, 'orrery cloud on');
  simulation.runUntilIdle();
  expect(run(simulation, 'kubectl get svc lb')).toMatch(/\s203\.0\.113\.10\s/);
  expect(run(simulation, 'iptables-save -t nat')).toContain('-d 203.0.113.10/32 -p tcp');
  expect(run(simulation, 'kubectl describe svc lb')).toContain('LoadBalancer Ingress:');
  run(simulation, 'orrery cloud off');
  simulation.runUntilIdle();
  expect(run(simulation, 'kubectl get svc lb')).toContain('<pending>');
});

test('each word is undone by its opposite, and mistakes are explained', () => {
  const simulation = newCluster();
  const before = run(simulation, 'orrery settings');
  for (const line of [
    'orrery delay kubelet 5s',
    'orrery delay kubelet 0s',
    'orrery stop endpoint-controller',
    'orrery start endpoint-controller',
    `orrery fault node-down ${LOST}`,
    `orrery fault node-up ${LOST}`,
    `orrery fault partition ${LOST}`,
    `orrery fault heal ${LOST}`,
    'orrery fault registry-down',
    'orrery fault registry-up',
    'orrery cloud on',
    'orrery cloud off',
  ]) {
    expect(simulation.run(line)).toMatchObject({ stdout: '', stderr: '', exit: 0 });
  }
  expect(run(simulation, 'orrery settings')).toBe(before);
  expect(run(simulation, 'orrery stop foo')).toMatch(
    /^orrery: no component is called "foo"; there are kubelet, /,
  );
  expect(run(simulation, 'orrery stop kubelet@10.0.0.1')).toMatch(/^orrery: no node is called/);
  expect(run(simulation, 'orrery start kubelet')).toBe('orrery: kubelet runs already\n');
  expect(run(simulation, 'orrery fault')).toMatch(/^orrery: faults are\n/);
});
