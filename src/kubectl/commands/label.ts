// kubectl label.

import { isLabelValue } from '../../cluster/api/core/v1/names.ts';
import { finish, isSuccess, mistake, refusal, usageMistake, type Failure } from '../failures.ts';
import { print, request, type Part, type Program } from '../process.ts';
import type { Release } from '../release.ts';
import { printResult } from '../results.ts';
import { isSingle, selectObjects } from '../selection.ts';
import { visit, type Target } from '../visit.ts';
import { recordChange } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';
import { printMade } from './output.ts';
import { applyChanges, splitPairs, type Changes } from './pairs.ts';

export const label: Command = {
  name: 'label',
  run,
};

function* run(invocation: Invocation): Program {
  const { args, release } = invocation;
  const split = splitPairs(args.words, 'label');
  if ('type' in split) return yield* finish(split);
  const { words, pairs } = split;
  if (words.length === 0 && !args.isSet('filename')) {
    return yield* finish(
      usageMistake(
        'label',
        'one or more resources must be specified as <resource> <name> or <resource>/<name>',
      ),
    );
  }
  if (pairs.length === 0) {
    return yield* finish(usageMistake('label', 'at least one label update is required'));
  }
  const changes = parseLabels(pairs, release);
  if (typeof changes === 'string') return yield* finish(usageMistake('label', changes));
  const selection = yield* selectObjects(invocation, { words, hasSelector: true });
  if ('type' in selection) return yield* finish(selection);
  const resourceVersion = args.text('resource-version') ?? '';
  if (resourceVersion !== '' && !isSingle(selection)) {
    return yield* finish(
      usageMistake('label', '--resource-version may only be used with a single resource'),
    );
  }
  const options = { changes, resourceVersion, invocation };
  return yield* finish(yield* visit(selection, (target) => labelOne(target, options)));
}

function parseLabels(pairs: readonly string[], release: Release): Changes | string {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  for (const pair of pairs) {
    if (!pair.includes('=')) {
      remove.push(pair.slice(0, -1));
      continue;
    }
    const [key = '', value = '', ...more] = pair.split('=');
    if (more.length > 0) return `invalid label spec: ${pair}`;
    const problems = isLabelValue(value);
    if (problems.length > 0) {
      if (release === 'v1.0') return `invalid label spec: ${pair}`;
      return `invalid label value: ${JSON.stringify(pair)}: ${problems.join(';')}`;
    }
    set[key] = value;
  }
  return remove.some((key) => Object.hasOwn(set, key))
    ? 'can not both modify and remove a label in the same command'
    : { set, remove };
}

interface Options {
  readonly changes: Changes;
  readonly resourceVersion: string;
  readonly invocation: Invocation;
}

function* labelOne(
  { path, resource, name, object }: Target,
  { changes, resourceVersion, invocation }: Options,
): Part<Failure | undefined> {
  const { args } = invocation;
  const labels = object?.metadata.labels ?? {};
  const isDry = args.isOn('dry-run');
  if (!isDry) {
    for (const key of invocation.release === 'v1.0' ? [] : changes.remove) {
      if (!Object.hasOwn(labels, key)) yield* print(`label ${JSON.stringify(key)} not found.\n`);
    }
  }
  const taken = Object.keys(changes.set).filter((key) => Object.hasOwn(labels, key));
  if (taken.length > 0 && !args.isOn('overwrite')) {
    const failures = taken.map((key) =>
      mistake(`'${key}' already has a value (${labels[key]}), and --overwrite is false`),
    );
    return { type: 'several', failures };
  }
  const { patch, isChanged } = applyChanges(labels, changes);
  let labelled: unknown = object;
  if (!isDry) {
    const metadata = {
      ...(isChanged ? { labels: patch } : {}),
      ...(resourceVersion === '' ? {} : { resourceVersion }),
    };
    const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
    const response = yield* request({ method: 'PATCH', path, headers, body: { metadata } });
    if (!isSuccess(response)) return refusal(response);
    labelled = response.body;
    const unrecorded = yield* recordChange({ path, object }, invocation);
    if (unrecorded) return unrecorded;
  }
  if (args.isSet('output') || invocation.release === 'v1.0')
    return yield* printMade(labelled, invocation);
  const isDone = !isDry && (isChanged || resourceVersion !== '');
  yield* printResult({ resource, name }, isDone ? 'labeled' : 'not labeled');
  return undefined;
}
