import { expect, test } from 'vitest';
import { Simulation } from '../simulator/simulation.ts';

const SERVICES = 'http://192.168.18.3:8080/api/v1/namespaces/default/services';

test.each([
  [
    `create -f ${SERVICES}/nope`,
    `unable to read URL "${SERVICES}/nope", server reported 404 404 Not Found\n`,
  ],
  [
    'create -f http://localhost:81/x',
    'The connection to the server localhost:81 was refused - did you specify the right host or port?\n',
  ],
  [
    'apply -f https://example.com/x.yaml',
    'Unable to connect to the server: dial tcp: lookup example.com: no such host\n',
  ],
  [
    'create -f http://192.168.18.99/x',
    'Unable to connect to the server: dial tcp 192.168.18.99:80: getsockopt: no route to host\n',
  ],
])('kubectl %s cannot be read', (line, stderr) => {
  expect(new Simulation().run(`kubectl ${line}`)).toMatchObject({ stderr, exit: 1 });
});

test('kubectl reads a manifest from where the network has it', () => {
  const simulation = new Simulation();
  expect(simulation.run(`kubectl get -f ${SERVICES}/kubernetes -o name`).stdout).toBe(
    'service/kubernetes\n',
  );
});
