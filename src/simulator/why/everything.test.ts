// Whatever there is in the world, in whatever table, was caused: by a command, or by the start of the world. And what one may
// ask after is told in sentences, along the stories of crashes, lost nodes, load and a guest book.

import { beforeAll, describe, expect, test } from 'vitest';
import { resources } from '../../cluster/api/kinds.ts';
import { Simulation } from '../simulation.ts';
import { reasonsOf } from './why.ts';

const MANIFEST = `apiVersion: v1
kind: Service
metadata: {name: webapp}
spec: {type: NodePort, ports: [{port: 8080, nodePort: 30081}], selector: {app: webapp}}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: webapp}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: webapp}}
    spec:
      containers:
      - name: webapp
        image: orrery/app
        env: [{name: SICK_AFTER, value: 40s}]
        readinessProbe: {httpGet: {path: /ready, port: 8080}}
        livenessProbe: {httpGet: {path: /healthz, port: 8080}}
---
apiVersion: v1
kind: Pod
metadata: {name: crashing}
spec:
  containers: [{name: app, image: orrery/app, env: [{name: CRASH_AFTER, value: 3s}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: missing}
spec: {containers: [{name: app, image: 'redis:0.1'}]}
---
apiVersion: v1
kind: Pod
metadata: {name: nowhere}
spec: {nodeSelector: {disk: ssd}, containers: [{name: app, image: redis}]}
---
apiVersion: v1
kind: Service
metadata: {name: redis-master}
spec: {ports: [{port: 6379}], selector: {name: redis-master}}
---
apiVersion: v1
kind: Pod
metadata: {name: redis-master, labels: {name: redis-master}}
spec: {containers: [{name: master, image: kubeguide/redis-master}]}
---
apiVersion: v1
kind: Pod
metadata: {name: redis-slave}
spec:
  containers:
  - {name: slave, image: kubeguide/guestbook-redis-slave, env: [{name: GET_HOSTS_FROM, value: env}]}
`;

const LINES = [
  'kubectl create -f all.yaml',
  'sleep 30',
  'curl -s 192.168.18.3:30081',
  'ssh client curl -s -m 2 172.17.1.2:8080',
  'ping -c 1 192.168.18.4',
  'orrery load svc/webapp --rate 2/s --duration 5s',
  'kubectl create namespace other',
  'kubectl label node 192.168.18.4 disk=ssd',
  'kubectl cordon 192.168.18.4',
  'orrery cloud on',
  'orrery delay kube-proxy 2s',
  'kubectl scale rc webapp --replicas=3',
  'sleep 60',
  'orrery stop kubelet@192.168.18.4',
  'sleep 400',
  'orrery start kubelet@192.168.18.4',
  'orrery fault registry-down',
  'kubectl delete namespace other',
  'ssh 192.168.18.3 systemctl restart docker',
  'sleep 120',
] as const;

const ROOT = /^(you ran: |you saved |you pressed |the cluster started so$)/;

describe('why', () => {
  const simulation = new Simulation({ files: { 'all.yaml': MANIFEST } });
  beforeAll(() => {
    for (const line of LINES) simulation.run(line);
  });

  test('has a cause for every record of every table', () => {
    const { history } = simulation;
    const { world } = history;
    const orphans: string[] = [];
    for (const name of world.tableNames()) {
      const table = world.table(name);
      for (const key of table.keys()) {
        let info = history.stepInfo(table.writtenAt(key) ?? 0);
        while (info.step > 0 && !info.command && info.causes.length > 0) {
          info = history.stepInfo(info.causes[0] ?? 0);
        }
        if (info.step > 0 && !info.command) orphans.push(`${name} ${key}: step ${info.step}`);
      }
    }
    expect(orphans).toEqual([]);
  });

  test('tells every object, Event and field back to the beginning', () => {
    for (const { kind, plural } of resources) {
      for (const { metadata } of simulation.objects(kind)) {
        expectChain(`${plural}/${metadata.name}`, metadata.namespace);
        expectChain(`${plural}/${metadata.name}.metadata.resourceVersion`, metadata.namespace);
      }
    }
    for (const { metadata } of simulation.objects('Pod')) {
      expectChain(`pod/${metadata.name}.status.podIP`, metadata.namespace);
      expectChain(`pod/${metadata.name}.spec.nodeName`, metadata.namespace);
    }
  });

  test('tells the rules of every chain and every request', () => {
    for (const node of ['192.168.18.3', '192.168.18.4']) {
      const { stdout } = simulation.run(`ssh ${node} iptables-save`);
      const chains = [...stdout.matchAll(/^:(KUBE-\S+)/gm)].map(([, chain]) => chain);
      expect(chains.length).toBeGreaterThan(5);
      for (const chain of chains) expectChain(`rule/${node}/${chain}`);
    }
    const { world } = simulation.history;
    const requests = world.table('connections').keys();
    expect(requests.length).toBeGreaterThan(10);
    for (const key of requests) expectChain(`request/${Number(key)}`);
  });

  function expectChain(target: string, namespace?: string): void {
    const reasons = reasonsOf(simulation, target, namespace);
    if (typeof reasons === 'string') {
      expect([target, reasons]).toEqual([target, 'a chain of reasons']);
      return;
    }
    for (const { text } of reasons) expect(text).not.toMatch(/undefined|\bnull\b|\[object|\.$/);
    expect([target, reasons.at(-1)?.text]).toEqual([target, expect.stringMatching(ROOT)]);
  }
});
