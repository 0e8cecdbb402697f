// kubectl get.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { fail, formatStatus, isSuccess } from '../failures.ts';
import { pathOf } from '../objectPaths.ts';
import { formatTable } from '../printers/table.ts';
import { now, print, printError, request, type Part, type Program } from '../process.ts';
import { parseNamed, singularOf, type Named } from '../resourceTypes.ts';
import { formatJSON, formatYAML } from '../text/yamlText.ts';
import type { Command, Invocation } from './command.ts';
import { readFiles } from './files.ts';
import { resourceTypesHelp } from './help.ts';

export const get: Command = {
  name: 'get',
  run,
};

const OUTPUTS = ['', 'wide', 'yaml', 'json', 'name'];

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const output = args.text('output') ?? '';
  if (!OUTPUTS.includes(output)) {
    return yield* fail(`error: output format "${output}" not recognized`);
  }
  if (args.words.length === 0 && !args.isSet('filename')) {
    yield* print(resourceTypesHelp('get'));
    return yield* fail(
      "error: Required resource not specified.\nSee 'kubectl get -h' for help and examples.",
    );
  }
  const found = yield* find(invocation);
  if (typeof found === 'string') return yield* fail(found);
  const { objects, problems, isSingle } = found;
  const shown =
    output === '' || output === 'wide' ? objects.filter(isShown(args.isOn('show-all'))) : objects;
  yield* print(
    output === 'yaml' || output === 'json'
      ? printWhole(objects, output, isSingle)
      : output === 'name'
        ? objects.map(nameOf).join('')
        : formatTable(shown, {
            now: yield* now(),
            isWide: output === 'wide',
            hasNamespace: args.isOn('all-namespaces'),
            hasLabels: args.isOn('show-labels'),
            hasHeaders: !args.isOn('no-headers'),
            labelColumns: args.list('label-columns'),
          }),
  );
  for (const problem of problems) yield* printError(`${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}

/** Finished pods are hidden from tables, as 1.2 and 1.3 do. */
function isShown(showsAll: boolean): (object: ApiObject) => boolean {
  return (object) => {
    if (showsAll || object.kind !== 'Pod') return true;
    const { phase } = object.status;
    return phase !== 'Succeeded' && phase !== 'Failed';
  };
}

interface Found {
  readonly objects: readonly ApiObject[];
  readonly problems: readonly string[];
  /** One object was named: it is printed by itself, not as a List. */
  readonly isSingle: boolean;
}

/** Everything that the words, the selector or the files name. */
export function* find(invocation: Invocation): Part<Found | string> {
  const { args, namespace } = invocation;
  const named = args.isSet('filename') ? yield* namedByFiles(invocation) : parseNamed(args.words);
  if (typeof named === 'string') return named;
  const scope = args.isOn('all-namespaces') ? undefined : namespace;
  const objects: ApiObject[] = [];
  const problems: string[] = [];
  for (const { resource, name } of named) {
    if (name !== undefined && args.isSet('selector')) {
      return 'error: selectors and the all flag cannot be used when passing resource/name arguments';
    }
    const response = yield* request({
      method: 'GET',
      path: pathOf(resource, scope, name),
      ...(args.isSet('selector') ? { query: { labelSelector: args.text('selector') ?? '' } } : {}),
    });
    if (!isSuccess(response)) problems.push(formatStatus(response));
    else if (name !== undefined) objects.push(response.body as ApiObject);
    else objects.push(...(response.body as { items: readonly ApiObject[] }).items);
  }
  return { objects, problems, isSingle: named.length === 1 && named[0]?.name !== undefined };
}

function* namedByFiles(invocation: Invocation): Part<Named[] | string> {
  const named: Named[] = [];
  for (const entry of yield* readFiles(invocation)) {
    if ('problem' in entry) return entry.problem;
    named.push({ resource: entry.manifest.resource, name: entry.manifest.object.metadata.name });
  }
  return named;
}

function printWhole(
  objects: readonly ApiObject[],
  output: 'yaml' | 'json',
  isSingle: boolean,
): string {
  if (isSingle && objects.length === 0) return '';
  const format = output === 'yaml' ? formatYAML : formatJSON;
  return format(
    isSingle ? objects[0] : { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects },
  );
}

function nameOf(object: ApiObject): string {
  return `${singularOf({ kind: object.kind } as never)}/${object.metadata.name}\n`;
}
