// What runs in pods beside their programs, and the network that they are in.

import { describe, expect, test } from 'vitest';
import type { Pod } from '../cluster/api/core/v1/objects.ts';
import { podStatusText, readyCount } from '../cluster/api/printers/podText.ts';
import { eventsOf, newCluster, podOf } from './testCluster.ts';

describe('kubectl exec', () => {
  const simulation = newCluster(`apiVersion: v1
kind: Service
metadata: {name: redis-master}
spec:
  clusterIP: 169.169.8.10
  ports: [{port: 6379}]
---
apiVersion: v1
kind: Pod
metadata: {name: box}
spec:
  containers:
  - name: box
    image: redis
    env:
    - {name: URL, value: "tcp://$(REDIS_MASTER_SERVICE_HOST)"}
    - name: POD
      valueFrom: {fieldRef: {fieldPath: metadata.name}}
`);
  simulation.runUntilIdle();
  const exec = (command: string) => simulation.run(`kubectl exec box -- ${command}`).stdout;

  test('shows the Services that were there when the container was started', () => {
    const environment = exec('env');
    expect(environment).toContain('REDIS_MASTER_PORT_6379_TCP_ADDR=169.169.8.10\n');
    expect(environment).toContain('KUBERNETES_SERVICE_HOST=169.169.0.1\n');
    expect(environment).toContain('URL=tcp://169.169.8.10\n');
    expect(environment).toContain('POD=box\n');
    simulation.run('kubectl delete svc redis-master');
    expect(exec('env')).toBe(environment);
  });

  test('runs the programs of the image', () => {
    expect(exec('redis-cli set answer 42')).toBe('OK\n');
    expect(exec('redis-cli get answer')).toBe('42\n');
    expect(exec('hostname')).toBe('box\n');
  });

  test('shows the resolv.conf that kubelet and Docker wrote', () => {
    expect(exec('cat /etc/resolv.conf')).toBe(
      'nameserver 192.168.18.2\nsearch localdomain\noptions ndots:5\n',
    );
    expect(eventsOf(simulation, 'box')).toContain(
      'Warning MissingClusterDNS kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to DNSDefault policy. (1)',
    );
  });
});

test('a pod in the network of its node has its address and is found there', () => {
  const simulation = newCluster(`apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  hostNetwork: true
  nodeName: 192.168.18.4
  containers:
  - name: web
    image: tomcat
    ports: [{containerPort: 8080}]
    readinessProbe: {tcpSocket: {port: 8080}}
`);
  simulation.runUntilIdle();
  const pod = podOf(simulation, 'web') as Pod;
  expect(pod.status.podIP).toBe('192.168.18.4');
  expect(readyCount(pod)).toBe(1);
  expect(simulation.run('curl -s 192.168.18.4:8080').stdout).toContain('Apache Tomcat/8.0.35');
});

describe('a port that somebody has already', () => {
  const pod = (name: string, spec: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {${spec}}
---
`;
  const one = (image: string) =>
    `hostNetwork: true, nodeName: 192.168.18.3, containers: [{name: web, image: ${image}}]`;
  const simulation = newCluster(
    pod('tomcat', one('tomcat')) +
      pod('app', one('orrery/app')) +
      pod('twins', 'containers: [{name: one, image: nginx}, {name: two, image: nginx}]'),
  );
  simulation.run('sleep 20');
  const logOf = (name: string) => simulation.run(`kubectl logs ${name}`).stdout;

  test('leaves the API server its own', () => {
    expect(simulation.run('curl -s 192.168.18.3:8080/healthz').stdout).toBe('ok');
    expect(simulation.run('kubectl get pods').stdout).toContain('app');
  });

  test('lets Tomcat run without its connector', () => {
    expect(readyCount(podOf(simulation, 'tomcat') as Pod)).toBe(1);
    expect(logOf('tomcat')).toContain('Failed to initialize connector [Connector[HTTP/1.1-8080]]');
  });

  test('ends other programs with their own words', () => {
    expect(podStatusText(podOf(simulation, 'app') as Pod)).toMatch(/Error|CrashLoopBackOff/);
    expect(logOf('app')).toContain('listen tcp :8080: bind: address already in use');
    expect(logOf('twins two')).toContain(
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)\n',
    );
  });
});
