import { expect, test } from 'vitest';
import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { readBy10 } from './fields10.ts';

const metadata = { name: 'webapp', namespace: 'default' };

test('kubectl 1.0 prints the nodePort of every port, 0 where there is none', () => {
  const ports = [
    { protocol: 'TCP', port: 80 },
    { port: 81, nodePort: 30080 },
  ];
  const service = { kind: 'Service', apiVersion: 'v1', metadata, spec: { ports } };
  expect(readBy10(service as unknown as ApiObject)).toMatchObject({
    spec: { ports: [{ protocol: 'TCP', port: 80, nodePort: 0 }, { nodePort: 30080 }] },
  });
});

test('kubectl 1.0 drops what it does not know, wherever it stands', () => {
  const spec = {
    securityContext: {},
    containers: [
      { name: 'c', tty: true, readinessProbe: { timeoutSeconds: 1, periodSeconds: 10 } },
    ],
    terminationGracePeriodSeconds: 30,
  };
  const controller = {
    kind: 'ReplicationController',
    apiVersion: 'v1',
    metadata,
    spec: { template: { metadata: { labels: { tty: 'kept' } }, spec } },
  };
  expect(readBy10(controller as unknown as ApiObject)).toEqual({
    ...controller,
    spec: {
      template: {
        metadata: { labels: { tty: 'kept' } },
        spec: {
          containers: [{ name: 'c', readinessProbe: { timeoutSeconds: 1 } }],
          terminationGracePeriodSeconds: 30,
        },
      },
    },
  });
});
