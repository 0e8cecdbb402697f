import { describe, expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

const SERVICES = `apiVersion: v1
kind: Service
metadata: {name: a, labels: {tier: front}}
spec: {type: NodePort, selector: {app: a}, ports: [{port: 90, nodePort: 30090}]}
---
apiVersion: v1
kind: Service
metadata: {name: b}
spec: {clusterIP: None, ports: [{port: 80}]}
`;

function run(line: string) {
  const simulation = new Simulation({ files: { 'services.yaml': SERVICES } });
  simulation.run('kubectl create -f services.yaml');
  return simulation.run(line);
}

describe('kubectl get', () => {
  test('the first name that is not there ends the asking; what was found before is printed', () => {
    expect(run('kubectl get svc nosuch a')).toMatchObject({
      stdout: '',
      stderr: 'Error from server: services "nosuch" not found\n',
      exit: 1,
    });
    const { stdout, stderr } = run('kubectl get svc a nosuch none -o name');
    expect(stdout).toBe('service/a\n');
    expect(stderr).toBe('Error from server: services "nosuch" not found\n');
  });

  test('--sort-by orders rows by a field, numbers as numbers', () => {
    const { stdout } = run('kubectl get svc --sort-by={.spec.ports[0].port} --no-headers');
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'b',
      'a',
      'kubernetes',
      '',
    ]);
  });

  test('--sort-by refuses a field that no object has', () => {
    expect(run('kubectl get svc --sort-by=.spec.nosuch')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('nosuch is not found') as unknown,
      exit: 1,
    });
  });

  test('--export leaves out what only this cluster gave the object', () => {
    const exported = run('kubectl get svc a -o yaml --export').stdout;
    expect(exported).toContain(
      '  creationTimestamp: null\n  labels:\n    tier: front\n  name: a\n',
    );
    expect(exported).not.toMatch(/uid|resourceVersion|clusterIP|nodePort/);
    expect(run('kubectl get svc b -o yaml --export').stdout).toContain('  clusterIP: None\n');
  });

  test('custom columns say <none> for an empty list and end at a label that an object lacks', () => {
    const columns = 'custom-columns=NAME:.metadata.name';
    expect(run(`kubectl get svc a b -o ${columns},IPS:.spec.externalIPs[*]`).stdout).toBe(
      'NAME      IPS\na         <none>\nb         <none>\n',
    );
    expect(run(`kubectl get svc a b -o ${columns},TIER:.metadata.labels.tier`)).toMatchObject({
      stdout: 'NAME      TIER\na         front\n',
      stderr: 'tier is not found\n',
      exit: 1,
    });
  });

  test('custom columns need a header and a path each', () => {
    expect(run('kubectl get svc -o custom-columns=NAME').stderr).toBe(
      'error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>\n',
    );
  });
});
