import { expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

function run(simulation: Simulation, line: string): string {
  const { stdout, stderr } = simulation.run(line);
  return stdout + stderr;
}

test('makes the Service and the Endpoints `kubernetes` again within ten seconds', () => {
  const simulation = new Simulation();
  run(simulation, 'kubectl delete svc kubernetes');
  expect(simulation.objects('Service')).toEqual([]);
  run(simulation, 'sleep 11');
  const [service] = simulation.objects('Service');
  expect(service?.metadata.labels).toEqual({ component: 'apiserver', provider: 'kubernetes' });
  expect(service?.spec.clusterIP).toBe('169.169.0.1');
  expect(simulation.objects('Endpoints')[0]?.subsets).toEqual([
    {
      addresses: [{ ip: '192.168.18.3' }],
      ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
    },
  ]);
});

test('takes a node port again that an update has let go, every three minutes', () => {
  const files = {
    'np.yaml':
      'kind: Service\napiVersion: v1\nmetadata: {name: np}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 30081}]}\n',
    'other.yaml':
      'kind: Service\napiVersion: v1\nmetadata: {name: other}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 30081}]}\n',
  };
  const simulation = new Simulation({ profile: 'v1.3', files });
  run(simulation, 'kubectl create -f np.yaml');
  const update = (text: string) => {
    const path = '/api/v1/namespaces/default/services/np';
    const body = { metadata: { labels: { text } } };
    simulation.machine.apiServer.handle({ method: 'PATCH', path, body });
  };
  update('one');
  expect(run(simulation, 'kubectl create -f other.yaml')).toContain('created');
  run(simulation, 'kubectl delete svc other');
  run(simulation, 'sleep 200');
  expect(run(simulation, 'kubectl create -f other.yaml')).toContain(
    'provided port is already allocated',
  );
});
