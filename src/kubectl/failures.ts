// How kubectl tells what went wrong: a failure is a value until it is printed, because the same one reads differently alone
// and among others (cmd/util/helpers.go of 1.0 and 1.3).

import type { Status } from '../cluster/api/meta.ts';
import type { ApiResponse } from '../cluster/apiserver/client.ts';
import { printError, type Part } from './process.ts';
import { currentRelease, type Release } from './release.ts';

export type Failure =
  /** The API server's answer; `when` names what was being done: `creating "x.yaml"`. */
  | { readonly type: 'status'; readonly status: Status; readonly when?: string }
  /** A mistake that kubectl found. */
  | { readonly type: 'mistake'; readonly text: string }
  /** A mistake in how a command was used. */
  | { readonly type: 'usage'; readonly command: string; readonly text: string }
  /** No such type; alone it is told without "error: ". */
  | { readonly type: 'unknownType'; readonly name: string }
  /** Go's aggregate of errors. What went wrong while files were read is one even if it is alone. */
  | { readonly type: 'several'; readonly failures: readonly Failure[] };

/** True for a failure in the place of something else that a part of a command makes. */
export function isFailure(value: object): value is Failure {
  return 'type' in value && !('metadata' in value) && TYPES.includes(value.type as Failure['type']);
}

const TYPES: readonly Failure['type'][] = ['status', 'mistake', 'usage', 'unknownType', 'several'];

/** True for an answer that is an object, not a failure. */
export function isSuccess({ status }: ApiResponse): boolean {
  return status >= 200 && status < 300;
}

export function isNotFound(failure: Failure): boolean {
  return failure.type === 'status' && failure.status.reason === 'NotFound';
}

export function mistake(text: string): Failure {
  return { type: 'mistake', text };
}

/** A mistake in how a command was used. */
export function usageMistake(command: string, text: string): Failure {
  return { type: 'usage', command, text };
}

/** A failed answer. The source is the file that the object came from, '' if it came from none. */
export function refusal(
  response: ApiResponse,
  verb?: string,
  source?: string,
): Extract<Failure, { type: 'status' }> {
  const status = response.body as Status;
  return { type: 'status', status, ...(verb && source ? { when: `${verb} "${source}"` } : {}) };
}

/** Several failures as one, or none. */
export function together(failures: readonly Failure[]): Failure | undefined {
  if (failures.length <= 1) return failures[0];
  return { type: 'several', failures };
}

/** How a failure reads. */
interface Wording {
  readonly release: Release;
  /** kubectl 1.0 begins the causes of an invalid object so in some commands. */
  readonly prefix10?: string;
}

/** The text that a command ends with, without the last line end. */
export function formatFailure(failure: Failure, wording: Wording = { release: 'v1.3' }): string {
  const isOld = wording.release === 'v1.0';
  switch (failure.type) {
    case 'status':
      return failure.status.reason === 'Invalid'
        ? formatInvalid(failure.status, wording)
        : inner(failure);
    case 'mistake':
      return `error: ${failure.text}`;
    case 'usage':
      return `error: ${failure.text}\n${seeHelp(failure.command, isOld)}`;
    case 'unknownType':
      return isOld
        ? `error: no resource "${failure.name}" has been defined`
        : `the server doesn't have a resource type "${failure.name}"`;
    case 'several':
      return failure.failures.map(inner).join('\n');
  }
}

function seeHelp(command: string, isOld: boolean): string {
  return isOld
    ? `see 'kubectl ${command} -h' for help.`
    : `See 'kubectl ${command} -h' for help and examples.`;
}

function formatInvalid({ details, message = '' }: Status, { release, prefix10 }: Wording): string {
  const header = `The ${details?.kind} "${details?.name ?? ''}" is invalid`;
  const causes = (details?.causes ?? []).map(({ field, message: text }) => `${field}: ${text}`);
  if (causes.length === 0) causes.push(message);
  const isOne = causes.length === 1;
  const list = isOne ? (causes[0] ?? '') : causes.map((cause) => `* ${cause}`).join('\n');
  if (release === 'v1.0') return `${prefix10 ?? `${header}:`}${isOne ? '' : '\n'}${list}`;
  return `${header}.\n${isOne ? '' : '\n'}${list}`;
}

/** A failure among others. */
function inner(failure: Failure): string {
  return failure.type === 'status' && failure.status.reason !== 'ConnectionRefused'
    ? `Error from server: ${bare(failure)}`
    : bare(failure);
}

/** What Go's Error() gives. */
function bare(failure: Failure): string {
  switch (failure.type) {
    case 'status': {
      const { message = '', reason } = failure.status;
      // Already the first question, what the server can do, is refused: nothing has been begun.
      const hasBegun = reason !== 'ConnectionRefused';
      return failure.when && hasBegun ? `error when ${failure.when}: ${message}` : message;
    }
    case 'mistake':
      return failure.text;
    case 'usage':
      return `${failure.text}\n${seeHelp(failure.command, false)}`;
    case 'unknownType':
      return `no matches for /, Resource=${failure.name}`;
    case 'several': {
      const texts = failure.failures.map(bare);
      return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
    }
  }
}

/** The text for a failed request; `when` names what was being done ("creating "x.yaml""). */
export function formatStatus(response: ApiResponse, when?: string): string {
  const status = response.body as Status;
  return formatFailure({ type: 'status', status, ...(when ? { when } : {}) });
}

/** Prints the text and gives the exit code 1. */
export function* fail(text: string): Part<number> {
  yield* printError(`${text}\n`);
  return 1;
}

/** Ends a command: a failure is printed. */
export function* finish(failure: Failure | undefined, prefix10?: string): Part<number> {
  if (!failure) return 0;
  const release = yield* currentRelease();
  const wording = { release, ...(prefix10 === undefined ? {} : { prefix10 }) };
  return yield* fail(formatFailure(failure, wording));
}
