// What one does to the Docker of a node behind the kubelet's back.

import { describe, expect, test } from 'vitest';
import { Simulation } from './simulation.ts';

const NODE = '192.168.18.3';

function pod(name: string, image: string, rest = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: ${NODE}
${rest}  containers:
  - {name: main, image: ${image}, ports: [{containerPort: 80, hostPort: 80${name.length}}]}
---
`;
}

function newCluster(): Simulation {
  const once = pod('once', 'nginx', '  restartPolicy: Never\n');
  const pods = pod('go', 'nginx') + pod('first', 'nginx') + pod('second', 'redis') + once;
  const simulation = new Simulation({ files: { 'pods.yaml': pods } });
  simulation.runUntilIdle();
  simulation.run('kubectl create -f pods.yaml');
  simulation.runUntilIdle();
  return simulation;
}

function shown(simulation: Simulation): Record<string, string> {
  return Object.fromEntries(
    simulation.objects('Pod').map(({ metadata, status }) => {
      const [container] = status.containerStatuses ?? [];
      const text = `${status.phase} ${container?.restartCount} ${status.podIP ?? '-'}`;
      return [metadata.name, text];
    }),
  );
}

const docker = (simulation: Simulation, words: string) => {
  const { stdout, stderr } = simulation.run(`ssh ${NODE} docker ${words}`);
  return stdout + stderr;
};

describe('a Docker that is restarted', () => {
  const simulation = newCluster();
  simulation.run('kubectl delete pod go --grace-period=1');
  simulation.runUntilIdle();

  test('ends every container; their pods are made anew, under the lowest free addresses', () => {
    expect(shown(simulation)).toEqual({
      first: 'Running 0 172.17.1.3',
      once: 'Running 0 172.17.1.5',
      second: 'Running 0 172.17.1.4',
    });
    simulation.run(`ssh ${NODE} systemctl restart docker`);
    simulation.run('sleep 1');
    expect(docker(simulation, 'ps -q')).toBe('');
    expect(simulation.run(`curl -m 1 ${NODE}:805`).exit).not.toBe(0);
    simulation.run('sleep 9');
    expect(shown(simulation)).toEqual({
      first: 'Running 1 172.17.1.2',
      once: 'Succeeded 0 -',
      second: 'Running 1 172.17.1.3',
    });
  });

  test('publishes their host ports again', () => {
    expect(simulation.run(`ssh client curl -s ${NODE}:805`).stdout).toContain('Welcome to nginx!');
  });
});

describe('docker on a node', () => {
  const simulation = newCluster();

  test('lists images that were built before the cluster was', () => {
    const lines = docker(simulation, 'images').trimEnd().split('\n');
    expect(lines[0]).toMatch(/^REPOSITORY +TAG +IMAGE ID +CREATED +SIZE$/);
    for (const line of lines.slice(1)) {
      expect(line).toMatch(/^\S+ +\S+ +[0-9a-f]{12} +\d+ (days|weeks|months) ago +[\d.]+ [kMG]?B$/);
    }
    expect(lines.length).toBeGreaterThan(2);
  });

  test('lists the containers of pods and their pause containers', () => {
    const table = docker(simulation, 'ps');
    expect(table.split('\n')[0]).toMatch(
      /^CONTAINER ID {8}IMAGE {2,}COMMAND {13}CREATED {2,}STATUS {2,}PORTS {2,}NAMES$/,
    );
    expect(table).toMatch(/k8s_main\.[0-9a-f]{8}_first_default_[0-9a-f-]{36}_[0-9a-f]{8}/);
    expect(table).toMatch(/"\/pause" .* 0\.0\.0\.0:805->80\/tcp +k8s_POD\./);
  });

  test('kills a container, which the kubelet starts again with another id', () => {
    const before = docker(simulation, 'ps -q --no-trunc | grep -c .');
    simulation.run(`ssh ${NODE} 'docker kill $(docker ps | grep k8s_main.*_second_ | cut -c1-12)'`);
    simulation.run('sleep 2');
    expect(shown(simulation)['second']).toBe('Running 1 172.17.1.4');
    expect(docker(simulation, 'ps -q --no-trunc | grep -c .')).toBe(before);
    expect(docker(simulation, 'ps -a | grep _second_ | grep Exited')).toContain('Exited (137)');
  });

  test('runs commands in a container and shows its log', () => {
    const find = 'docker ps | grep k8s_main.*_second_ | cut -c1-12';
    const run = (words: string) => simulation.run(`ssh ${NODE} '${words}'`).stdout;
    expect(run(`docker exec $(${find}) redis-cli ping`)).toBe('PONG\n');
    expect(run(`docker logs $(${find})`)).toContain('now ready to accept connections');
  });

  test('is not in the machine outside', () => {
    expect(simulation.run('ssh client docker ps')).toMatchObject({ exit: 127 });
  });
});

test('systemctl stop kubelet is the fault of that name', () => {
  const simulation = newCluster();
  simulation.run(`ssh ${NODE} systemctl stop kubelet`);
  expect(simulation.run('kubectl exec first -- sh -c "echo a; echo b"').stdout).toBe('a\nb\n');
  simulation.run('sleep 60');
  expect(simulation.run('kubectl get nodes').stdout).toMatch(/192\.168\.18\.3\s+NotReady/);
  simulation.run(`ssh ${NODE} systemctl start kubelet`);
  simulation.run('sleep 15');
  expect(simulation.run('kubectl get nodes').stdout).toMatch(/192\.168\.18\.3\s+Ready/);
});
