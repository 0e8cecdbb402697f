// kubectl replace: writes whole objects over those that are there, or with --force deletes them first and makes them anew.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { parseDuration } from '../durations.ts';
import { finish, isSuccess, mistake, refusal, usageMistake, type Failure } from '../failures.ts';
import { now, print, printError, request, sleep, type Part, type Program } from '../process.ts';
import type { ManifestObject } from '../manifests.ts';
import { currentRelease } from '../release.ts';
import { printResult } from '../results.ts';
import { selectObjects, type Selection } from '../selection.ts';
import { visit, type Target } from '../visit.ts';
import { withChangeCause } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';
import { nodePortNotice } from './create.ts';
import { keepingLastApplied } from './lastApplied.ts';
import { logLine } from '../text/glog.ts';
import { deleteObjects } from './reapers.ts';
import { checkShortOutput } from './shortOutput.ts';

export const replace: Command = {
  name: 'replace',
  run,
};

const POLL_MS = 1_000;
const TIMEOUT_MS = 300_000;

const CASCADE_WARNING =
  '"cascade" is set, kubectl will delete and re-create all resources managed by this resource (e.g. Pods created by a ReplicationController). Consider using "kubectl rolling-update" if you want to update a ReplicationController together with its Pods.';

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const isShort = checkShortOutput('replace', args);
  if (typeof isShort === 'object') return yield* finish(isShort);
  if (!args.isSet('filename')) {
    return yield* finish(usageMistake('replace', 'Must specify --filename to replace'));
  }
  if (!args.isOn('force')) {
    if ((args.number('grace-period') ?? -1) >= 0) {
      return yield* finish(mistake('--grace-period must have --force specified'));
    }
    const selection = yield* selectObjects(invocation, { words: [], isValidated: true });
    if ('type' in selection) return yield* finish(selection);
    const failure = yield* visit(selection, (target) => replaceOne(target, isShort, invocation));
    return yield* finish(failure, 'Replace failed');
  }
  return yield* finish(yield* replaceByForce(invocation, isShort));
}

function* replaceOne(
  target: Target,
  isShort: boolean,
  invocation: Invocation,
): Part<Failure | undefined> {
  const { path, source } = target;
  const object = prepared(target, invocation);
  const metadata = object?.metadata;
  let body: unknown = object;
  if (!metadata?.resourceVersion) {
    const current = yield* request({ method: 'GET', path });
    if (isSuccess(current)) {
      const { resourceVersion } = (current.body as ApiObject).metadata;
      body = { ...object, metadata: { ...metadata, resourceVersion } };
    }
  }
  const response = yield* request({ method: 'PUT', path, body });
  if (!isSuccess(response)) return refusal(response, 'replacing', source);
  return yield* reportReplaced(target, response.body as ApiObject, isShort);
}

function prepared({ object }: Target, invocation: Invocation): ManifestObject | undefined {
  return (
    object &&
    keepingLastApplied(withChangeCause(object, invocation), invocation.args.isOn('save-config'))
  );
}

function* reportReplaced(
  { resource }: Target,
  object: ApiObject,
  isShort: boolean,
): Part<undefined> {
  yield* print(nodePortNotice(object, yield* currentRelease()));
  yield* printResult({ resource, name: object.metadata.name }, 'replaced', isShort);
  return undefined;
}

function* replaceByForce(invocation: Invocation, isShort: boolean): Part<Failure | undefined> {
  const { args } = invocation;
  const old = yield* selectObjects(invocation);
  if ('type' in old) return old;
  const isCascading = args.isOn('cascade');
  if (isCascading) {
    yield* printError(`${yield* logLine('W', 'replace.go:184', CASCADE_WARNING)}\n`);
  }
  const timeoutMs = parseDuration(args.text('timeout') ?? '0') ?? 0;
  const failure = yield* deleteObjects(old, {
    isCascading,
    ignoresNotFound: true,
    isShort,
    gracePeriodSeconds: args.number('grace-period') ?? -1,
    timeoutMs,
  });
  if (failure) return failure;
  yield* waitUntilGone(old, timeoutMs || TIMEOUT_MS);
  const fresh = yield* selectObjects(invocation, { words: [], isValidated: true });
  if ('type' in fresh) return fresh;
  let count = 0;
  const problem = yield* visit(fresh, function* (target) {
    const body = prepared(target, invocation);
    const response = yield* request({ method: 'POST', path: target.collection, body });
    if (!isSuccess(response)) return refusal(response);
    count += 1;
    return yield* reportReplaced(target, response.body as ApiObject, isShort);
  });
  return problem ?? (count === 0 ? mistake('no objects passed to replace') : undefined);
}

function* waitUntilGone(selection: Selection, timeoutMs: number): Part<void> {
  yield* visit(
    selection,
    function* ({ path }) {
      const end = (yield* now()) + timeoutMs;
      for (;;) {
        const response = yield* request({ method: 'GET', path });
        if (!isSuccess(response) || (yield* now()) >= end) return undefined;
        yield* sleep(POLL_MS);
      }
    },
    { isFetching: false },
  );
}
