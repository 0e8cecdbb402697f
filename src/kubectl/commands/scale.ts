// kubectl scale.

import { finish, mistake, usageMistake, type Failure } from '../failures.ts';
import type { Part, Program } from '../process.ts';
import { parseDuration } from '../durations.ts';
import { printResult } from '../results.ts';
import { selectObjects } from '../selection.ts';
import { collectVisited, visit, type Target } from '../visit.ts';
import { type Command, type Invocation } from './command.ts';
import { scaleObject, type ScalePrecondition } from './scaler.ts';
import { checkShortOutput } from './shortOutput.ts';

export const scale: Command = {
  name: 'scale',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const isShort = checkShortOutput('scale', args);
  if (typeof isShort === 'object') return yield* finish(isShort);
  const replicas = args.number('replicas') ?? -1;
  if (replicas < 0) {
    return yield* finish(
      usageMistake(
        'scale',
        '--replicas=COUNT is required, and COUNT must be greater than or equal to 0',
      ),
    );
  }
  const selection = yield* selectObjects(invocation);
  if ('type' in selection) return yield* finish(selection);
  const precondition = {
    size: args.number('current-replicas') ?? -1,
    resourceVersion: args.text('resource-version') ?? '',
  };
  const targets = yield* collectVisited(selection);
  if (targets.length > 1) {
    const failure = checkSeveral(precondition);
    if (failure) return yield* finish(failure);
  }
  const waitMs = parseDuration(args.text('timeout') ?? '0') ?? 0;
  let count = 0;
  const failure = yield* visit(selection, function* (target) {
    const problem = yield* scaleOne(target, { replicas, precondition, waitMs });
    if (problem) return problem;
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
}

function* scaleOne(target: Target, wanted: Wanted): Part<Failure | undefined> {
  const { kind } = target.resource;
  if (kind !== 'ReplicationController') {
    return mistake(`no scaler has been implemented for {"" "${kind}"}`);
  }
  const { replicas, precondition, waitMs } = wanted;
  return yield* scaleObject({
    path: target.path,
    replicas,
    precondition,
    ...(waitMs > 0 ? { waitMs } : {}),
  });
}
