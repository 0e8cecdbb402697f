// What every kubectl command is: a program of effects. What it is called with is in usage/.

import type { Arguments } from '../arguments.ts';
import type { Place } from '../../cluster/network/connection.ts';
import type { Program } from '../process.ts';
import type { Release } from '../release.ts';

export interface Invocation {
  readonly args: Arguments;
  /** All words as they were typed, with `kubectl` before them. */
  readonly line: string;
  /** What was piped in. */
  readonly stdin: string;
  /** --namespace, or "default". */
  readonly namespace: string;
  readonly place: Place;
  /** Which kubectl this is. */
  readonly release: Release;
  /** A variable of the shell, such as EDITOR. */
  variable(name: string): string | undefined;
  /** Runs a shell line at another place (kubectl exec). */
  runAt(place: Place, words: readonly string[]): Program;
}

export interface Command {
  readonly name: string;
  run(invocation: Invocation): Program;
}
