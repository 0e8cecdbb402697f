// What the whole control plane costs: webapp with so many replicas behind a Service, from the command to idle, and then for
// longer than Events are kept.

import type { Component } from '../../cluster/apiserver/client.ts';
import { createComponents } from '../components.ts';
import { Simulation } from '../simulation.ts';
import { heapUsed, milliseconds, repeat, type Figures } from './benchFigures.ts';

const PODS_PER_NODE = 100;
const STEADY_STEPS = 20_000;
const REQUESTS = 1_000;
const POD_CHANGES = 20;
/** Events are kept for an hour; a little more. */
const EVENTS_GONE_MS = 3_700_000;

interface Size {
  readonly pods: number;
  readonly nodes?: number;
  /** Services besides the one of the pods. */
  readonly services?: number;
}

export function measureCluster({ pods, nodes, services = 0 }: Size): Figures {
  const count = nodes ?? Math.max(2, Math.ceil(pods / PODS_PER_NODE));
  let simulation: Simulation | undefined = newSimulation(pods, count, services);
  simulation.runUntilIdle();
  const { world } = simulation.history;
  const heapBefore = heapUsed();
  const [steps, writes] = [simulation.step, world.last('resourceVersion')];
  const starting = milliseconds(() => {
    simulation?.run('kubectl create -f rc.yaml');
    simulation?.run('kubectl expose rc webapp --port=80 --target-port=8080');
    simulation?.runUntilIdle();
  });
  const started = simulation.step - steps;
  const written = world.last('resourceVersion') - writes;
  const ready = readyPods(simulation);
  if (ready !== pods) throw new Error(`${ready} of ${pods} pods are ready`);
  const steady = milliseconds(() => repeat(STEADY_STEPS, () => simulation?.history.forward()));
  const back = milliseconds(() => repeat(100, () => simulation?.history.back())) / 100;
  simulation.history.seekTime(simulation.now + EVENTS_GONE_MS);
  const heap = heapUsed() - heapBefore;
  simulation = undefined; // Its history goes; the world stays.
  world.journal.truncate(world.journal.start);
  const own = heapUsed() - heapBefore;
  return {
    size: `${pods} pods, ${count} nodes${services > 0 ? `, ${services} Services` : ''}`,
    count: pods,
    figures: {
      'CPU until all are ready, ms': starting,
      'CPU per pod until ready, ms': starting / pods,
      'store writes per pod': written / pods,
      'steps/s while they start': (started / starting) * 1_000,
      'steps/s steady': (STEADY_STEPS / steady) * 1_000,
      'one step back, ms': back,
      'kB heap per pod without Events': own / pods / 1_000,
      'kB heap per pod with history': heap / pods / 1_000,
    },
  };
}

/** CPU of one curl of a cluster IP, from the line being typed to its answer; and of one request of a load, which is not traced. */
export function measureRequest(pods: number): Figures {
  const simulation = newSimulation(pods, 2, 0);
  simulation.run('kubectl create -f rc.yaml');
  simulation.run('kubectl expose rc webapp --port=80 --target-port=8080');
  simulation.runUntilIdle();
  const service = simulation.objects('Service').find(({ metadata }) => metadata.name === 'webapp');
  const line = `curl -s ${service?.spec.clusterIP}`;
  repeat(REQUESTS, () => simulation.run(line));
  const first = milliseconds(() => repeat(REQUESTS, () => simulation.run(line)));
  if (simulation.run(line).exit !== 0) throw new Error('nobody answered');
  return {
    size: `${pods} pods`,
    count: pods,
    figures: {
      'CPU per curl of a cluster IP, ms': first / REQUESTS,
      'CPU per request of a load, ms': measureLoad(simulation, ''),
      'CPU per request of a load with keep-alive, ms': measureLoad(simulation, '--keep-alive'),
    },
  };
}

function measureLoad(simulation: Simulation, flags: string): number {
  simulation.run(`orrery load svc/webapp --rate 100 --duration ${REQUESTS / 100}s ${flags}`);
  simulation.runUntilIdle();
  simulation.run(`orrery load svc/webapp --rate 100 --duration ${REQUESTS / 100}s ${flags}`);
  return milliseconds(() => simulation.runUntilIdle()) / REQUESTS;
}

/** CPU of a pod being deleted and replaced, with so many Services that have nothing to do with it. */
export function measurePodChange(services: number): Figures {
  const simulation = newSimulation(1, 2, services);
  simulation.run('kubectl create -f rc.yaml');
  simulation.run('kubectl expose rc webapp --port=80 --target-port=8080');
  simulation.runUntilIdle();
  const replace = () => {
    simulation.run('kubectl delete pods -l app=webapp --grace-period=0');
    simulation.runUntilIdle();
  };
  replace();
  const change = milliseconds(() => repeat(POD_CHANGES, replace)) / POD_CHANGES;
  if (readyPods(simulation) !== 1) throw new Error('the pod was not replaced');
  return {
    size: `${services} Services`,
    count: services,
    figures: { 'CPU per pod deleted and replaced, ms': change },
  };
}

function readyPods(simulation: Simulation): number {
  return simulation
    .objects('Pod')
    .filter(({ status }) =>
      status.conditions?.some((each) => each.type === 'Ready' && each.status === 'True'),
    ).length;
}

function newSimulation(pods: number, nodes: number, services: number): Simulation {
  return new Simulation({
    nodes,
    files: { 'rc.yaml': manifest(pods) },
    journalBudgetBytes: 64_000_000,
    components: (specs) => [
      ...createComponents(specs),
      ...(services > 0 ? [serviceMaker(services)] : []),
    ],
  });
}

/** Makes Services when the cluster starts, faster than one could type. */
function serviceMaker(services: number): Component {
  return {
    name: 'service-maker',
    tables: [],
    watches: [],
    start: () =>
      Array.from({ length: services }, (_, n) => ({
        type: 'request' as const,
        request: {
          method: 'POST' as const,
          path: '/api/v1/namespaces/default/services',
          body: {
            kind: 'Service',
            apiVersion: 'v1',
            metadata: { name: `other-${n}` },
            spec: { selector: { app: `other-${n}` }, ports: [{ port: 80 }] },
          },
        },
      })),
    reconcile: () => [],
  };
}

function manifest(replicas: number): string {
  return `apiVersion: v1
kind: ReplicationController
metadata:
  name: webapp
spec:
  replicas: ${replicas}
  template:
    metadata:
      labels:
        app: webapp
    spec:
      containers:
      - name: webapp
        image: tomcat
        ports:
        - containerPort: 8080
`;
}
