// The book's rolling update of redis-master and its way back, from the command line; the traps of both releases; and that an
// update can be stopped anywhere.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Simulation } from './simulation.ts';

const manifest = (replicas = 3) => `apiVersion: v1
kind: ReplicationController
metadata:
  name: redis-master
  labels: {name: redis-master, version: v1}
spec:
  replicas: ${replicas}
  selector: {name: redis-master, version: v1}
  template:
    metadata:
      labels: {name: redis-master, version: v1}
    spec:
      containers:
      - name: master
        image: kubeguide/redis-master:1.0
        ports:
        - containerPort: 6379
`;

const UPDATE = 'kubectl rolling-update redis-master --image=kubeguide/redis-master:2.0';
const FAST = `${UPDATE} --update-period=1s --poll-interval=1s`;

function newCluster(replicas = 3, seed = 1): Simulation {
  const files = { 'redis-master.yaml': manifest(replicas) };
  const simulation = new Simulation({ files, seed });
  simulation.run('kubectl create -f redis-master.yaml');
  simulation.runUntilIdle();
  return simulation;
}

function type(simulation: Simulation, line: string, interruptAfterMs?: number): string[] {
  const { stdout, stderr } = simulation.run(line, interruptAfterMs);
  return (stdout + stderr)
    .replace(/\b[0-9a-f]{32}\b/g, 'H')
    .trimEnd()
    .split('\n');
}

function setRelease(simulation: Simulation, release: 'v1.0' | 'v1.3'): void {
  simulation.run(`orrery release ${release}`);
}

function sizes(simulation: Simulation): Record<string, number> {
  return Object.fromEntries(
    simulation
      .objects('ReplicationController')
      .map(({ metadata, spec }) => [metadata.name.replace(/-[0-9a-f]{32}$/, '-H'), spec.replicas]),
  );
}

describe('the book', () => {
  test('updates redis-master in 13 lines and shows it', () => {
    const simulation = newCluster();
    const startedAt = simulation.now;
    expect(type(simulation, UPDATE)).toEqual([
      'Creating redis-master-H',
      'At beginning of loop: redis-master replicas: 2, redis-master-H replicas: 1',
      'Updating redis-master replicas: 2, redis-master-H replicas: 1',
      'At end of loop: redis-master replicas: 2, redis-master-H replicas: 1',
      'At beginning of loop: redis-master replicas: 1, redis-master-H replicas: 2',
      'Updating redis-master replicas: 1, redis-master-H replicas: 2',
      'At end of loop: redis-master replicas: 1, redis-master-H replicas: 2',
      'At beginning of loop: redis-master replicas: 0, redis-master-H replicas: 3',
      'Updating redis-master replicas: 0, redis-master-H replicas: 3',
      'At end of loop: redis-master replicas: 0, redis-master-H replicas: 3',
      'Update succeeded. Deleting old controller: redis-master',
      'Renaming redis-master-H to redis-master',
      'redis-master',
    ]);
    expect(Math.floor((simulation.now - startedAt) / 1000)).toBe(219);
    setRelease(simulation, 'v1.0');
    expect(type(simulation, 'kubectl get rc').map((line) => line.split(/\s{2,}/))).toEqual([
      ['CONTROLLER', 'CONTAINER(S)', 'IMAGE(S)', 'SELECTOR', 'REPLICAS'],
      [
        'redis-master',
        'master',
        'kubeguide/redis-master:2.0',
        'deployment=H,name=redis-master,version=v1',
        '3',
      ],
    ]);
  });

  test('goes back in 7 lines when it was stopped in the second loop', () => {
    const simulation = newCluster();
    type(simulation, UPDATE, 74_000);
    expect(sizes(simulation)).toEqual({ 'redis-master': 2, 'redis-master-H': 1 });
    expect(type(simulation, `${UPDATE} --rollback`)).toEqual([
      'Found existing update in progress (redis-master-H), resuming.',
      'Found desired replicas.Continuing update with existing controller redis-master.',
      'At beginning of loop: redis-master-H replicas: 0, redis-master replicas: 3',
      'Updating redis-master-H replicas: 0, redis-master replicas: 3',
      'At end of loop: redis-master-H replicas: 0, redis-master replicas: 3',
      'Update succeeded. Deleting redis-master-H',
      'redis-master',
    ]);
    expect(sizes(simulation)).toEqual({ 'redis-master': 3 });
  });
});

describe('release v1.0', () => {
  test('rolls a broken image out to the end and calls it a success', () => {
    const simulation = newCluster(2);
    const lines = type(
      simulation,
      'kubectl rolling-update redis-master --image=kubeguide/redis-master:9',
    );
    expect(lines.at(-1)).toBe('redis-master');
    expect(type(simulation, 'kubectl get pods').slice(1).join('\n')).not.toMatch(/Running/);
  });

  test('cannot go back once the old controller stands at nothing', () => {
    const simulation = newCluster();
    type(simulation, FAST, 16_400);
    expect(sizes(simulation)).toEqual({ 'redis-master': 0, 'redis-master-H': 3 });
    const lines = type(simulation, `${UPDATE} --rollback`);
    expect(lines[1]).toMatch(
      /^error: Invalid controller spec for redis-master; required: > 0 replicas, actual: \{/,
    );
  });

  test('ignores another image while an update is in progress', () => {
    const simulation = newCluster();
    type(simulation, FAST, 6_500);
    const lines = type(simulation, `${FAST.replace(':2.0', ':3.0')}`);
    expect(lines.slice(0, 2)).toEqual([
      'Found existing update in progress (redis-master-H), resuming.',
      'Continuing update with existing controller redis-master-H.',
    ]);
    expect(type(simulation, 'kubectl get rc -o wide')[1]).toMatch('kubeguide/redis-master:2.0');
  });

  test('labels pods although it is a dry run', () => {
    const simulation = newCluster();
    type(simulation, `${UPDATE} --dry-run`);
    expect(simulation.objects('Pod').every(({ metadata }) => metadata.labels?.['deployment'])).toBe(
      true,
    );
  });
});

describe('release v1.3', () => {
  const withRelease = (replicas = 3) => {
    const simulation = newCluster(replicas);
    setRelease(simulation, 'v1.3');
    return simulation;
  };

  test('says what it keeps and what it does not exceed', () => {
    const simulation = withRelease();
    expect(type(simulation, FAST)).toEqual([
      'Created redis-master-H',
      "Scaling up redis-master-H from 0 to 3, scaling down redis-master from 3 to 0 (keep 3 pods available, don't exceed 4 pods)",
      'Scaling redis-master-H up to 1',
      'Scaling redis-master down to 2',
      'Scaling redis-master-H up to 2',
      'Scaling redis-master down to 1',
      'Scaling redis-master-H up to 3',
      'Scaling redis-master down to 0',
      'Update succeeded. Deleting old controller: redis-master',
      'Renaming redis-master-H to redis-master',
      'replicationcontroller "redis-master" rolling updated',
    ]);
  });

  test('stops at a broken image, and goes back under one name', () => {
    const simulation = withRelease();
    const lines = type(simulation, `${FAST.replace(':2.0', ':9')} --timeout=10s`);
    expect(lines.at(-1)).toBe('error: timed out waiting for any update progress to be made');
    expect(sizes(simulation)).toEqual({ 'redis-master': 3, 'redis-master-H': 1 });
    const another = type(simulation, FAST);
    expect(another[0]).toBe(
      'error: Found existing in-progress update to image (kubeguide/redis-master:9).',
    );
    const back = type(simulation, 'kubectl rolling-update redis-master --rollback');
    expect(back[0]).toBe('Setting "redis-master" replicas to 3');
    expect(back.at(-1)).toBe('replicationcontroller "redis-master" rolling updated');
    expect(sizes(simulation)).toEqual({ 'redis-master': 3 });
  });

  test('does not find what it has just deleted, when it goes back under two names', () => {
    const simulation = withRelease();
    const named = FAST.replace('redis-master ', 'redis-master redis-2 ');
    type(simulation, named, 6_000);
    const back = type(
      simulation,
      'kubectl rolling-update redis-master redis-2 --rollback --update-period=1s',
    );
    expect(back.at(-1)).toBe('Error from server: replicationcontrollers "redis-2" not found');
    expect(sizes(simulation)).toEqual({ 'redis-master': 3 });
  });
});

const MISTAKES: readonly (readonly [string, string, string])[] = [
  ['', 'Must specify --filename or --image for new controller', 'both'],
  ['redis-master --image=a -f b.yaml', '--filename and --image can not both be specified', 'both'],
  ['--image=a', 'Must specify the controller to update', 'both'],
  [
    'redis-master --image=a --deployment-label-key=',
    '--deployment-label-key can not be empty',
    'both',
  ],
  [
    'redis-master -f redis-master.yaml',
    'redis-master.yaml cannot have the same name as the existing ReplicationController redis-master',
    'both',
  ],
  ['redis-master --rollback --image=a', "Don't specify --filename or --image on rollback", 'v1.3'],
  ['redis-master --rollback', 'Could not find  to rollback.\n', 'v1.3'],
  [
    'redis-master -f a.yaml -f b.yaml',
    'May only specify a single filename for new controller',
    'v1.3',
  ],
];

test.each(MISTAKES)('refuses "%s"', (words, text, where) => {
  const simulation = newCluster(1);
  for (const release of ['v1.0', 'v1.3'] as const) {
    if (where !== 'both' && where !== release) continue;
    setRelease(simulation, release);
    const result = simulation.run(`kubectl rolling-update ${words}`);
    const see =
      release === 'v1.0'
        ? "see 'kubectl rolling-update -h' for help."
        : "See 'kubectl rolling-update -h' for help and examples.";
    expect(result.stderr).toBe(`error: ${text}\n${see}\n`);
    expect(result.exit).toBe(1);
  }
});

test('wherever it is stopped it is resumed or taken back, within its bounds, and time goes back and forth', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 1, max: 1000 }),
        replicas: fc.integer({ min: 1, max: 20 }),
        release: fc.constantFrom('v1.0' as const, 'v1.3' as const),
        stopMs: fc.integer({ min: 1, max: 60_000 }),
        goesBack: fc.boolean(),
        isBroken: fc.boolean(),
      }),
      ({ seed, replicas, release, stopMs, goesBack, isBroken }) => {
        const simulation = newCluster(replicas, seed);
        setRelease(simulation, release);
        const image = isBroken ? ':9' : ':2.0';
        const line = `${FAST.replace(':2.0', image)} --timeout=10s`;
        const before = simulation.history.step;
        simulation.type(line);
        let digest = '';
        for (const end = simulation.now + stopMs; simulation.foreground !== undefined;) {
          if ((simulation.history.nextTime() ?? Infinity) > end) break;
          simulation.history.forward();
          expectBounds(simulation, { replicas, release });
        }
        simulation.submit({ type: 'interrupt' });
        digest = simulation.history.digest();
        const step = simulation.history.step;
        simulation.history.seekStep(before);
        simulation.history.seekStep(step);
        expect(simulation.history.digest()).toBe(digest);

        const back =
          release === 'v1.0' ? `${line} --rollback` : line.replace(/--image=\S+/, '--rollback');
        const { exit, stderr } = simulation.run(goesBack ? back : line);
        if (exit === 0) expect(Object.keys(sizes(simulation))).toEqual(['redis-master']);
        else expect(stderr).toMatch(DOCUMENTED);
      },
    ),
    { numRuns: 20 },
  );
});

/** How a resumed update or a way back may fail. */
const DOCUMENTED =
  /Invalid controller spec|Missing\/unexpected annotations|Could not find|timed out waiting for|couldn't find|image-pull-policy|must specify a matching key/;

function expectBounds(
  simulation: Simulation,
  { replicas, release }: { readonly replicas: number; readonly release: string },
): void {
  const controllers = simulation.objects('ReplicationController');
  const isRenaming =
    new Set(controllers.map(({ spec }) => JSON.stringify(spec.selector))).size === 1;
  const sum = controllers.reduce((total, { spec }) => total + spec.replicas, 0);
  if (!isRenaming || controllers.length === 1) expect(sum).toBeLessThanOrEqual(replicas + 1);
  if (release !== 'v1.3') return;
  const ready = simulation
    .objects('Pod')
    .filter(({ status }) =>
      status.conditions?.some((each) => each.type === 'Ready' && each.status === 'True'),
    ).length;
  expect(ready).toBeGreaterThanOrEqual(replicas);
}
