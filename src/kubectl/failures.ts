// How kubectl 1.3 tells what went wrong: texts of the API server's Status answers and of its own mistakes.

import type { Status } from '../cluster/api/meta.ts';
import type { ApiResponse } from '../cluster/apiserver/client.ts';
import { printError, type Part } from './process.ts';

/** True for an answer that is an object, not a failure. */
export function isSuccess({ status }: ApiResponse): boolean {
  return status >= 200 && status < 300;
}

/** The text for a failed request; `when` names what was being done ("creating "x.yaml""). */
export function formatStatus(response: ApiResponse, when?: string): string {
  const { reason, message, details } = response.body as Status;
  if (reason === 'ConnectionRefused') return message ?? '';
  if (reason === 'Invalid' && details?.causes) {
    const header = `The ${details.kind} "${details.name}" is invalid.`;
    const causes = details.causes.map(({ field, message: text }) => `${field}: ${text}`);
    return causes.length === 1
      ? `${header}\n${causes[0]}`
      : `${header}\n\n${causes.map((cause) => `* ${cause}`).join('\n')}`;
  }
  return when
    ? `Error from server: error when ${when}: ${message}`
    : `Error from server: ${message}`;
}

/** Prints the text and gives the exit code 1. */
export function* fail(text: string): Part<number> {
  yield* printError(`${text}\n`);
  return 1;
}

/** A mistake in how a command was used. */
export function* failUsage(command: string, text: string): Part<number> {
  return yield* fail(`error: ${text}\nSee 'kubectl ${command} -h' for help and examples.`);
}
