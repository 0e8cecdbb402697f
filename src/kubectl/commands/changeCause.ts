// --record: the command line is kept in an annotation of what it changed, and kept up once it is there.

import { isSuccess, refusal, type Failure } from '../failures.ts';
import type { ManifestObject } from '../manifests.ts';
import { request, type Part } from '../process.ts';
import type { Invocation } from './command.ts';

export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** Whether a change to an object is to be recorded. */
function isRecorded(object: ManifestObject | undefined, { args }: Invocation): boolean {
  if (args.isSet('record')) return args.isOn('record');
  return object?.metadata.annotations?.[CHANGE_CAUSE] !== undefined;
}

/** An object to be sent, with the command in it if it is to be recorded. */
export function withChangeCause(object: ManifestObject, invocation: Invocation): ManifestObject {
  if (!isRecorded(object, invocation)) return object;
  const annotations = { ...object.metadata.annotations, [CHANGE_CAUSE]: invocation.line };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Writes the command to an object that has been changed, if it is to be recorded. */
export function* recordChange(
  { path, object }: { readonly path: string; readonly object?: ManifestObject | undefined },
  invocation: Invocation,
): Part<Failure | undefined> {
  if (!isRecorded(object, invocation)) return undefined;
  const body = { metadata: { annotations: { [CHANGE_CAUSE]: invocation.line } } };
  const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
  const response = yield* request({ method: 'PATCH', path, headers, body });
  return isSuccess(response) ? undefined : refusal(response);
}
