// What `orrery load` understands, and what it says of what it does not.

import { expect, test } from 'vitest';
import { firstFiles } from '../firstFiles.ts';
import { Simulation } from '../simulation.ts';

const simulation = new Simulation({ files: firstFiles });
for (const line of [
  'kubectl apply -f webapp-rc.yaml',
  'kubectl expose rc webapp',
  'kubectl expose rc webapp --name=outer --type=NodePort',
  'kubectl run sender --image=busybox --restart=Never -- sleep 10000',
]) {
  simulation.run(line);
}
simulation.runUntilIdle();

const [plain, outer] = ['webapp', 'outer'].map((name) => {
  const { spec } = simulation.objects('Service').find(({ metadata }) => metadata.name === name)!;
  return { ip: spec.clusterIP, nodePort: spec.ports[0]?.nodePort };
});

test.each([
  ['svc/webapp', `10/s to svc/webapp (${plain?.ip}:8080) from 192.168.18.3`],
  ['svc/outer', `10/s to svc/outer (192.168.18.3:${outer?.nodePort}) from client`],
  ['service/outer:8080 --from 192.168.18.4', `(${outer?.ip}:8080) from 192.168.18.4`],
  ['svc/webapp --from pod/sender --rate 0.5/s', '0.5/s to svc/webapp'],
  ['svc/webapp --from pod/sender', 'from pod/sender'],
  ['192.168.18.3:8080 --rate=3 --keep-alive', '3/s to 192.168.18.3:8080 from client, keep-alive'],
  ['http://172.17.1.2:8080/docs', 'to http://172.17.1.2:8080/docs from 192.168.18.3'],
  ['10.0.0.1 --duration 1m30s --path x', 'to 10.0.0.1 (10.0.0.1:80/x) from 192.168.18.3, for 90s'],
])('orrery load %s', (words, said) => {
  const { stdout, stderr, exit } = simulation.run(`orrery load ${words}`);
  expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
  expect(stdout).toMatch(/^load load-\d+ started: /);
  expect(stdout).toContain(said);
  simulation.run('orrery load stop all');
});

test.each([
  ['', 'load wants a target'],
  ['svc/nope', 'services "nope" not found'],
  ['svc/webapp:81', 'service webapp has no port 81; it has 8080'],
  ['svc/webapp --from client', 'service webapp has no node port and no external address'],
  ['webapp', '"webapp" is no target'],
  ['svc/webapp --rate 0', '--rate is a number of requests a second, up to 1000: 10/s'],
  ['svc/webapp --rate 5000', '--rate is a number'],
  ['svc/webapp --duration soon', '--duration and --timeout are times such as 60s'],
  ['svc/webapp --from pod/nope', 'pods "nope" not found'],
  ['svc/webapp --from mars', '--from is client, a node (192.168.18.3, 192.168.18.4) or pod/NAME'],
  ['svc/webapp --speed 3', 'load has no flag --speed'],
  ['svc/webapp --rate', '--rate wants a value'],
  ['svc/webapp twice', 'load does not know what "twice" is'],
  ['svc/webapp --name Big', 'a load\'s name is made of small letters, digits and -: "Big"'],
  ['list nope', 'there is no load nope'],
])('orrery load %s is refused', (words, said) => {
  const { stdout, stderr, exit } = simulation.run(`orrery load ${words}`);
  expect({ stdout, exit }).toEqual({ stdout: '', exit: 1 });
  expect(stderr).toContain(`orrery: ${said}`);
});

test('a load that runs is not started twice; one that is over makes room', () => {
  simulation.run('orrery load svc/webapp --name mine --duration 1s');
  expect(simulation.run('orrery load svc/webapp --name mine').stderr).toContain(
    'load mine runs already',
  );
  simulation.runUntilIdle();
  expect(simulation.run('orrery load svc/webapp --name mine').exit).toBe(0);
});
