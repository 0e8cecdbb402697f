import { expect, test } from 'vitest';
import { threeWayPatch } from './threeWayPatch.ts';

const spec = (value: object) => ({ spec: value });

test('names what the manifest changes and deletes what it no longer has', () => {
  const applied = spec({ replicas: 1, paused: true });
  const wanted = spec({ replicas: 2 });
  const live = spec({ replicas: 1, paused: true, other: 'kept' });
  expect(threeWayPatch('v1.ReplicationController', { applied, wanted, live })).toEqual(
    spec({ paused: null, replicas: 2 }),
  );
});

test('joins the ports of a Service by their number, and replaces the subsets of Endpoints', () => {
  const ports = (...numbers: number[]) => numbers.map((port) => ({ port }));
  expect(
    threeWayPatch('v1.Service', {
      applied: spec({ ports: ports(80, 81) }),
      wanted: spec({ ports: ports(80, 82) }),
      live: spec({ ports: ports(80, 81) }),
    }),
  ).toEqual(spec({ ports: [{ port: 81, $patch: 'delete' }, { port: 82 }] }));
  const endpoints = (...numbers: number[]) => ({ subsets: [{ ports: ports(...numbers) }] });
  expect(
    threeWayPatch('v1.Endpoints', {
      applied: endpoints(80, 81),
      wanted: endpoints(80, 82),
      live: endpoints(80, 81),
    }),
  ).toEqual(endpoints(80, 82));
});

test('joins secrets of images by their name, and adds to finalizers', () => {
  const pod = (finalizers: string[], ...names: string[]) => ({
    metadata: { finalizers },
    spec: { imagePullSecrets: names.map((name) => ({ name })) },
  });
  const applied = pod(['a'], 'one', 'two');
  const wanted = pod(['b'], 'one');
  expect(threeWayPatch('v1.Pod', { applied, wanted, live: applied })).toEqual({
    metadata: { finalizers: ['b'] },
    spec: { imagePullSecrets: [{ name: 'two', $patch: 'delete' }] },
  });
});
