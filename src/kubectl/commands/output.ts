// How commands that make or change an object print it with -o, or as a table.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { mistake, type Failure } from '../failures.ts';
import { readOutput } from '../printers/output.ts';
import { formatTable } from '../printers/table.ts';
import { now, print, type Part } from '../process.ts';
import type { Invocation } from './command.ts';

export function* printMade(made: unknown, invocation: Invocation): Part<Failure | undefined> {
  const { text, failure } = yield* formatMade(made, invocation);
  yield* print(text);
  return failure;
}

/** What -o makes of an object, and what went wrong with it. */
export function* formatMade(
  made: unknown,
  { args, release }: Invocation,
): Part<{ readonly text: string; readonly failure?: Failure }> {
  const object = made as ApiObject;
  const output = yield* readOutput(args, release);
  if (typeof output === 'string') return { text: '', failure: mistake(output) };
  if (output.print) {
    const { text, problem } = output.print([object], true);
    return problem === undefined ? { text } : { text, failure: mistake(problem.trimEnd()) };
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
  return { text };
}
