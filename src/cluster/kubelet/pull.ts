// Bringing an image to the node: asked for at once, there some time later, or not at all. With the Events of 1.3.

import type { ContainerRecord, PulledImage } from '../network/container.ts';
import type { Image } from '../network/program.ts';
import { isInBackOff, nextBackOff } from './backOff.ts';
import type { KubeletContext, Subject } from './context.ts';
import { containerEvent } from './events.ts';
import type { StartStep } from './start.ts';
import { IMAGES, write } from './tables.ts';
import { REGISTRY_CHECK_MS } from './timing.ts';

/** What it takes until the image of a container is here: nothing, a pull, or it fails. */
export function ensureImage(context: KubeletContext, subject: Subject): StartStep {
  const { view } = context;
  const { container, record } = subject;
  const { image, imagePullPolicy } = container;
  const isHere = presentAt(context, image) !== undefined;
  if (imagePullPolicy === 'Never' && !isHere) {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    return fail(record, {
      failure: { reason: 'ErrImageNeverPull', message },
      actions: [
        containerEvent(context, subject, { type: 'Warning', reason: 'ErrImageNeverPull', message }),
      ],
    });
  }
  if (isHere && imagePullPolicy !== 'Always') {
    const message = `Container image "${image}" already present on machine`;
    return {
      type: 'ready',
      record,
      actions: [containerEvent(context, subject, { reason: 'Pulled', message })],
    };
  }
  if (
    record.pullBackOff &&
    isInBackOff(record.pullBackOff, record.pullBackOff.updatedAt, view.now)
  ) {
    const message = `Back-off pulling image "${image}"`;
    return fail(record, {
      failure: { reason: 'ImagePullBackOff', message },
      actions: [containerEvent(context, subject, { reason: 'BackOff', message })],
    });
  }
  return beginPull(context, subject);
}

function beginPull(context: KubeletContext, subject: Subject): StartStep {
  const { view, machine } = context;
  const { container, record } = subject;
  const { image } = container;
  const found = findImage(context, image);
  const coming = view.read<PulledImage>(IMAGES, `${machine.name} ${image}`)?.readyAt;
  const pullMs = 'pullError' in found || coming !== undefined ? REGISTRY_CHECK_MS : found.pullMs;
  // An image that is on its way for another container is waited for.
  const retryAt = Math.max(view.now + pullMs, coming ?? 0);
  return {
    type: 'busy',
    record: { ...record, phase: 'pulling', since: view.now, retryAt },
    actions: [
      containerEvent(context, subject, { reason: 'Pulling', message: `pulling image "${image}"` }),
      ...('pullError' in found || coming !== undefined
        ? []
        : [write(IMAGES, `${machine.name} ${image}`, pulledAt(retryAt, image, found))]),
    ],
  };
}

export function endPull(context: KubeletContext, subject: Subject): StartStep {
  const { view, machine } = context;
  const { image } = subject.container;
  const { retryAt: _, ...rest } = subject.record;
  const record: ContainerRecord = { ...rest, phase: rest.last ? 'exited' : 'waiting' };
  const key = `${machine.name} ${image}`;
  const coming = view.read<PulledImage>(IMAGES, key);
  const found = findImage(context, image);
  if ('pullError' in found) {
    const message = found.pullError;
    const hasBroken = coming !== undefined && coming.readyAt > rest.since;
    return fail(
      { ...record, pullBackOff: nextBackOff(record.pullBackOff, view.now, view.now) },
      {
        failure: { reason: 'ErrImagePull', message },
        actions: [
          {
            type: 'because',
            text: `image ${image} could not be pulled: ${firstSentence(message)}`,
          },
          ...(hasBroken ? [write(IMAGES, key, undefined)] : []),
          containerEvent(context, subject, {
            type: 'Warning',
            reason: 'Failed',
            message: `Failed to pull image "${image}": ${message}`,
          }),
        ],
      },
    );
  }
  const message = `Successfully pulled image "${image}"`;
  return {
    type: 'ready',
    record,
    actions: [
      ...(coming ? [] : [write(IMAGES, key, pulledAt(view.now, image, found))]),
      containerEvent(context, subject, { reason: 'Pulled', message }),
    ],
  };
}

function firstSentence(text: string): string {
  return text.split('. ', 1)[0]?.replace(/\.$/, '') ?? '';
}

function pulledAt(readyAt: number, image: string, { sizeBytes }: Image): PulledImage {
  return { image, sizeBytes, readyAt };
}

function fail(
  record: ContainerRecord,
  { failure, actions }: Pick<Extract<StartStep, { type: 'failed' }>, 'failure' | 'actions'>,
): StartStep {
  return { type: 'failed', record: { ...record, failure }, failure, actions };
}

/** Virtual ms since when the image is on the node; undefined while it is not. */
function presentAt({ view, machine }: KubeletContext, image: string): number | undefined {
  const pulled = view.read<PulledImage>(IMAGES, `${machine.name} ${image}`);
  return pulled && pulled.readyAt <= view.now ? pulled.readyAt : undefined;
}

/** What the registry has, or why it cannot be had. An image of a named registry is thought to need credentials. */
function findImage(
  { view, images }: KubeletContext,
  image: string,
): Image | { readonly pullError: string } {
  const found =
    view.setting('fault registry-down') === undefined
      ? images.find(image)
      : { pullError: registryDown(image) };
  if (!('pullError' in found) || image.split('/').length !== 3) return found;
  return {
    pullError: `image pull failed for ${image}, this may be because there are no credentials on this request.  details: (${found.pullError})`,
  };
}

function registryDown(image: string): string {
  const path = image.replace(/:[^/:]*$/, '');
  const [host = '', ...rest] = path.split('/');
  const isNamed = rest.length > 0 && /[.:]/.test(host);
  const url = isNamed
    ? `https://${host}/v1/_ping`
    : `https://index.docker.io/v1/repositories/${rest.length === 0 ? 'library/' : ''}${path}/images`;
  return `Network timed out while trying to connect to ${url}. You may want to check your internet connection or if you are behind a proxy.`;
}
