// What a program of the shell is given.

import { printError, type Part, type Program, type ShellEnvironment } from '../process.ts';
import type { Input } from './input.ts';
import type { ShellState } from './state.ts';

export interface ProgramCall {
  /** The name that it was called by. */
  readonly name: string;
  /** The words behind the program's name. */
  readonly words: readonly string[];
  readonly stdin: Input;
  /** True when what it prints goes to the terminal: neither into a pipe nor into a file. */
  readonly showsTerminal: boolean;
  /** The shell that runs it: where it is, its folder, its variables. Only builtins change it. */
  readonly state: ShellState;
  /** Another program, in the same shell. */
  run(words: readonly string[], stdin?: Input): Program;
  /** A program in a shell of its own at another place. */
  runAt(environment: ShellEnvironment, words: readonly string[], stdin?: Input): Program;
  /** A text of bash in a shell of its own: `bash -c`, `ssh`, `watch`. */
  runText(text: string, options?: TextOptions): Program;
  /** A text of bash in this shell: `eval`, `source`. */
  runHere(text: string): Program;
  /** What a program prints, kept. */
  capture(program: Program): Part<Captured>;
}

export interface TextOptions {
  readonly environment?: ShellEnvironment;
  readonly stdin?: Input;
  readonly positional?: readonly string[];
  /** How the shell calls itself. */
  readonly name?: string;
}

export interface Captured {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export type ShellProgram = (call: ProgramCall) => Program;

/** A builtin's complaint, as bash words it. */
export function complain({ state, name }: ProgramCall, text: string): Part<void> {
  return printError(`${state.name}: ${name}: ${text}\n`);
}
