import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

const POD = (name: string, containers: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name.split('-')[0]}}}\n` +
  `spec: {containers: [${containers}]}\n---\n`;

const PAIR =
  POD('front-1', '{name: web, image: tomcat}, {name: sidecar, image: redis}') +
  POD('front-2', '{name: web, image: tomcat}') +
  POD('lonely', '{name: web, image: tomcat}') +
  'apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {ports: [{port: 80}], selector: {app: front}}\n---\n' +
  controller('front', 'default') +
  controller('dns', 'kube-system');

function controller(name: string, namespace: string): string {
  return (
    `apiVersion: v1\nkind: ReplicationController\nmetadata: {name: ${name}, namespace: ${namespace}}\n` +
    `spec: {replicas: 0, template: {metadata: {labels: {rc: ${name}}}, spec: {containers: [{name: a, image: redis}]}}}\n---\n`
  );
}

const simulation = new Simulation({
  files: {
    'pair.yaml': PAIR,
    'notes.txt': 'hi\n',
    'with blank': '',
    'books/one.json': '{}',
    '.hidden': '',
  },
});
simulation.run('kubectl create -f pair.yaml');
simulation.run('GREETING=hello');
simulation.run('sleep 100 &');
simulation.runUntilIdle();

const cases = readFileSync(new URL('testdata/completions.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .join('\n')
  .split(/^\$ /m)
  .slice(1)
  .map((each) => each.split('\n', 2) as [string, string]);

test.each(cases)('Tab behind "%s" offers %s', (line, expected) => {
  const { candidates, from } = simulation.machine.complete(line);
  expect(candidates.map(({ text }) => text).join(' ')).toBe(expected);
  for (const { text } of candidates) expect(text.startsWith(line.slice(from))).toBe(true);
});

test('completion only reads', () => {
  const { step } = simulation;
  const digest = simulation.history.digest();
  for (const [line] of cases) simulation.machine.complete(line);
  expect(simulation.step).toBe(step);
  expect(simulation.history.digest()).toBe(digest);
});

test('completion names what kubectl 1.0 is called with once that is the release', () => {
  const old = new Simulation();
  old.run('orrery release v1.0');
  const offered = (line: string) => old.machine.complete(line).candidates.map(({ text }) => text);
  expect(offered('kubectl dr')).toEqual([]);
  expect(offered('kubectl get pods -o js')).toEqual(['json']);
  expect(offered('kubectl get ns')).toEqual([]);
});

test('no live name is offered while the API server does not answer', () => {
  const down = new Simulation();
  down.run('orrery stop kube-apiserver');
  expect(down.machine.complete('kubectl get svc ').candidates).toEqual([]);
});
