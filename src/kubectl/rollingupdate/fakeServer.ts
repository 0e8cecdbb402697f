// An API server for tests of the algorithms: two controllers, as many pods as they ask for, and of these so many ready as a
// script says. It answers effects and keeps what was printed and asked.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import type { ApiRequest, ApiResponse } from '../../cluster/apiserver/client.ts';
import type { Effect, Part } from '../process.ts';

export function makeController(
  name: string,
  replicas: number,
  annotations: Readonly<Record<string, string>> = {},
): ReplicationController {
  const labels = { app: 'foo', version: name };
  return {
    kind: 'ReplicationController',
    apiVersion: 'v1',
    metadata: { name, namespace: 'default', uid: `uid-${name}`, generation: 1, annotations },
    spec: {
      replicas,
      selector: labels,
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'foo:1' }] } },
    },
    status: { replicas, observedGeneration: 1 },
  } as unknown as ReplicationController;
}

export class FakeServer {
  readonly controllers = new Map<string, ReplicationController>();
  readonly lines: string[] = [];
  readonly asked: string[] = [];
  /** How many pods of a controller are ready, in the order in which they are asked for. */
  readyPods: number[] = [];
  private now = 0;

  constructor(controllers: readonly ReplicationController[]) {
    for (const each of controllers) this.controllers.set(each.metadata.name, each);
  }

  /** Runs a part to its end. */
  run<T>(part: Part<T>): T {
    let next = part.next();
    while (!next.done) next = part.next(this.answer(next.value));
    return next.value;
  }

  private answer(effect: Effect): unknown {
    switch (effect.type) {
      case 'now':
        return this.now;
      case 'sleep':
        this.now += Math.max(0, effect.ms);
        return undefined;
      case 'print':
        this.lines.push(...effect.text.trimEnd().split('\n'));
        return undefined;
      case 'request':
        return this.handle(effect.request);
      default:
        return undefined;
    }
  }

  private handle({ method, path, body }: ApiRequest): ApiResponse {
    const [plural = '', name = ''] = path.split('/').slice(-2);
    if (name === 'pods') return answered({ items: this.pods() });
    this.asked.push(method);
    if (method === 'POST' || method === 'PUT') return this.write(body as ReplicationController);
    const found = this.controllers.get(name);
    if (plural !== 'replicationcontrollers' || !found) {
      return { status: 404, headers: {}, body: { reason: 'NotFound', message: 'not found' } };
    }
    if (method === 'DELETE') this.controllers.delete(name);
    return answered(found);
  }

  private write(controller: ReplicationController): ApiResponse {
    const written = {
      ...controller,
      status: { ...controller.status, replicas: controller.spec.replicas },
    };
    this.controllers.set(controller.metadata.name, written);
    return answered(written);
  }

  private pods(): unknown[] {
    const ready = { status: { conditions: [{ type: 'Ready', status: 'True' }] } };
    return Array.from({ length: this.readyPods.shift() ?? 0 }, () => ready);
  }
}

function answered(body: unknown): ApiResponse {
  return { status: 200, headers: {}, body };
}
