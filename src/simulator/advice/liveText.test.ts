import { expect, test } from 'vitest';
import { liveTextOf } from '../fileCheck.ts';
import { Simulation } from '../simulation.ts';

const controller = `apiVersion: v1
kind: ReplicationController
metadata:
  name: webapp # the book's
spec:
  replicas: 2
  template:
    metadata:
      labels: {app: webapp}
    spec:
      containers:
      - name: webapp
        image: tomcat
        ports:
        - containerPort: 8080
`;

test('the live text of a file that was just applied is the file', () => {
  const simulation = new Simulation({ files: { 'rc.yaml': controller } });
  expect(liveTextOf(simulation, 'rc.yaml', controller)).toBe('\n');
  simulation.run('kubectl apply -f rc.yaml');
  expect(liveTextOf(simulation, 'rc.yaml', controller)).toBe(controller);
});

test('what was changed since, here or there, is all the difference', () => {
  const simulation = new Simulation({ files: { 'rc.yaml': controller } });
  simulation.run('kubectl apply -f rc.yaml');
  simulation.run('kubectl scale rc webapp --replicas=5');
  const typed = controller
    .replace('image: tomcat', 'image: tomcat:9')
    .replace(/ {8}ports:\n.*\n/, '')
    .replace('kind:', 'kind: ');
  expect(liveTextOf(simulation, 'rc.yaml', typed)).toBe(
    controller
      .replace('replicas: 2', 'replicas: 5')
      .replace('kind:', 'kind: ')
      .replace('- containerPort: 8080', '- containerPort: 8080\n          protocol: TCP'),
  );
});
