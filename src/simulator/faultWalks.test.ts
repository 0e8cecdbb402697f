// Many random seeds of what people do and what breaks, in any order: invariants hold after every step, and once everything
// has been put right, the cluster comes to rest as it should. What fails is told with its seed and a shrunk script.
// SEEDS=5000 npx vitest run src/simulator/faultWalks.test.ts

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod } from '../cluster/api/core/v1/objects.ts';
import { matchesSelector } from '../cluster/api/labels.ts';
import type { Connection } from '../cluster/network/connection.ts';
import type { Sandbox } from '../cluster/network/container.ts';
import { rulesAsTheyAre, rulesFromScratch } from './scratchRules.ts';
import { Simulation } from './simulation.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 15);

const NODE = '192.168.18.4';

const files = {
  'webapp.yaml': `apiVersion: v1
kind: ReplicationController
metadata: {name: webapp}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: webapp}}
    spec:
      containers:
      - name: webapp
        image: orrery/app
        ports: [{containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 3}
        livenessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 5}
`,
  'crashing.yaml': `apiVersion: v1
kind: ReplicationController
metadata: {name: crashing}
spec:
  replicas: 1
  template:
    metadata: {labels: {app: crashing}}
    spec:
      containers:
      - {name: app, image: orrery/app, env: [{name: CRASH_AFTER, value: 20s}]}
`,
  'redis.yaml': `apiVersion: v1
kind: Service
metadata: {name: redis-master}
spec: {ports: [{port: 6379}], selector: {app: redis}}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: redis}
spec:
  replicas: 1
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: master, image: kubeguide/redis-master}]}
---
apiVersion: v1
kind: Pod
metadata: {name: slave}
spec:
  containers:
  - {name: slave, image: kubeguide/guestbook-redis-slave, env: [{name: GET_HOSTS_FROM, value: env}]}
`,
};

/** Each with what takes it back. */
const faults = {
  [`orrery stop kubelet@${NODE}`]: `orrery start kubelet@${NODE}`,
  'orrery stop replication-controller': 'orrery start replication-controller',
  'orrery stop endpoint-controller': 'orrery start endpoint-controller',
  'orrery stop kube-scheduler': 'orrery start kube-scheduler',
  [`orrery stop kube-proxy@${NODE}`]: `orrery start kube-proxy@${NODE}`,
  'orrery stop kube-apiserver': 'orrery start kube-apiserver',
  'orrery delay kube-proxy 7s': 'orrery delay kube-proxy 0s',
  'orrery delay endpoint-controller 3s': 'orrery delay endpoint-controller 0s',
  [`orrery delay kubelet@${NODE} 4s`]: `orrery delay kubelet@${NODE} 0s`,
  [`orrery fault node-down ${NODE}`]: `orrery fault node-up ${NODE}`,
  [`orrery fault partition ${NODE}`]: `orrery fault heal ${NODE}`,
  'orrery fault registry-down': 'orrery fault registry-up',
  [`kubectl cordon ${NODE}`]: `kubectl uncordon ${NODE}`,
} as const;

const lines = [
  'kubectl create -f webapp.yaml',
  'kubectl create -f crashing.yaml',
  'kubectl create -f redis.yaml',
  'kubectl expose rc webapp',
  'kubectl scale rc webapp --replicas=4',
  'kubectl scale rc webapp --replicas=1',
  'kubectl delete pods -l app=webapp',
  'kubectl delete pods -l app=webapp --grace-period=0',
  'kubectl delete pod slave',
  'kubectl delete rc webapp',
  'kubectl delete svc webapp',
  `ssh ${NODE} 'docker kill $(docker ps -q | head -1)'`,
  `ssh ${NODE} systemctl restart docker`,
  'curl -m 20 -s $(kubectl get svc webapp -o jsonpath={.spec.clusterIP}):8080',
] as const;

const move = fc.oneof(
  { weight: 5, arbitrary: fc.record({ line: fc.constantFrom(...lines) }) },
  { weight: 3, arbitrary: fc.record({ line: fc.constantFrom(...Object.keys(faults)) }) },
  { weight: 1, arbitrary: fc.record({ line: fc.constantFrom(...Object.values(faults)) }) },
  { weight: 4, arbitrary: fc.record({ seconds: fc.constantFrom(1, 5, 20, 60, 400) }) },
  { weight: 1, arbitrary: fc.record({ back: fc.integer({ min: 1, max: 80 }) }) },
);

/** What holds at any time. */
function checkAlways(simulation: Simulation): void {
  // While Docker is restarted, a status may tell the address before, which another pod has got.
  const sandboxes = simulation.history.world.table<Sandbox>('sandboxes').values();
  const addresses = sandboxes.flatMap(({ ip, remakeAt }) => (remakeAt === undefined ? ip : []));
  if (new Set(addresses).size < addresses.length) expect(addresses).toEqual([]);
}

function pass(simulation: Simulation, ms: number): void {
  const until = simulation.now + ms;
  const { history } = simulation;
  while ((history.world.nextWakeup()?.time ?? Infinity) <= until && history.forward()) {
    checkAlways(simulation);
  }
  history.seekTime(until);
}

/** What holds when nothing is broken any more and there has been time enough. */
function checkAtRest(simulation: Simulation): void {
  const pods = simulation.objects('Pod');
  for (const controller of simulation.objects('ReplicationController')) {
    const { spec, status, metadata } = controller;
    const own = pods.filter(({ metadata: { labels = {} } }) =>
      matchesSelector(spec.selector ?? {}, labels),
    );
    expect([metadata.name, status.replicas, own.length]).toEqual([
      metadata.name,
      spec.replicas,
      spec.replicas,
    ]);
  }
  for (const pod of pods) expect(whyWaiting(pod)).not.toBe('');
  const addresses = pods.flatMap(({ status }) => status.podIP ?? []);
  expect(new Set(addresses).size).toBe(addresses.length);
  const ready = new Set(pods.filter(isReady).map(({ status }) => status.podIP));
  for (const { metadata, subsets } of simulation.objects('Endpoints')) {
    if (metadata.name === 'kubernetes') continue;
    for (const { addresses = [] } of subsets) {
      for (const { ip } of addresses) expect([...ready]).toContain(ip);
    }
  }
  for (const node of simulation.objects('Node')) {
    expect(node.status.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
  }
  expect(rulesAsTheyAre(simulation)).toEqual(rulesFromScratch(simulation));
  const { world } = simulation.history;
  expect(world.table('heldWakeups').size).toBe(0);
  for (const { stage, isPending, nextAt = 0 } of connectionsOf(simulation)) {
    const isOver = stage === 'closed' || stage === 'open';
    expect(isOver || isPending === true || nextAt >= simulation.now).toBe(true);
  }
}

function connectionsOf({ history }: Simulation): readonly Connection[] {
  return history.world.table<Connection>('connections').values();
}

function isReady({ status }: Pod): boolean {
  return (
    status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false
  );
}

/** "ready", or what one reads as the reason that it is not; '' if there is none. */
function whyWaiting(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) return '';
  if (isReady(pod)) return 'ready';
  const { conditions = [], containerStatuses = [], reason } = pod.status;
  const states = containerStatuses.map(
    ({ state }) => state.waiting?.reason ?? state.terminated?.reason,
  );
  return [reason, ...states, ...conditions.map((each) => each.reason)].find((each) => each) ?? '';
}

/** The whole story of a seed. */
function live(simulation: Simulation, moves: readonly object[]): void {
  const { history } = simulation;
  for (const each of moves as readonly { line?: string; seconds?: number; back?: number }[]) {
    if (each.line !== undefined) {
      simulation.submit({ type: 'line', line: each.line });
      pass(simulation, 1_000);
    } else if (each.seconds !== undefined) pass(simulation, each.seconds * 1000);
    else for (let n = 0; n < (each.back ?? 0); n++) history.back();
  }
  simulation.submit({ type: 'interrupt' });
  for (const line of Object.values(faults)) {
    simulation.submit({ type: 'line', line });
    pass(simulation, 1_000);
  }
  // The longest back-off is five minutes, and so is a silent node's grace.
  pass(simulation, 700_000);
  checkAtRest(simulation);
}

test('whatever breaks, the cluster comes to rest as it should once it is put right', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), fc.nat(100_000), (moves, seed) => {
      const simulation = new Simulation({ seed, files });
      const { history } = simulation;
      live(simulation, moves);
      const here = history.step;
      const digest = history.digest();
      history.seekStep(Math.max(0, here - 400));
      history.seekStep(here);
      expect(history.digest()).toBe(digest);
    }),
    { numRuns: SEEDS },
  );
}, 3_600_000);
