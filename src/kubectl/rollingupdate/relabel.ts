// Before the new controller exists the old one gets a label of its own, so that the two can be told apart: template, pods,
// selector, strays, in this order, so that at every moment the old controller finds all of its pods.

import type { Pod, ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { isFailure, isSuccess, mistake, refusal, type Failure } from '../failures.ts';
import { pathOf } from '../objectPaths.ts';
import { resourceOf } from '../../cluster/api/kinds.ts';
import { now, sleep, type Part } from '../process.ts';
import type { Release } from '../release.ts';
import { annotated, NEXT_CONTROLLER_ID } from './annotations.ts';
import { namespaceOf, type Client } from './client.ts';

export interface Label {
  readonly key: string;
  readonly value: string;
}

/** Points the old controller to its successor, and gives it the label unless it has one. */
export function* pointToNext(
  client: Client,
  old: ReplicationController,
  { next, label, release }: { next: string; label: Label; release: Release },
): Part<ReplicationController | Failure> {
  const point = (controller: ReplicationController) =>
    annotated(controller, { [NEXT_CONTROLLER_ID]: next });
  if (old.spec.selector[label.key] !== undefined) {
    return yield* updateWithRetries(client, old, { apply: point, release });
  }
  return yield* addLabel(client, point(old), { label, release });
}

function* addLabel(
  client: Client,
  old: ReplicationController,
  { label, release }: { label: Label; release: Release },
): Part<ReplicationController | Failure> {
  const { key, value } = label;
  const namespace = namespaceOf(old);
  const labelled = yield* updateWithRetries(client, old, {
    apply: (controller) => withTemplateLabel(controller, label),
    release,
  });
  if (isFailure(labelled)) return labelled;
  const { selector } = labelled.spec;
  const pods = yield* client.pods(namespace, selector);
  if (isFailure(pods)) return pods;
  for (const pod of pods) {
    const failure = yield* labelPod(client, pod, label);
    if (failure) return failure;
  }
  const selecting = yield* updateWithRetries(client, labelled, {
    apply: (controller) => withSelector(controller, label),
    release,
  });
  if (isFailure(selecting)) return selecting;
  const all = yield* client.pods(namespace, selector);
  if (isFailure(all)) return all;
  for (const { metadata } of all) {
    if (metadata.labels?.[key] === value) continue;
    const path = pathOf(resourceOf('Pod'), namespace, metadata.name);
    const response = yield* client.send({ method: 'DELETE', path });
    if (!isSuccess(response)) return refusal(response);
  }
  return selecting;
}

export function withTemplateLabel(
  controller: ReplicationController,
  { key, value }: Label,
): ReplicationController {
  const { template } = controller.spec;
  const labels = { ...template.metadata.labels, [key]: value };
  const labelled = { ...template, metadata: { ...template.metadata, labels } };
  return { ...controller, spec: { ...controller.spec, template: labelled } };
}

export function withSelector(
  controller: ReplicationController,
  { key, value }: Label,
): ReplicationController {
  const selector = { ...controller.spec.selector, [key]: value };
  return { ...controller, spec: { ...controller.spec, selector } };
}

const POD_TRIES = 4;

function* labelPod(client: Client, pod: Pod, { key, value }: Label): Part<Failure | undefined> {
  const path = pathOf(resourceOf('Pod'), pod.metadata.namespace, pod.metadata.name);
  let latest = pod;
  for (let pause = 10, tries = 1; ; tries++, pause *= 5) {
    const labels = { ...latest.metadata.labels, [key]: value };
    const body: Pod = { ...latest, metadata: { ...latest.metadata, labels } };
    const response = yield* client.send({ method: 'PUT', path, body });
    if (isSuccess(response)) return undefined;
    if (response.status !== 409 || tries === POD_TRIES) return refusal(response);
    yield* sleep(pause);
    const again = yield* client.send({ method: 'GET', path });
    latest = isSuccess(again) ? (again.body as Pod) : pod;
  }
}

interface Update {
  readonly apply: (controller: ReplicationController) => ReplicationController;
  readonly release: Release;
}

/** Writes a change; when somebody wrote in between it is applied to what they wrote. */
export function updateWithRetries(
  client: Client,
  controller: ReplicationController,
  update: Update,
): Part<ReplicationController | Failure> {
  return update.release === 'v1.0'
    ? updateWithRetries10(client, controller, update.apply)
    : updateWithRetries13(client, controller, update.apply);
}

/** After 10, 50 and 250 ms, and only if the object was changed by others. */
function* updateWithRetries13(
  client: Client,
  controller: ReplicationController,
  apply: Update['apply'],
): Part<ReplicationController | Failure> {
  let latest = controller;
  for (let pause = 10, tries = 1; ; tries++, pause *= 5) {
    const written = yield* client.update(apply(latest));
    if (!isFailure(written)) return written;
    latest = yield* again(client, controller);
    const isConflict = written.type === 'status' && written.status.reason === 'Conflict';
    if (!isConflict || tries === POD_TRIES) return written;
    yield* sleep(pause);
  }
}

/** Every 10 ms for half a second, whatever went wrong. */
function* updateWithRetries10(
  client: Client,
  controller: ReplicationController,
  apply: Update['apply'],
): Part<ReplicationController | Failure> {
  const end = (yield* now()) + 500;
  let latest = controller;
  do {
    yield* sleep(10);
    const written = yield* client.update(apply(latest));
    if (!isFailure(written)) return written;
    latest = yield* again(client, controller);
  } while ((yield* now()) < end);
  return mistake('timed out waiting for the condition');
}

function* again(client: Client, controller: ReplicationController): Part<ReplicationController> {
  const found = yield* client.get(namespaceOf(controller), controller.metadata.name);
  return isFailure(found) ? controller : found;
}
