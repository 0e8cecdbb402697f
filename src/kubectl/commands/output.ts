// How commands that make or change an object print it with -o, or as a table.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { mistake, type Failure } from '../failures.ts';
import { readOutput } from '../printers/output.ts';
import { formatTable } from '../printers/table.ts';
import { now, print, type Part } from '../process.ts';
import type { Invocation } from './command.ts';

export function* printMade(made: unknown, invocation: Invocation): Part<Failure | undefined> {
  const { args, release } = invocation;
  const object = made as ApiObject;
  const output = yield* readOutput(args, release);
  if (typeof output === 'string') return mistake(output);
  if (output.print) {
    const { text, problem } = output.print([object], true);
    yield* print(text);
    return problem === undefined ? undefined : mistake(problem.trimEnd());
  }
  const { text } = formatTable([object], {
    release,
    now: yield* now(),
    isWide: output.isWide,
    isWatching: false,
    hasNamespace: false,
    hasLabels: args.isOn('show-labels'),
    hasHeaders: !args.isOn('no-headers'),
    showsFinished: true,
    labelColumns: args.list('label-columns'),
  });
  yield* print(text);
  return undefined;
}
