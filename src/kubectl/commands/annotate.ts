// kubectl annotate.

import { finish, isSuccess, mistake, refusal, usageMistake, type Failure } from '../failures.ts';
import { request, type Part, type Program } from '../process.ts';
import { printResult } from '../results.ts';
import { isSingle, selectObjects } from '../selection.ts';
import { visit, type Target } from '../visit.ts';
import { CHANGE_CAUSE, recordChange } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';
import { printMade } from './output.ts';
import { applyChanges, splitPairs, type Changes } from './pairs.ts';

export const annotate: Command = {
  name: 'annotate',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const prepared = prepare(invocation);
  if ('type' in prepared) return yield* finish(prepared);
  const { words, changes } = prepared;
  const selection = yield* selectObjects(invocation, { words, hasSelector: true });
  if ('type' in selection) return yield* finish(selection);
  if (args.text('resource-version') && !isSingle(selection)) {
    return yield* finish(mistake('--resource-version may only be used with a single resource'));
  }
  return yield* finish(
    yield* visit(selection, (target) => annotateOne(target, changes, invocation)),
  );
}

function prepare({
  args,
}: Invocation): { readonly words: readonly string[]; readonly changes: Changes } | Failure {
  const split = splitPairs(args.words, 'annotation');
  if ('type' in split) {
    return split.type === 'mistake' ? usageMistake('annotate', split.text) : split;
  }
  const { words, pairs } = split;
  const changes = parseAnnotations(pairs);
  if (typeof changes === 'string') return usageMistake('annotate', changes);
  if (words.length === 0 && !args.isSet('filename')) {
    return usageMistake(
      'annotate',
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  if (pairs.length === 0) {
    return usageMistake('annotate', 'at least one annotation update is required');
  }
  const both = changes.remove.filter((key) => Object.hasOwn(changes.set, key));
  return both.length > 0
    ? usageMistake(
        'annotate',
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      )
    : { words, changes };
}

function parseAnnotations(pairs: readonly string[]): Changes | string {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  const wrong: string[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 0) remove.push(pair.slice(0, -1));
    else if (at === pair.length - 1) wrong.push(pair);
    else set[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return wrong.length > 0 ? `invalid annotation format: ${wrong.join(', ')}` : { set, remove };
}

function* annotateOne(
  { path, resource, name, object }: Target,
  changes: Changes,
  invocation: Invocation,
): Part<Failure | undefined> {
  const { args } = invocation;
  const annotations = object?.metadata.annotations ?? {};
  // What was done may be said anew at any time.
  const taken = Object.keys(changes.set).filter(
    (key) => key !== CHANGE_CAUSE && Object.hasOwn(annotations, key),
  );
  if (taken.length > 0 && !args.isOn('overwrite')) {
    const found = taken.map((key) => `'${key}' already has a value (${annotations[key]})`);
    return mistake(
      `--overwrite is false but found the following declared annotation(s): ${found.join('; ')}`,
    );
  }
  const { patch, isChanged } = applyChanges(annotations, changes);
  const resourceVersion = args.text('resource-version') ?? '';
  const metadata = {
    ...(isChanged ? { annotations: patch } : {}),
    ...(resourceVersion === '' ? {} : { resourceVersion }),
  };
  const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
  const response = yield* request({ method: 'PATCH', path, headers, body: { metadata } });
  if (!isSuccess(response)) return refusal(response);
  const unrecorded = yield* recordChange({ path, object }, invocation);
  if (unrecorded) return unrecorded;
  if (args.isSet('output')) return yield* printMade(response.body, invocation);
  yield* printResult({ resource, name }, 'annotated');
  return undefined;
}
