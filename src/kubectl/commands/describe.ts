// kubectl describe.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { describeObject } from '../describe/describe.ts';
import { fail } from '../failures.ts';
import { print, printError, type Part, type Program } from '../process.ts';
import type { Command, Invocation } from './command.ts';
import { fetchOne, fetchWanted, findWanted, Mistake, type Wanted } from './find.ts';
import { printTypesHelp } from './help.ts';

export const describe: Command = { name: 'describe', run };

function* run(invocation: Invocation): Program {
  const { args, release } = invocation;
  if (args.words.length === 0 && !args.isSet('filename')) {
    return yield* printTypesHelp('describe', release);
  }
  const wanted = yield* findWanted(invocation);
  if (wanted instanceof Mistake) {
    return yield* fail(wanted.isBare ? wanted.text : `error: ${wanted.text}`);
  }
  const [only] = wanted;
  if (release === 'v1.0' && only?.name === undefined && !args.isSet('selector')) {
    return yield* fail('error: you must provide one or more resources by argument or filename');
  }
  const found = yield* fetchWanted(invocation, wanted);
  const isPrefix = found.problems.length > 0 && args.words.length === 2 && only?.name !== undefined;
  if (isPrefix && (yield* describePrefixed(invocation, only, only.name))) return 0;
  const problems = [...found.problems];
  for (const object of found.groups.flatMap(({ objects }) => objects)) {
    const text = yield* describeOne(invocation, object);
    if (text === undefined) problems.push(undescribed(object, invocation));
    else yield* print(`${text}\n\n`);
  }
  for (const problem of problems) yield* printError(`${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}

/** Everything whose name begins so; false when there is nothing. */
function* describePrefixed(
  invocation: Invocation,
  { type, namespace }: Wanted,
  prefix: string,
): Part<boolean> {
  const all = yield* fetchOne(invocation, { type, ...(namespace ? { namespace } : {}) });
  if (typeof all === 'string') return false;
  const objects = all.objects.filter(({ metadata }) => metadata.name.startsWith(prefix));
  for (const object of objects) {
    const text = yield* describeOne(invocation, object);
    if (text !== undefined) yield* print(`${text}\n`);
  }
  return objects.length > 0;
}

function* describeOne({ args, release }: Invocation, object: ApiObject): Part<string | undefined> {
  return yield* describeObject(object, { release, showsEvents: args.isOn('show-events', true) });
}

function undescribed({ kind }: ApiObject, { release }: Invocation): string {
  const text = `no description has been implemented for "${kind}"`;
  return release === 'v1.0' ? `error: ${text}` : text;
}
