// kubectl describe.

import { describe as describeObject } from '../describe/describe.ts';
import { fail } from '../failures.ts';
import { print, printError, type Program } from '../process.ts';
import type { Command, Invocation } from './command.ts';
import { find } from './get.ts';
import { resourceTypesHelp } from './help.ts';

export const describe: Command = {
  name: 'describe',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  if (args.words.length === 0 && !args.isSet('filename')) {
    yield* print(resourceTypesHelp('describe'));
    return yield* fail(
      "error: Required resource not specified.\nSee 'kubectl describe -h' for help and examples.",
    );
  }
  const found = yield* find(invocation);
  if (typeof found === 'string') return yield* fail(found);
  const texts: string[] = [];
  for (const object of found.objects) texts.push(yield* describeObject(object));
  if (texts.length > 0) yield* print(`${texts.join('\n\n')}\n\n`);
  for (const problem of found.problems) yield* printError(`${problem}\n`);
  return found.problems.length > 0 ? 1 : 0;
}
