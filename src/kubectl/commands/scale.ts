// kubectl scale.

import { finish, mistake, usageMistake, type Failure } from '../failures.ts';
import type { Part, Program } from '../process.ts';
import { parseDuration } from '../durations.ts';
import type { Release } from '../release.ts';
import { printResult } from '../results.ts';
import { selectObjects } from '../selection.ts';
import { collect, visit, type Target } from '../visit.ts';
import { recordChange } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';
import { scaleObject, type ScalePrecondition } from './scaler.ts';
import { checkShortOutput } from './shortOutput.ts';

export const scale: Command = {
  name: 'scale',
  run,
};

function* run(invocation: Invocation): Program {
  const { args, release } = invocation;
  const isShort = checkShortOutput('scale', args);
  if (typeof isShort === 'object') return yield* finish(isShort);
  const replicas = args.number('replicas') ?? -1;
  if (replicas < 0) {
    return yield* finish(
      usageMistake(
        'scale',
        release === 'v1.0'
          ? '--replicas=COUNT RESOURCE NAME'
          : '--replicas=COUNT is required, and COUNT must be greater than or equal to 0',
      ),
    );
  }
  const selection = yield* selectObjects(invocation);
  if ('type' in selection) return yield* finish(selection);
  const precondition = {
    size: args.number('current-replicas') ?? -1,
    resourceVersion: args.text('resource-version') ?? '',
  };
  const targets = yield* collect(selection);
  // kubectl 1.0 looks for all of them before it scales one.
  if (release === 'v1.0' && targets.failure) return yield* finish(targets.failure);
  if (release === 'v1.0' && targets.targets.length > 1) {
    return yield* finish(mistake(`multiple resources provided: [${args.words.join(' ')}]`));
  }
  if (targets.targets.length > 1) {
    const failure = checkSeveral(precondition);
    if (failure) return yield* finish(failure);
  }
  const waitMs = parseDuration(args.text('timeout') ?? '0') ?? 0;
  let count = 0;
  const failure = yield* visit(selection, function* (target) {
    const problem = yield* scaleOne(target, { replicas, precondition, waitMs, release });
    if (problem) return problem;
    const unrecorded = yield* recordChange(target, invocation);
    if (unrecorded) return unrecorded;
    count += 1;
    yield* printResult(target, 'scaled', isShort);
    return undefined;
  });
  if (failure) return yield* finish(failure);
  return yield* finish(count === 0 ? mistake('no objects passed to scale') : undefined);
}

function checkSeveral({ size, resourceVersion }: ScalePrecondition): Failure | undefined {
  if (resourceVersion !== '') {
    return mistake('cannot use --resource-version with multiple resources');
  }
  return size === -1 ? undefined : mistake('cannot use --current-replicas with multiple resources');
}

interface Wanted {
  readonly replicas: number;
  readonly precondition: ScalePrecondition;
  readonly waitMs: number;
  readonly release: Release;
}

function* scaleOne(target: Target, wanted: Wanted): Part<Failure | undefined> {
  const { kind } = target.resource;
  if (kind !== 'ReplicationController') {
    const shown = wanted.release === 'v1.0' ? `"${kind}"` : `{"" "${kind}"}`;
    return mistake(`no scaler has been implemented for ${shown}`);
  }
  const { replicas, precondition, waitMs } = wanted;
  return yield* scaleObject({
    path: target.path,
    replicas,
    precondition,
    ...(waitMs > 0 ? { waitMs } : {}),
  });
}
