import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod } from '../../api/core/v1/objects.ts';
import { leastUsefulFirst } from './podOrder.ts';
import recorded from './testdata/deleteOrder.json' with { type: 'json' };

interface Case {
  readonly node: string;
  readonly phase: string;
  readonly ready?: boolean;
  readonly readySince?: string | null;
  readonly restarts?: readonly number[];
  readonly created?: string;
}

const TIMES: Readonly<Record<string, string>> = {
  T0: '2016-07-01T12:00:00Z',
  'T0-1month': '2016-06-01T12:00:00Z',
};

function podOf(each: Case, at: number): Pod {
  const { node, phase, ready, readySince, restarts = [], created } = each;
  const since = readySince ? TIMES[readySince] : null;
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: `pod-${at}`, ...(created ? { creationTimestamp: TIMES[created] } : {}) },
    spec: { containers: [], ...(node === '' ? {} : { nodeName: node }) },
    status: {
      phase,
      ...(ready === undefined
        ? {}
        : {
            conditions: [
              { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: since },
            ],
          }),
      containerStatuses: restarts.map((restartCount) => ({ restartCount })),
    },
  } as unknown as Pod;
}

test('deletes pods in the order of Kubernetes 1.2 and 1.3, whatever order they come in', () => {
  const cases = recorded.firstDeletedFirst as readonly Case[];
  const pods = cases.map(podOf);
  fc.assert(
    fc.property(fc.shuffledSubarray(pods, { minLength: pods.length }), (shuffled) => {
      const names = leastUsefulFirst(shuffled).map(({ metadata }) => metadata.name);
      expect(names).toEqual(pods.map(({ metadata }) => metadata.name));
    }),
    { numRuns: 50 },
  );
});
