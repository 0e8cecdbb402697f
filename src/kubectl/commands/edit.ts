// kubectl edit: opens objects in an editor and sends what was changed. The editor is $KUBE_EDITOR or $EDITOR if there is one,
// else that of the page, which answers when the file is saved.

import { typeNameOf } from '../../cluster/api/kinds.ts';
import { readArgument } from '../documents.ts';
import { finish, isSuccess, mistake, refusal, type Failure } from '../failures.ts';
import type { ManifestObject } from '../manifests.ts';
import { pathOf } from '../objectPaths.ts';
import { print, printError, readFile, request, type Part, type Program } from '../process.ts';
import { printResult } from '../results.ts';
import { selectObjects } from '../selection.ts';
import { formatJSON, formatYAML } from '../text/yamlText.ts';
import { collect, type Target } from '../visit.ts';
import type { Command, Invocation } from './command.ts';
import { threeWayPatch } from './threeWayPatch.ts';

export const edit: Command = { name: 'edit', run };

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** Why a file is opened again. */
interface Reason {
  readonly head: string;
  readonly causes: readonly string[];
}

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const output = args.text('output') || 'yaml';
  if (output !== 'yaml' && output !== 'json') {
    return yield* finish(mistake(`The flag 'output' must be one of yaml|json`));
  }
  const selection = yield* selectObjects(invocation, { allowsAll: true });
  if ('type' in selection) return yield* finish(selection);
  const { targets, failure } = yield* collect(selection);
  if (failure) return yield* finish(failure);
  const [first] = targets;
  if (!first) return yield* finish(mistake('edit cancelled, no objects found.'));
  const objects = targets.flatMap(({ object }) => object ?? []);
  const whole =
    targets.length === 1
      ? first.object
      : { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects };
  const original = output === 'json' ? formatJSON(whole) : formatYAML(whole);
  const file = `/root/kubectl-edit-${first.name}.${output}`;
  const exit = yield* editUntilDone(invocation, { targets, original, file });
  yield { type: 'writeFile', path: file, text: undefined };
  return exit;
}

interface Editing {
  readonly targets: readonly Target[];
  readonly original: string;
  readonly file: string;
}

function* editUntilDone(invocation: Invocation, { targets, original, file }: Editing): Program {
  let reasons: readonly Reason[] = [];
  let edited = original;
  for (;;) {
    const before: string = edited;
    const text: string = `${HEADER}${reasons.map(formatReason).join('')}${withoutComments(edited)}`;
    edited = withoutComments(yield* openEditor(invocation, file, text));
    const isSame = edited === withoutComments(before);
    if (isSame || edited === withoutComments(original)) {
      return yield* cancel(
        isSame && reasons.length > 0 ? 'no valid changes were saved' : 'no changes made',
      );
    }
    if (edited.trim() === '') return yield* cancel('saved file was empty');
    const read = readArgument(edited);
    if ('problem' in read) {
      reasons = [{ head: `The edited file had a syntax error: ${read.problem}`, causes: [] }];
      continue;
    }
    const found = yield* sendEdited(targets, read.value);
    if (!Array.isArray(found)) return yield* finish(found as Failure | undefined);
    if (found.length === 0) return 0;
    reasons = found as readonly Reason[];
  }
}

function formatReason({ head, causes }: Reason): string {
  const lines = causes.map((cause) => `# * ${cause}\n`).join('');
  return `# ${head}${causes.length > 0 ? ':' : ''}\n${lines}#\n`;
}

function* cancel(why: string): Program {
  yield* printError(`Edit cancelled, ${why}.\n`);
  return 0;
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*#.*\n?/gm, '');
}

/** The file as it was left. */
function* openEditor(
  { variable, place, runAt }: Invocation,
  file: string,
  text: string,
): Part<string> {
  yield { type: 'writeFile', path: file, text };
  const editor = variable('KUBE_EDITOR') || variable('EDITOR') || 'vi';
  if (/^(\S*\/)?(vi|vim|nano)$/.test(editor)) {
    const saved = (yield { type: 'edit', path: file, isAwaited: true }) as string | undefined;
    return saved ?? text;
  }
  yield* runAt(place, [...editor.split(' ').filter((word) => word !== ''), file]);
  return (yield* readFile(file)) ?? '';
}

/** Why it must be edited again: no reasons when all is done, a failure when nothing can be done. */
function* sendEdited(
  targets: readonly Target[],
  value: unknown,
): Part<readonly Reason[] | Failure> {
  const list = value as { readonly kind?: unknown; readonly items?: unknown };
  const edited = list.kind === 'List' && Array.isArray(list.items) ? list.items : [value];
  const reasons: Reason[] = [];
  for (const object of edited as readonly ManifestObject[]) {
    const target = targets.find(
      ({ name, resource }) => resource.kind === object.kind && name === object.metadata?.name,
    );
    if (!target) return mistake('At least one of apiVersion, kind and name was changed');
    const reason = yield* sendOne(target, object);
    if (reason) reasons.push(reason);
  }
  return reasons;
}

function* sendOne(target: Target, edited: ManifestObject): Part<Reason | undefined> {
  const { resource, namespace, name, object } = target;
  const body = threeWayPatch(typeNameOf(resource), {
    applied: object,
    wanted: edited,
    live: object,
  });
  if (Object.keys(body).length === 0) {
    yield* printResult(target, 'skipped');
    return undefined;
  }
  const path = pathOf(resource, namespace, name);
  const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
  const response = yield* request({ method: 'PATCH', path, headers, body });
  if (isSuccess(response)) {
    yield* printResult(target, 'edited');
    return undefined;
  }
  const failure = refusal(response);
  const { message = '', reason, details } = failure.status;
  if (reason !== 'Invalid') {
    yield* print(`Error: the ${resource.plural} ${name} could not be patched: ${message}\n`);
    return { head: message, causes: [] };
  }
  yield* print(`Error: the ${resource.plural} ${name} is invalid\n`);
  return {
    head: `${resource.plural} ${JSON.stringify(name)} was not valid`,
    causes: (details?.causes ?? []).map((cause) => `${cause.field}: ${cause.message}`),
  };
}
