// What a program of the shell is given.

import type { Program, ShellEnvironment } from '../process.ts';

export interface ProgramCall {
  /** The words behind the program's name. */
  readonly words: readonly string[];
  readonly stdin: string;
  readonly environment: ShellEnvironment;
  /** A line at this or another place. */
  runLine(line: string, environment: ShellEnvironment): Program;
  runWords(words: readonly string[], stdin: string, environment: ShellEnvironment): Program;
}

export type ShellProgram = (call: ProgramCall) => Program;
