// The terminal's shell: a line, or a job of one, as a program of effects.

import {
  printError,
  type Background,
  type Part,
  type Program,
  type ShellEnvironment,
} from '../process.ts';
import { Evaluator } from './evaluator.ts';
import { terminalInput } from './input.ts';
import { ExitJump, Jump } from './jumps.ts';
import { endedJobs } from './programs/jobs.ts';
import { ShellState } from './state.ts';

/** A line of the terminal, with its here-documents behind it. */
export function* runLine(line: string, environment: ShellEnvironment): Program {
  const state = new ShellState(environment, { isTerminal: true, name: '-bash' });
  yield* state.recall();
  const exit = yield* toTheEnd(new Evaluator(state, terminalInput, true).runText(line), state);
  yield* state.remember();
  yield* printError(yield* endedJobs());
  return exit;
}

/** What stands before `&`. */
export function* runBackground(background: Background): Program {
  const state = ShellState.ofBackground(background);
  const shell = new Evaluator(state, terminalInput, true);
  return yield* toTheEnd(shell.runList(background.list), state);
}

/** Nothing that leaves a command leaves the line. */
function* toTheEnd(program: Program, state: ShellState): Part<number> {
  try {
    return yield* program;
  } catch (jump) {
    if (!(jump instanceof Jump)) throw jump;
    if (!(jump instanceof ExitJump)) return 0;
    if (jump.message !== '') yield* printError(`${state.name}: ${jump.message}\n`);
    return jump.exit;
  }
}
