import { expect, test } from 'vitest';
import { World } from '../../engine/world.ts';
import type { Namespace } from '../api/core/v1/objects.ts';
import { WatchLog } from './watchLog.ts';

const object: Namespace = {
  kind: 'Namespace',
  apiVersion: 'v1',
  metadata: { name: 'default' },
  spec: {},
  status: {},
};

function logOf(changes: number): WatchLog {
  const world = new World(1);
  const log = new WatchLog(world);
  for (let n = 0; n < changes; n++) {
    const resourceVersion = world.next('resourceVersion');
    const key = { namespace: '', name: 'default' };
    log.add({ type: 'MODIFIED', kind: 'Namespace', key, object, resourceVersion });
  }
  return log;
}

test('a watch hears of every change since a version, in order', () => {
  const changes = logOf(1500).since(600);
  const versions = Array.isArray(changes) ? changes.map((change) => change.resourceVersion) : [];
  expect(versions).toEqual(Array.from({ length: 900 }, (_, index) => 601 + index));
});

test('only the last thousand changes are kept', () => {
  const log = logOf(1500);
  expect(log.since(500)).toHaveLength(1000);
  expect(log.since(499)).toEqual({ oldest: 500 });
  expect(logOf(3).since(0)).toHaveLength(3);
  expect(log.since(1500)).toEqual([]);
});
