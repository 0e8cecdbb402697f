// kubectl logs reads what containers wrote.

import { expect, test } from 'vitest';
import { firstFiles } from './firstFiles.ts';
import { Simulation } from './simulation.ts';

const files = {
  ...firstFiles,
  'hello.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: hello
spec:
  containers:
  - name: one
    image: busybox
    command: ["sh", "-c", "while true; do echo hello; sleep 1; done"]
`,
  'two.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: two
spec:
  containers:
  - name: a
    image: busybox
    command: ["sh", "-c", "echo first; exit 1"]
  - name: b
    image: tomcat
`,
};

function run(simulation: Simulation, line: string): string {
  const { stdout, stderr } = simulation.run(line);
  return stdout + stderr;
}

test('shows what a container has written, its last lines, and what comes', () => {
  const simulation = new Simulation({ files });
  expect(run(simulation, 'kubectl create -f hello.yaml')).toBe('pod "hello" created\n');
  expect(run(simulation, 'kubectl logs hello')).toMatch(/^Error from server: /);
  run(simulation, 'sleep 20');
  expect(run(simulation, 'kubectl logs hello')).toMatch(/^(hello\n){5,}$/);
  expect(run(simulation, 'kubectl logs hello --tail=2')).toBe('hello\nhello\n');
  expect(run(simulation, 'kubectl logs --timestamps --tail=1 hello')).toMatch(
    /^2016-07-01T12:00:\d\d\.\d{9}Z hello\n$/,
  );
  const followed = simulation.run('kubectl logs -f hello --tail=0', 4_200);
  expect(followed.stdout).toMatch(/^(hello\n){4}/);
});

test('wants the name of one of several containers, and shows the log before a restart', () => {
  const simulation = new Simulation({ files });
  run(simulation, 'kubectl create -f two.yaml');
  run(simulation, 'sleep 30');
  expect(run(simulation, 'kubectl logs two')).toBe(
    'Error from server: a container name must be specified for pod two, choose one of: [a b]\n',
  );
  expect(run(simulation, 'kubectl logs two -c a --previous')).toBe('first\n');
  expect(run(simulation, 'kubectl logs two -c b')).toContain('Server startup');
  expect(run(simulation, 'kubectl logs two -c b -p')).toBe(
    'Error from server: previous terminated container "b" in pod "two" not found\n',
  );
  expect(run(simulation, 'kubectl logs two c')).toBe(
    'Error from server: container c is not valid for pod two\n',
  );
  expect(run(simulation, 'kubectl logs nosuch')).toBe(
    'Error from server: pods "nosuch" not found\n',
  );
  expect(run(simulation, 'kubectl logs')).toMatch(/^error: expected 'logs POD_NAME/);
});
