// An API server on a world of its own, for tests.

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
