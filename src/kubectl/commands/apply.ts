// kubectl apply -f: creates what is not there, and changes what is by a three-way patch of what was applied before, what is
// wanted now and what is live.

import { typeNameOf } from '../../cluster/api/kinds.ts';
import { finish, isSuccess, mistake, refusal, usageMistake, type Failure } from '../failures.ts';
import type { ManifestObject } from '../manifests.ts';
import { request, type Part, type Program } from '../process.ts';
import { printResult } from '../results.ts';
import { selectObjects } from '../selection.ts';
import { visit, type Target } from '../visit.ts';
import { type Command, type Invocation } from './command.ts';
import { recordChange, withChangeCause } from './changeCause.ts';
import { lastAppliedOf, withLastApplied } from './lastApplied.ts';
import { checkShortOutput } from './shortOutput.ts';
import { threeWayPatch } from './threeWayPatch.ts';

export const apply: Command = {
  name: 'apply',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  if (args.words.length > 0) {
    return yield* finish(usageMistake('apply', `Unexpected args: [${args.words.join(' ')}]`));
  }
  const isShort = checkShortOutput('apply', args);
  if (typeof isShort === 'object') return yield* finish(isShort);
  const selection = yield* selectObjects(invocation, { isValidated: true });
  if ('type' in selection) return yield* finish(selection);
  let count = 0;
  const failure = yield* visit(selection, function* (target) {
    const done = yield* applyOne(target, invocation);
    if ('type' in done) return done;
    count += 1;
    const { resource } = target;
    yield* printResult({ resource, name: done.name }, done.verb, isShort);
    return undefined;
  });
  if (failure) return yield* finish(failure);
  return yield* finish(count === 0 ? mistake('no objects passed to apply') : undefined);
}

interface Applied {
  readonly verb: 'created' | 'configured';
  readonly name: string;
}

function* applyOne(target: Target, invocation: Invocation): Part<Applied | Failure> {
  const { object, path, collection, source, name, resource } = target;
  if (!object) return mistake('no objects passed to apply');
  const wanted = withLastApplied(object);
  const live = yield* request({ method: 'GET', path });
  if (live.status === 404) {
    const created = yield* request({
      method: 'POST',
      path: collection,
      body: withChangeCause(wanted, invocation),
    });
    if (!isSuccess(created)) return refusal(created, 'creating', source);
    return { verb: 'created', name: (created.body as ManifestObject).metadata.name };
  }
  if (!isSuccess(live)) return refusal(live);
  const current = live.body as ManifestObject;
  const body = threeWayPatch(typeNameOf(resource), {
    applied: lastAppliedOf(current),
    wanted,
    live: current,
  });
  const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
  const patched = yield* request({ method: 'PATCH', path, headers, body });
  if (isSuccess(patched)) {
    const failure = yield* recordChange({ path, object: current }, invocation);
    return failure ?? { verb: 'configured', name };
  }
  return refusal(patched, `applying patch:\n${JSON.stringify(body)}\nto:\n&{}\nfor:`, source);
}
