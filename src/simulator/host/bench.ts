// npm run bench: what the engine and the cluster cost, and how that grows with their size. Figures, not tests,
// in CPU time, which other work on the machine changes least.
//   npm run bench -- [--pods 1000,10000]     150000 pods take some minutes and gigabytes

import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { History, type Machine } from '../../engine/history.ts';
import { Simulation } from '../simulation.ts';

const RECORDS = [1_000, 10_000, 150_000];
const STEPS = 1_000_000;
const PODS_PER_NODE = 100;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

print('Engine: one write and one wakeup a step', RECORDS.map(measureEngine));
print('Cluster: the whole control plane', podCounts().map(measureCluster));

interface Figures {
  readonly size: string;
  readonly [figure: string]: string | number;
}

/** A step rewrites one record out of many and asks for the next one. */
function ticking(records: number): Machine<never> {
  return {
    start(world) {
      const table = world.table<{ n: number }>('things');
      for (let n = 0; n < records; n++) table.set(`thing-${n}`, { n });
      for (let key = 0; key < records; key++) world.wake('worker', String(key), key % 1_000);
    },
    command() {
      throw new Error('nobody types here');
    },
    wake(world, { key }) {
      const n = world.random('work');
      world.table('things').set(`thing-${n % records}`, { n });
      world.wake('worker', key, world.now + 1_000);
    },
  };
}

function measureEngine(records: number): Figures {
  const history = new History(ticking(records), { seed: 1, journalBudgetBytes: 1e9 });
  const counted = 200_000;
  const heapBefore = heapUsed();
  const forward = milliseconds(() => repeat(counted, () => history.forward()));
  const { journalEntries } = history.memory();
  const bytes = (heapUsed() - heapBefore) / journalEntries;
  repeat(1_000, () => history.back());
  const back = milliseconds(() => repeat(1_000, () => history.back())) / 1_000;
  const far = milliseconds(() => history.seekStep(history.step - 10_000));
  history.seekEnd();
  const long = new History(ticking(records), { seed: 1 });
  long.seekStep(STEPS);
  const seeks = [0.5, 0.01, 0.99, 0.25, 0.75, 0, 1].map((part) =>
    milliseconds(() => long.seekStep(Math.floor(part * STEPS))),
  );
  return {
    size: `${records} records`,
    'steps/s': Math.round((counted / forward) * 1_000),
    'one step back, ms': back.toFixed(4),
    '10,000 back, ms': far.toFixed(1),
    'worst seek in 1,000,000, ms': Math.max(...seeks).toFixed(0),
    'B per journal entry': Math.round(bytes),
  };
}

/** webapp with so many replicas, from the command to idle, and then an hour's worth of periodic work in part. */
function measureCluster(pods: number): Figures {
  const nodes = Math.max(2, Math.ceil(pods / PODS_PER_NODE));
  const simulation = new Simulation({
    nodes,
    files: { 'rc.yaml': manifest(pods) },
    journalBudgetBytes: 64_000_000,
  });
  simulation.runUntilIdle();
  const heapBefore = heapUsed();
  simulation.run('kubectl create -f rc.yaml');
  const first = simulation.step;
  const starting = milliseconds(() => simulation.runUntilIdle());
  const started = simulation.step - first;
  const ready = simulation
    .objects('Pod')
    .filter(({ status }) => 'phase' in status && status.phase === 'Running').length;
  const heap = heapUsed() - heapBefore;
  const steady = 20_000;
  const steadyMs = milliseconds(() => repeat(steady, () => simulation.history.forward()));
  const back = milliseconds(() => repeat(100, () => simulation.history.back())) / 100;
  return {
    size: `${pods} pods, ${nodes} nodes`,
    running: ready,
    'steps to start': started,
    'steps/s starting': Math.round((started / starting) * 1_000),
    'steps/s steady': Math.round((steady / steadyMs) * 1_000),
    'one step back, ms': back.toFixed(4),
    'kB per pod, journal and Events too': (heap / pods / 1_000).toFixed(1),
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

function podCounts(): number[] {
  const at = process.argv.indexOf('--pods');
  const list = at < 0 ? '1000,10000' : (process.argv[at + 1] ?? '');
  return list.split(',').map(Number);
}

function repeat(times: number, act: () => unknown): void {
  for (let n = 0; n < times; n++) act();
}

function milliseconds(act: () => unknown): number {
  const start = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** A table with one column for each size, and how much the last is of the first. */
function print(title: string, measured: readonly Figures[]): void {
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last) return;
  const rows = [[title, ...measured.map(({ size }) => size), 'last / first']];
  for (const figure of Object.keys(first).filter((name) => name !== 'size')) {
    const ratio = Number(last[figure]) / Number(first[figure]);
    rows.push([
      figure,
      ...measured.map((figures) => String(figures[figure])),
      Number.isFinite(ratio) ? ratio.toFixed(2) : '-',
    ]);
  }
  const lines = rows.map((row) => `| ${row.join(' | ')} |`);
  lines.splice(1, 0, `|${'---|'.repeat(rows[0]?.length ?? 0)}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
