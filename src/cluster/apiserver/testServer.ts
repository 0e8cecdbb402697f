// An API server on a world of its own, for tests.

import type { Status } from '../api/meta.ts';
import { World } from '../../engine/world.ts';
import type { ApiRequest, ApiResponse, Change } from './client.ts';
import { createApiServer, type ApiServer } from './server.ts';

const testOptions = {
  serviceClusterIPRange: '169.169.0.0/16',
  nodePortRange: [30000, 32767],
  advertiseAddress: '192.168.18.3',
  securePort: 6443,
} as const;

export interface TestServer {
  readonly world: World;
  readonly server: ApiServer;
  readonly changes: Change[];
  /** `POST /api/v1/... ` with a body; text is sent as it is. */
  ask(line: string, body?: unknown, headers?: ApiRequest['headers']): ApiResponse;
}

export function startTestServer(seed = 1): TestServer {
  const world = new World(seed);
  const changes: Change[] = [];
  const server = createApiServer(world, testOptions, (change) => changes.push(change));
  server.start();
  return {
    world,
    server,
    changes,
    ask(line, body, headers) {
      const [method = 'GET', target = ''] = line.split(' ');
      const [path = '', search = ''] = target.split('?');
      const pairs = search === '' ? [] : search.split('&').map((pair) => pair.split(/=(.*)/));
      return server.handle({
        method: method as ApiRequest['method'],
        path,
        query: Object.fromEntries(
          pairs.map(([key = '', value = '']) => [key, decodeURIComponent(value)]),
        ),
        ...(headers ? { headers } : {}),
        ...(body === undefined ? {} : { body }),
      });
    },
  };
}

export const NS = '/api/v1/namespaces/default';

export function service(name: string, spec: object = {}): object {
  return { metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } };
}

export function pod(name: string, extra: object = {}): object {
  return {
    metadata: { name, ...extra },
    spec: { containers: [{ name: 'c', image: 'nginx:1.9' }] },
  };
}

export function controller(name: string): object {
  return {
    metadata: { name },
    spec: {
      replicas: 2,
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      },
    },
  };
}

export function message(response: ApiResponse): string | undefined {
  return (response.body as Status).message;
}
