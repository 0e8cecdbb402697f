import { expect, test } from 'vitest';
import { checkEditorFile } from './fileCheck.ts';
import { Simulation } from './simulation.ts';

const ENDPOINTS = `apiVersion: v1
kind: Endpoints
metadata:
  name: b
subsets:
- addresses: [{ip: 10.0.0.1}]
  ports: [{port: 80}]
`;

const nodePort = (name: string) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  type: NodePort
  ports:
  - port: 1
    nodePort: 8081
`;

test('the refusals of Apply stand on their fields while the text is the one that was applied', () => {
  const simulation = new Simulation({
    files: {
      'a.yaml': nodePort('webapp'),
      'b.yaml': `${ENDPOINTS}---\n${nodePort('b')}`,
    },
  });
  simulation.run('kubectl apply -f a.yaml');
  simulation.run('kubectl apply -f b.yaml');
  const at = () =>
    checkEditorFile(simulation, 'b.yaml', {}).problems.filter(({ source }) => source === 'Apply');
  expect(at()).toMatchObject([
    {
      severity: 'error',
      message: 'spec.ports[0].nodePort: Invalid value: 8081: provided port is already allocated',
      range: { startLineNumber: 17, startColumn: 15, endLineNumber: 17, endColumn: 19 },
      fixes: [{ title: 'Remove nodePort' }],
    },
  ]);
  simulation.submit({ type: 'file', path: 'b.yaml', text: ENDPOINTS });
  expect(at()).toEqual([]);
  simulation.history.back();
  expect(at()).toHaveLength(1);
});
