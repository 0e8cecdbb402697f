// kubectl patch.

import { readArgument } from '../documents.ts';
import { finish, isSuccess, mistake, refusal, usageMistake } from '../failures.ts';
import { print, request, type Program } from '../process.ts';
import { selectObjects } from '../selection.ts';
import { visit } from '../visit.ts';
import { recordChange } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';
import { checkShortOutput } from './shortOutput.ts';

export const patch: Command = {
  name: 'patch',
  run,
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const isShort = checkShortOutput('patch', args);
  if (typeof isShort === 'object') return yield* finish(isShort);
  const text = args.text('patch') ?? '';
  if (text === '') return yield* finish(usageMistake('patch', 'Must specify -p to patch'));
  const type = args.text('type') ?? 'strategic';
  const contentType = Object.hasOwn(CONTENT_TYPES, type) ? CONTENT_TYPES[type] : undefined;
  if (contentType === undefined) {
    const types = Object.keys(CONTENT_TYPES).join(' ');
    return yield* finish(
      usageMistake('patch', `--type must be one of [${types}], not ${JSON.stringify(type)}`),
    );
  }
  const body = bodyOf(text);
  if ('problem' in body) {
    return yield* finish(mistake(`unable to parse ${JSON.stringify(text)}: ${body.problem}`));
  }
  const selection = yield* selectObjects(invocation);
  if ('type' in selection) return yield* finish(selection);
  let count = 0;
  const failure = yield* visit(selection, function* (target) {
    const { path, name } = target;
    const headers = { 'Content-Type': contentType };
    const response = yield* request({ method: 'PATCH', path, headers, body: body.value });
    if (!isSuccess(response)) return refusal(response);
    const unrecorded = yield* recordChange(target, invocation);
    if (unrecorded) return unrecorded;
    count += 1;
    const isNameOnly = isShort || invocation.release === 'v1.0';
    yield* print(
      isNameOnly
        ? `${name}
`
        : `"${name}" patched
`,
    );
    return undefined;
  });
  if (failure) return yield* finish(failure, 'Patch failed');
  return yield* finish(count === 0 ? mistake('no objects passed to patch') : undefined);
}

/** What begins with a brace is sent as it is: only the API server says what is wrong with it. */
function bodyOf(text: string): { readonly value: unknown } | { readonly problem: string } {
  const read = readArgument(text);
  if (!('problem' in read)) return { value: read.value };
  return /^\s*\{/.test(text) ? { value: text } : read;
}
