// The -o of commands that print one line for an object: only `-o name` makes sense.

import type { Arguments } from '../arguments.ts';
import { usageMistake, type Failure } from '../failures.ts';

/** True for -o name. */
export function checkShortOutput(command: string, args: Arguments): boolean | Failure {
  const output = args.text('output') ?? '';
  if (output === '' || output === 'name') return output === 'name';
  return usageMistake(command, `Unexpected -o output mode: ${output}. We only support '-o name'.`);
}
