import { expect, test } from 'vitest';
import type { Mark } from './protocol.ts';
import { Simulation } from './simulation.ts';
import { MOST_MARKS, recordCommand, recordChange } from './timeline.ts';

test('pods that came and went make room for commands and warnings, which stay', () => {
  const simulation = new Simulation({});
  const { world } = simulation.history;
  recordCommand(world, 'kubectl create -f webapp-rc.yaml');
  for (let n = 0; n < 3 * MOST_MARKS; n++) {
    const key = { namespace: 'default', name: `pod-${n}` };
    const object = { kind: 'Pod', apiVersion: 'v1', metadata: key, spec: {}, status: {} } as never;
    recordChange(world, { type: 'ADDED', kind: 'Pod', key, object, resourceVersion: n });
  }
  const marks = world.table<Mark>('marks').values();
  expect(marks.length).toBeLessThanOrEqual(MOST_MARKS);
  expect(marks[0]?.text).toBe('kubectl create -f webapp-rc.yaml');
});
