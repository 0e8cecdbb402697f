import { expect, test } from 'vitest';
import { Simulation } from '../../../simulator/simulation.ts';

function run(simulation: Simulation, line: string): string {
  const { stdout, stderr } = simulation.run(line);
  return stdout + stderr;
}

const files = {
  'web.yaml': `kind: List
apiVersion: v1
items:
- kind: ReplicationController
  apiVersion: v1
  metadata: {name: web}
  spec:
    replicas: 2
    template:
      metadata: {labels: {app: web}}
      spec: {containers: [{name: web, image: tomcat}]}
- kind: Service
  apiVersion: v1
  metadata: {name: web}
  spec: {ports: [{port: 80}], selector: {app: web}}
`,
};

test('empties a namespace kind by kind, waits for its pods, and lets it go', () => {
  const simulation = new Simulation({ files });
  run(simulation, 'kubectl create namespace test');
  run(simulation, 'kubectl create -f web.yaml --namespace=test');
  simulation.runUntilIdle();
  const inTest = (kind: 'Pod' | 'Service' | 'ReplicationController' | 'Endpoints') =>
    simulation.objects(kind).filter(({ metadata }) => metadata.namespace === 'test').length;
  expect([inTest('Pod'), inTest('Service')]).toEqual([2, 1]);

  run(simulation, 'kubectl delete namespace test');
  expect(run(simulation, 'kubectl get namespaces')).toMatch(/test\s+Terminating/);
  simulation.runUntilIdle();
  expect(run(simulation, 'kubectl get namespaces')).not.toContain('test');
  expect([
    inTest('Pod'),
    inTest('Service'),
    inTest('ReplicationController'),
    inTest('Endpoints'),
  ]).toEqual([0, 0, 0, 0]);
  expect(simulation.objects('Service').map(({ metadata }) => metadata.name)).toEqual([
    'kubernetes',
  ]);
});

test('does not tire of a pod whose node is silent', () => {
  const simulation = new Simulation({ files });
  run(simulation, 'kubectl create namespace test');
  run(simulation, 'kubectl create -f web.yaml --namespace=test');
  simulation.runUntilIdle();
  run(simulation, 'orrery stop kubelet@192.168.18.4');
  run(simulation, 'kubectl delete namespace test');
  const before = simulation.step;
  run(simulation, 'sleep 200');
  expect(run(simulation, 'kubectl get namespaces')).toMatch(/test\s+Terminating/);
  expect(simulation.step - before).toBeLessThan(2000);
  run(simulation, 'orrery start kubelet@192.168.18.4');
  run(simulation, 'sleep 600');
  expect(run(simulation, 'kubectl get namespaces')).not.toContain('test');
});
