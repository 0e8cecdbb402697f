// Load against the book's webapp while it is broken in the ways that learners ask about most.

import { describe, expect, test } from 'vitest';
import { runControlLine } from '../controlLine.ts';
import { firstFiles } from '../firstFiles.ts';
import { Simulation } from '../simulation.ts';
import { LOAD_COUNTS, LOADS, type Load, type LoadCount } from './load.ts';
import { tallyOf, type LoadTally } from './loadTally.ts';

const MASTER = '192.168.18.3';

function newCluster(...lines: readonly string[]): Simulation {
  const simulation = new Simulation({ files: firstFiles });
  simulation.run('kubectl apply -f webapp-rc.yaml');
  simulation.run('kubectl expose rc webapp');
  simulation.runUntilIdle();
  for (const line of lines) {
    const { stderr, exit } = simulation.run(line);
    expect({ line, stderr, exit }).toEqual({ line, stderr: '', exit: 0 });
  }
  return simulation;
}

function run(simulation: Simulation, line: string): string {
  const { stdout, stderr } = simulation.run(line);
  return stdout + stderr;
}

function load(simulation: Simulation, name = 'load-1'): Load {
  const record = simulation.history.world.table<Load>(LOADS).get(name);
  if (!record) throw new Error(`there is no load ${name}`);
  return record;
}

function tally(simulation: Simulation, name = 'load-1'): LoadTally {
  const { world } = simulation.history;
  return tallyOf(world.table<LoadCount>(LOAD_COUNTS).entries(`${name} `));
}

function podNames(simulation: Simulation): string[] {
  return simulation.objects('Pod').map(({ metadata }) => `default/${metadata.name}`);
}

describe('a load of 10 a second for 20 seconds', () => {
  const simulation = newCluster('orrery load svc/webapp --duration 20s');
  simulation.runUntilIdle();

  test('is over when the cluster is idle: 200 requests, all answered, by both pods', () => {
    const { sent, answered, lost, endedAt, startedAt } = load(simulation);
    expect({ sent, answered, lost }).toEqual({ sent: 200, answered: 200, lost: 0 });
    expect(endedAt ?? 0).toBeGreaterThanOrEqual(startedAt + 20_000);
    expect(
      tally(simulation)
        .pods.map(({ pod }) => pod)
        .sort(),
    ).toEqual(podNames(simulation));
    expect(tally(simulation).outcomes).toEqual([{ outcome: '200', count: 200 }]);
  });

  test('leaves few records and no open connection', () => {
    const connections = simulation.history.world.table<{ stage: string }>('connections').values();
    expect(connections.length).toBeLessThanOrEqual(200);
    expect(connections.filter(({ stage }) => stage !== 'closed')).toEqual([]);
  });

  test('is told of by orrery load list', () => {
    expect(run(simulation, 'orrery load list')).toMatch(
      /load-1 +svc\/webapp +192\.168\.18\.3 +10\/s +200 +200 +0 +\d+ms +\d+ms +ended/,
    );
    expect(run(simulation, 'orrery load list load-1')).toContain('sent 200, answered 200, lost 0');
  });

  test('is unmade by going back, and the same again on the way forward', () => {
    const { history } = simulation;
    const [digest, end] = [history.digest(), history.step];
    history.seekStep(Math.floor(end / 2));
    const half = history.digest();
    history.seekStep(0);
    expect(history.world.table(LOADS).size).toBe(0);
    history.seekStep(Math.floor(end / 2));
    expect(history.digest()).toBe(half);
    history.seekStep(end);
    expect(history.digest()).toBe(digest);
  });
});

describe('a load without an end', () => {
  const simulation = newCluster('orrery load svc/webapp --rate 9');

  test('is periodic work: the cluster is idle while it runs', () => {
    const at = simulation.runUntilIdle();
    simulation.history.seekTime(at + 10_000);
    expect(simulation.runUntilIdle()).toBe(at + 10_000);
    expect(load(simulation).sent).toBeGreaterThan(80);
  });

  test('is ended by its opposite, once', () => {
    expect(run(simulation, 'orrery load stop load-1')).toContain('load load-1, ending: 9/s');
    run(simulation, 'sleep 5'); // What is under way is over, though nobody waits for it.
    const { sent, answered, endedAt } = load(simulation);
    expect(sent).toBe(answered);
    expect(endedAt).toBeDefined();
    expect(run(simulation, 'orrery load stop load-1')).toBe('orrery: no load runs\n');
  });
});

describe('requests that are lost', () => {
  test('while pods are deleted and kube-proxy is slow: by the pods that end and the nodes that still send there', () => {
    const simulation = newCluster(
      'orrery delay kube-proxy 5s',
      'orrery load svc/webapp --duration 40s',
      'sleep 10',
    );
    const before = podNames(simulation);
    run(simulation, 'kubectl delete pods -l app=webapp --grace-period=0');
    simulation.runUntilIdle();
    const { sent, answered, lost } = load(simulation);
    expect(lost).toBeGreaterThan(10);
    expect(sent).toBe(answered + lost);
    const places = tally(simulation).losses.map(({ where }) => where);
    const isKnown = (place: string) =>
      place.startsWith('node:') || podNames(simulation).concat(before).includes(place.slice(4));
    expect(places.every(isKnown)).toBe(true);
    const { id } = simulation.history.world.table<{ id: number }>('lostRequests').values()[0] ?? {
      id: 0,
    };
    const why = runControlLine(simulation, `orrery why request/${id}`).stdout;
    expect(why).toMatch(/because load load-1 sends 10\/s to svc\/webapp .*,\n/);
    expect(why).toContain('orrery load svc/webapp --duration 40s');
    const counted = tally(simulation).losses.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(lost);
  });

  test('to a Service whose selector matches nothing: refused by the rules of the node that sends', () => {
    const simulation = newCluster();
    run(simulation, `kubectl patch svc webapp -p '{"spec":{"selector":{"app":"web-app"}}}'`);
    simulation.runUntilIdle();
    run(simulation, 'orrery load svc/webapp --duration 5s');
    simulation.runUntilIdle();
    expect(load(simulation)).toMatchObject({ sent: 50, answered: 0, lost: 50 });
    const [only, ...others] = tally(simulation).losses;
    expect(others).toEqual([]);
    expect(only?.where).toBe(`node:${MASTER}`);
    expect(only?.text).toMatch(/^refused: rejected: 169\.169\.\d+\.\d+:8080 has no endpoints$/);
  });

  test('to an address of nobody: timed out after what the load waits', () => {
    const simulation = newCluster();
    run(simulation, 'orrery load 10.9.8.7:80 --rate 2 --duration 3s --timeout 2s');
    simulation.runUntilIdle();
    const { startedAt, endedAt, lost } = load(simulation);
    expect(lost).toBe(6);
    expect((endedAt ?? 0) - startedAt).toBe(2_500 + 2_000);
    expect(tally(simulation).outcomes).toEqual([{ outcome: 'timed out', count: 6 }]);
  });

  test('are kept with their connections, the last 200 of them', () => {
    const simulation = newCluster();
    run(simulation, 'orrery load 169.169.250.250:80 --rate 100 --duration 5s --timeout 1s');
    simulation.runUntilIdle();
    const { world } = simulation.history;
    const losses = world.table<{ id: number }>('lostRequests').values();
    expect(losses).toHaveLength(200);
    const connections = world.table<{ id: number }>('connections').values();
    expect(connections.map(({ id }) => id)).toEqual(losses.map(({ id }) => id));
  });
});

test('a pod that runs but is not ready answers nothing', () => {
  const simulation = new Simulation({ files: { ...firstFiles, 'late.yaml': NEVER_READY } });
  for (const line of ['webapp-rc.yaml', 'late.yaml']) run(simulation, `kubectl apply -f ${line}`);
  run(simulation, 'kubectl expose rc webapp');
  simulation.history.seekTime(simulation.now + 60_000);
  expect(run(simulation, 'kubectl get pod late')).toMatch(/late +0\/1 +Running/);
  run(simulation, 'orrery load svc/webapp --duration 20s');
  simulation.runUntilIdle();
  expect(load(simulation)).toMatchObject({ sent: 200, answered: 200 });
  expect(tally(simulation).pods.map(({ pod }) => pod)).not.toContain('default/late');
});

test('with keep-alive new pods get nothing, without it their share', () => {
  const simulation = newCluster(
    'orrery load svc/webapp --keep-alive --name kept',
    'orrery load svc/webapp --name new',
    'sleep 10',
  );
  const old = podNames(simulation);
  run(simulation, 'kubectl scale rc webapp --replicas=6');
  simulation.history.seekTime(simulation.now + 60_000);
  const served = (name: string) => tally(simulation, name).pods.map(({ pod }) => pod);
  expect(podNames(simulation)).toHaveLength(6);
  expect(served('kept').sort()).toEqual(old);
  expect(served('new').sort()).toEqual(podNames(simulation));
});

test('a kept connection that is reset is lost once, and another one is opened', () => {
  const simulation = newCluster('orrery load svc/webapp --keep-alive --duration 30s', 'sleep 10');
  run(simulation, 'kubectl delete pods -l app=webapp --grace-period=0');
  simulation.runUntilIdle();
  const { sent, answered, lost } = load(simulation);
  expect(sent).toBe(300);
  expect(answered + lost).toBe(300);
  expect(tally(simulation).outcomes.map(({ outcome }) => outcome)).toContain('reset');
  expect(tally(simulation).pods.length).toBe(4);
});

const NEVER_READY = `apiVersion: v1
kind: Pod
metadata:
  name: late
  labels: {app: webapp}
spec:
  containers:
  - name: late
    image: tomcat
    readinessProbe:
      httpGet: {path: /nowhere, port: 8080}
`;
