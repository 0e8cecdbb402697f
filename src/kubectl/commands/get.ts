// kubectl get.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { fail } from '../failures.ts';
import { readOutput, type Output } from '../printers/output.ts';
import { sortObjects } from '../printers/sorting.ts';
import { formatTable, type TableOptions } from '../printers/table.ts';
import { now, print, printError, type Program } from '../process.ts';
import type { Command, Invocation } from './command.ts';
import { exported } from './export.ts';
import { fetchWanted, findWanted, Mistake, type Found, type FoundGroup } from './find.ts';
import { printTypesHelp } from './help.ts';
import { watchObjects } from './watch.ts';

export const get: Command = { name: 'get', run };

function* run(invocation: Invocation): Program {
  const { args, release } = invocation;
  const output = yield* readOutput(args, release);
  if (args.words.length === 0 && !args.isSet('filename')) {
    return yield* printTypesHelp('get', release);
  }
  if (typeof output === 'string') return yield* fail(`error: ${output}`);
  const wanted = yield* findWanted(invocation);
  if (wanted instanceof Mistake) {
    // They come among the errors of objects, which have no prefix in 1.3.
    return yield* fail(release === 'v1.0' ? `error: ${wanted.text}` : wanted.text);
  }
  const tableOptions = (isWatching: boolean, present: number): TableOptions => ({
    release,
    now: present,
    isWide: output.isWide,
    isWatching,
    hasNamespace: args.isOn('all-namespaces'),
    hasLabels: args.isOn('show-labels'),
    hasHeaders: !args.isOn('no-headers'),
    // What is asked for by its name is shown, finished or not.
    showsFinished: args.isOn('show-all') || wanted.some(({ name }) => name !== undefined),
    labelColumns: args.list('label-columns'),
  });
  if (args.isOn('watch') || args.isOn('watch-only')) {
    return yield* watchObjects(invocation, { wanted, output, tableOptions });
  }
  const found = yield* fetchWanted(invocation, wanted);
  if (output.print) return yield* printTogether(invocation, found, output.print);
  const options = tableOptions(false, yield* now());
  return release === 'v1.0'
    ? yield* printTables10(found, options)
    : yield* printTable(invocation, found, options);
}

function objectsOf({ groups }: Found): readonly ApiObject[] {
  return groups.flatMap(({ objects }) => objects);
}

function* printTable(invocation: Invocation, found: Found, options: TableOptions): Program {
  const { args } = invocation;
  const objects = objectsOf(found);
  const field = args.text('sort-by') ?? '';
  const sorted =
    field === '' || objects.length < 2 ? objects : sortObjects(objects, field, (each) => each);
  if (typeof sorted === 'string') return yield* endWith([...found.problems, sorted]);
  const { text, problems } = formatTable(sorted, options);
  yield* print(text);
  return yield* endWith([...found.problems, ...problems]);
}

/** A table of each list, with its header even when it is empty, and of each object that was named. */
function* printTables10({ groups, problems }: Found, options: TableOptions): Program {
  for (const { wanted, objects } of groups) {
    const { text } = formatTable(objects, options, wanted.type.kind);
    yield* print(text);
  }
  return yield* endWith(problems);
}

function* printTogether(
  { args }: Invocation,
  { groups, problems, isSingle }: Found,
  printAll: NonNullable<Output['print']>,
): Program {
  if (isSingle && groups.length === 0) return yield* endWith(problems);
  const objects = groups.flatMap((group) => exportedOf(group, args.isOn('export')));
  const field = args.text('sort-by') ?? '';
  const sorted = field === '' || isSingle ? objects : sortObjects(objects, field, (each) => each);
  if (typeof sorted === 'string') return yield* endWith([...problems, sorted]);
  const { text, problem } = printAll(sorted, isSingle);
  yield* print(text);
  return yield* endWith(problem === undefined ? problems : [...problems, problem]);
}

function exportedOf({ objects }: FoundGroup, isExport: boolean): readonly ApiObject[] {
  return isExport ? objects.map(exported) : objects;
}

function* endWith(problems: readonly string[]): Program {
  for (const problem of problems) yield* printError(`${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}
