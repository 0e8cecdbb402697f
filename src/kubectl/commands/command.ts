// What every kubectl command is: its flags, and a program of effects.

import type { Arguments, FlagSpec } from '../arguments.ts';
import type { Place } from '../../cluster/network/connection.ts';
import type { Program } from '../process.ts';

export interface Invocation {
  readonly args: Arguments;
  /** What was piped in. */
  readonly stdin: string;
  /** --namespace, or "default". */
  readonly namespace: string;
  readonly place: Place;
  /** Runs a shell line at another place (kubectl exec). */
  runAt(place: Place, words: readonly string[]): Program;
}

export interface Command {
  readonly name: string;
  readonly flags: readonly FlagSpec[];
  /** One line for `kubectl help`. */
  readonly summary: string;
  readonly usage: string;
  run(invocation: Invocation): Program;
}

export const fileFlags: readonly FlagSpec[] = [
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'validate', type: 'bool' },
  { name: 'record', type: 'bool' },
  { name: 'output', short: 'o', type: 'string' },
];

export const selectorFlags: readonly FlagSpec[] = [
  { name: 'selector', short: 'l', type: 'string' },
  { name: 'all', type: 'bool' },
];
