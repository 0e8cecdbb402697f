// How kubectl talks to the API server while it updates. Its client lets five requests a second through, ten at once after a
// pause: this is why the first lines of an update come late when it has many pods to label.

import type { Pod, ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { resourceOf } from '../../cluster/api/kinds.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import type { Labels } from '../../cluster/api/meta.ts';
import type { ApiRequest, ApiResponse } from '../../cluster/apiserver/client.ts';
import { isSuccess, refusal, type Failure } from '../failures.ts';
import { pathOf } from '../objectPaths.ts';
import { now, request, sleep, type Part } from '../process.ts';
import { asked, type Progress } from './progress.ts';

const REQUEST_MS = 200;
const BURST = 10;

export class Client {
  private readonly progress: Progress;
  /** When the last request let through is paid for, in virtual ms. */
  private paidUntil = 0;

  constructor(progress: Progress) {
    this.progress = progress;
  }

  *send(apiRequest: ApiRequest): Part<ApiResponse> {
    const at = yield* now();
    const paidFrom = Math.max(this.paidUntil, at);
    this.paidUntil = paidFrom + REQUEST_MS;
    const wait = paidFrom - at - (BURST - 1) * REQUEST_MS;
    if (wait > 0) yield* sleep(wait);
    const text = asked(apiRequest);
    if (text !== undefined) yield* this.progress.report({ asked: text });
    return yield* request(apiRequest);
  }

  get(namespace: string, name: string): Part<ReplicationController | Failure> {
    return this.controller({ method: 'GET', path: controllerPath(namespace, name) });
  }

  create(controller: ReplicationController): Part<ReplicationController | Failure> {
    const path = pathOf(resourceOf('ReplicationController'), namespaceOf(controller));
    return this.controller({ method: 'POST', path, body: controller });
  }

  update(controller: ReplicationController): Part<ReplicationController | Failure> {
    return this.controller({ method: 'PUT', path: pathTo(controller), body: controller });
  }

  *list(namespace: string): Part<readonly ReplicationController[] | Failure> {
    const path = pathOf(resourceOf('ReplicationController'), namespace);
    const response = yield* this.send({ method: 'GET', path });
    if (!isSuccess(response)) return refusal(response);
    return (response.body as { readonly items: readonly ReplicationController[] }).items;
  }

  *pods(namespace: string, selector: Labels): Part<readonly Pod[] | Failure> {
    const response = yield* this.send({
      method: 'GET',
      path: pathOf(resourceOf('Pod'), namespace),
      query: { labelSelector: formatLabels(selector) },
    });
    if (!isSuccess(response)) return refusal(response);
    return (response.body as { readonly items: readonly Pod[] }).items;
  }

  /** Undefined when it is done. */
  *remove(namespace: string, name: string, isOrphaning = false): Part<Failure | undefined> {
    const response = yield* this.send({
      method: 'DELETE',
      path: controllerPath(namespace, name),
      ...(isOrphaning
        ? { body: { kind: 'DeleteOptions', apiVersion: 'v1', orphanDependents: true } }
        : {}),
    });
    return isSuccess(response) ? undefined : refusal(response);
  }

  private *controller(apiRequest: ApiRequest): Part<ReplicationController | Failure> {
    const response = yield* this.send(apiRequest);
    return isSuccess(response) ? (response.body as ReplicationController) : refusal(response);
  }
}

export function namespaceOf({ metadata }: ReplicationController): string {
  return metadata.namespace ?? 'default';
}

export function pathTo(controller: ReplicationController): string {
  return controllerPath(namespaceOf(controller), controller.metadata.name);
}

function controllerPath(namespace: string, name: string): string {
  return pathOf(resourceOf('ReplicationController'), namespace, name);
}
