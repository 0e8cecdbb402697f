// What the inspector says of each address agrees with what the endpoints controller wrote.

import { describe, expect, test } from 'vitest';
import { Simulation } from '../simulator/simulation.ts';
import { endpointReasons } from './endpointReasons.ts';

const controller = `apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: tomcat
        ports: [{containerPort: 8080, name: http}]
`;

function newCluster(selector: string, targetPort: string): Simulation {
  const service = `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports: [{port: 80, targetPort: ${targetPort}}]
  selector: {app: ${selector}}
`;
  const simulation = new Simulation({ files: { 'rc.yaml': controller, 'svc.yaml': service } });
  simulation.run('kubectl create -f rc.yaml -f svc.yaml');
  return simulation;
}

function reasons(simulation: Simulation) {
  const service = simulation.objects('Service').find(({ metadata }) => metadata.name === 'web');
  const endpoints = simulation.objects('Endpoints').find(({ metadata }) => metadata.name === 'web');
  if (!service) throw new Error('there is a Service');
  return endpointReasons(service, endpoints, simulation.objects('Pod'));
}

const told = (simulation: Simulation) =>
  reasons(simulation).rows.map(({ place, reason }) => `${place}: ${reason}`);

describe('the reasons of addresses', () => {
  test('follow pods from their creation to their end', () => {
    const simulation = newCluster('web', 'http');
    simulation.history.seekTime(simulation.now + 100);
    expect(new Set(told(simulation))).toEqual(new Set(['out: it has no address yet']));
    simulation.runUntilIdle();
    expect(told(simulation)).toEqual(['in: ready', 'in: ready']);
    const [pod] = simulation.objects('Pod');
    simulation.run(`kubectl delete pod ${pod?.metadata.name}`);
    expect(told(simulation)).toContain(
      'in: it is being deleted; the endpoints controller has not written that yet',
    );
    simulation.runUntilIdle();
    expect(told(simulation)).toEqual(['in: ready', 'in: ready']);
  });

  test('name a port that no container has', () => {
    const simulation = newCluster('web', 'web-port');
    simulation.runUntilIdle();
    expect(told(simulation)).toEqual(
      Array.from({ length: 2 }, () => 'out: no container has a port named "web-port"'),
    );
  });

  test('hint at the label that is nearest when the selector picks nothing', () => {
    const simulation = newCluster('wbe', 'http');
    simulation.runUntilIdle();
    expect(reasons(simulation)).toEqual({
      rows: [],
      selected: 0,
      near: [{ key: 'app', wanted: 'app=wbe', found: 'app=web', pods: 2 }],
    });
  });
});
