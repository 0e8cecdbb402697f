// kubectl set image: other images for containers of a ReplicationController's pods, or of a pod.

import type { Container } from '../../cluster/api/core/v1/objects.ts';
import { finish, isSuccess, mistake, refusal, usageMistake, type Failure } from '../failures.ts';
import { printError, request, type Part, type Program } from '../process.ts';
import { printResult } from '../results.ts';
import { selectObjects } from '../selection.ts';
import { visit, type Target } from '../visit.ts';
import { recordChange } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';

export const set: Command = {
  name: 'set',
  run,
};

/** Name of a container, or `*` for all, and image. */
type Images = readonly (readonly [string, string])[];

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const [name, ...words] = args.words;
  if (name !== 'image') {
    yield* printError('Configure application resources: kubectl set image ...\n');
    return 0;
  }
  const at = words.findIndex((word) => word.includes('='));
  const types = at < 0 ? words : words.slice(0, at);
  const pairs = at < 0 ? [] : words.slice(at);
  const images = parseImages(pairs);
  const problem = checkWords(types, images, args.isSet('filename'));
  if (problem !== undefined || typeof images === 'string') {
    return yield* finish(usageMistake('set image', problem ?? ''));
  }
  const selection = yield* selectObjects(invocation, { words: types, hasSelector: true });
  if ('type' in selection) return yield* finish(selection);
  return yield* finish(yield* visit(selection, (target) => setImages(target, images, invocation)));
}

function parseImages(pairs: readonly string[]): Images | string {
  const wrong = pairs.filter((pair) => !/^[^=]+=[^=]/.test(pair));
  if (wrong.length > 0) return `invalid image format: ${wrong.join(', ')}`;
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

function checkWords(
  types: readonly string[],
  images: Images | string,
  hasFiles: boolean,
): string | undefined {
  if (types.length === 0 && !hasFiles) {
    return 'one or more resources must be specified as <resource> <name> or <resource>/<name>';
  }
  if (typeof images === 'string') return images;
  if (images.length === 0) return 'at least one image update is required';
  return images.length > 1 && images.some(([name]) => name === '*')
    ? 'all containers are already specified by *, but saw more than one container_name=container_image pairs'
    : undefined;
}

interface WithContainers {
  readonly spec?: {
    readonly containers?: readonly Container[];
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
  };
}

function* setImages(
  target: Target,
  images: Images,
  invocation: Invocation,
): Part<Failure | undefined> {
  const { resource, object, path, name } = target;
  const isPod = resource.kind === 'Pod';
  if (!isPod && resource.kind !== 'ReplicationController') {
    return mistake(`the object is not a pod or does not have a pod template`);
  }
  const { spec } = (object ?? {}) as WithContainers;
  const containers = (isPod ? spec?.containers : spec?.template?.spec?.containers) ?? [];
  const changed: { name: string; image: string }[] = [];
  for (const [wanted, image] of images) {
    const found = containers.filter((each) => wanted === '*' || each.name === wanted);
    if (found.length === 0)
      return mistake(`unable to find container named ${JSON.stringify(wanted)}`);
    changed.push(...found.map((each) => ({ name: each.name, image })));
  }
  const podSpec = { spec: { containers: changed } };
  const body = isPod ? podSpec : { spec: { template: podSpec } };
  const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
  const response = yield* request({ method: 'PATCH', path, headers, body });
  if (!isSuccess(response)) return refusal(response);
  const unrecorded = yield* recordChange(target, invocation);
  if (unrecorded) return unrecorded;
  yield* printResult(
    { resource, name },
    'image updated',
    invocation.args.text('output') === 'name',
  );
  return undefined;
}
