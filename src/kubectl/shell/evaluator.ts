// Evaluates the tree of a line. Everything that a line does goes through effects, wherever it is run.

import {
  now,
  printError,
  type Part,
  type Program,
  type StartedJob,
  type Variable,
} from '../process.ts';
import {
  runArithmeticFor,
  runCase,
  runCondition,
  runFor,
  runIf,
  runWhile,
} from './compoundCommands.ts';
import { valueOf } from './assignments.ts';
import type { Evaluation } from './evaluation.ts';
import { expandArithmetic, expandText, expandWords } from './expansion.ts';
import { readText } from './fileSystem.ts';
import { PipeInput, type Input } from './input.ts';
import { ExitJump, LoopJump } from './jumps.ts';
import type { ProgramCall, TextOptions } from './program.ts';
import { findProgram } from './programs.ts';
import { capture, openRedirections, route, type Opened } from './redirection.ts';
import { shownPid, ShellState } from './state.ts';
import { parseLine } from './syntax/syntax.ts';
import type { AndOr, Assignment, Command, List, Pipeline, SimpleCommand } from './syntax/tree.ts';

const NOT_FOUND = 127;
const MISUSE = 2;

export class Evaluator implements Evaluation {
  readonly state: ShellState;
  readonly stdin: Input;
  /** What it prints goes to the terminal. */
  private readonly showsTerminal: boolean;
  /** Exit code of the last $( ) of a command: that of a command of nothing but assignments. */
  private substituted: number | undefined;

  constructor(state: ShellState, stdin: Input, showsTerminal: boolean) {
    this.state = state;
    this.stdin = stdin;
    this.showsTerminal = showsTerminal;
  }

  *runList(list: List): Program {
    let exit = 0;
    for (const andOr of list) {
      if (andOr.isBackground) exit = yield* this.startJob(andOr);
      else exit = yield* this.runAndOr(andOr);
      this.state.exit = exit;
    }
    return exit;
  }

  /** A subshell: what leaves it by a jump only ends it. */
  *runSubshell(list: List): Program {
    return yield* this.contained(this.runList(list));
  }

  /** Reads a text and runs it in this shell. */
  *runText(text: string): Program {
    const parsed = parseLine(text, this.state.aliases);
    if ('problem' in parsed) {
      yield* printError(`${this.state.name}: ${parsed.problem}\n`);
      return MISUSE;
    }
    if (parsed.unended) {
      yield* printError(
        `${this.state.name}: warning: here-document delimited by end-of-file (wanted \`${parsed.unended.delimiter}')\n`,
      );
    }
    return yield* this.runList(parsed.list);
  }

  *substitute(list: List): Part<string> {
    const { state } = this;
    const file = onlyReadFile(list);
    if (file) {
      const path = yield* expandText(file, this);
      const found = yield* readText(state, path);
      if ('text' in found) return found.text.replace(/\n+$/, '');
      yield* printError(`${state.name}: ${path}: ${found.problem}\n`);
      return '';
    }
    const child = new Evaluator(state.fork(), this.stdin, false);
    state.budget.enter();
    const { stdout, exit } = yield* capture(child.runSubshell(list), state.budget, false);
    state.budget.leave();
    state.exit = exit;
    this.substituted = exit;
    return stdout.replace(/\n+$/, '');
  }

  *processFile(list: List): Part<string> {
    const { state } = this;
    const child = new Evaluator(state.fork(), this.stdin, false);
    const { stdout } = yield* capture(child.runSubshell(list), state.budget, false);
    const path = `/dev/fd/${63 - state.processFiles.size}`;
    state.processFiles.set(path, stdout);
    return path;
  }

  private *contained(program: Program): Program {
    try {
      return yield* program;
    } catch (jump) {
      if (jump instanceof LoopJump) return 0;
      if (!(jump instanceof ExitJump) || jump.kind === 'exhausted') throw jump;
      if (jump.kind === 'error') yield* printError(`${this.state.name}: ${jump.message}\n`);
      return jump.exit;
    }
  }

  private *startJob(andOr: AndOr): Program {
    const { state } = this;
    yield* state.remember();
    const background = state.background([{ ...andOr, isBackground: false }]);
    const { job, pid } = (yield { type: 'spawn', line: andOr.text, background }) as StartedJob;
    state.rememberJob(pid);
    if (state.isTerminal) yield* printError(`[${job}] ${shownPid(pid)}\n`);
    return 0;
  }

  private *runAndOr({ first, rest }: AndOr): Program {
    let exit = yield* this.runPipeline(first);
    for (const { operator, pipeline } of rest) {
      if ((operator === '&&') !== (exit === 0)) continue;
      this.state.exit = exit;
      exit = yield* this.runPipeline(pipeline);
    }
    return exit;
  }

  private *runPipeline({ commands, isNegated, isTimed }: Pipeline): Program {
    if (isTimed) return yield* this.runTimed({ commands, isNegated, isTimed: false });
    yield* this.state.remember();
    const [only] = commands;
    const exit =
      commands.length > 1
        ? yield* this.runStages(commands)
        : only
          ? yield* this.runCommand(only)
          : 0;
    return isNegated ? (exit === 0 ? 1 : 0) : exit;
  }

  /** `time`: also of what ^C ends. */
  private *runTimed(pipeline: Pipeline): Program {
    const startedAt = yield* now();
    try {
      return yield* this.runPipeline(pipeline);
    } finally {
      yield* printError(timeText((yield* now()) - startedAt));
    }
  }

  /** See input.ts: the last command pulls on the one before it. */
  private *runStages(commands: readonly Command[]): Program {
    const { state } = this;
    const pipes: PipeInput[] = [];
    let stdin = this.stdin;
    const stage = (command: Command, isLast: boolean): Program => {
      const shell = new Evaluator(state.fork(), stdin, isLast && this.showsTerminal);
      return shell.contained(shell.runCommand(command));
    };
    for (const command of commands.slice(0, -1)) {
      const pipe = new PipeInput(stage(command, false), state.budget);
      pipes.push(pipe);
      stdin = pipe;
    }
    const exit = yield* stage(commands.at(-1) as Command, true);
    for (const pipe of pipes.reverse()) yield* pipe.close();
    return exit;
  }

  private *runCommand(command: Command): Program {
    this.state.budget.command();
    if (command.type === 'simple') return yield* this.runSimple(command);
    if (command.redirections.length === 0) return yield* this.runCompound(command);
    const opened = yield* openRedirections(command.redirections, this);
    if ('problem' in opened) return yield* this.fail(opened.problem);
    const shell = this.redirected(opened);
    return yield* route(shell.runCompound(command), opened.sinks, this.state);
  }

  private *runCompound(command: Exclude<Command, SimpleCommand>): Program {
    switch (command.type) {
      case 'for':
        return yield* runFor(command, this);
      case 'arithmetic for':
        return yield* runArithmeticFor(command, this);
      case 'while':
        return yield* runWhile(command, this);
      case 'if':
        return yield* runIf(command, this);
      case 'case':
        return yield* runCase(command, this);
      case 'group': {
        if (!command.isSubshell) return yield* this.runList(command.list);
        const child = new Evaluator(this.state.fork(), this.stdin, this.showsTerminal);
        return yield* child.runSubshell(command.list);
      }
      case 'test':
        return (yield* runCondition(command.condition, this)) ? 0 : 1;
      case 'arithmetic':
        return (yield* expandArithmetic(command.expression, this)) === 0n ? 1 : 0;
      case 'function':
        this.state.define(command.name, command.body);
        return 0;
    }
  }

  private *runSimple({ assignments, words, redirections }: SimpleCommand): Program {
    const { state } = this;
    this.substituted = undefined;
    const [name, ...rest] = yield* expandWords(words, this);
    if (name === undefined) {
      for (const each of assignments) state.put(each.name, yield* valueOf(each, this));
    }
    const opened =
      redirections.length === 0 ? undefined : yield* openRedirections(redirections, this);
    if (opened && 'problem' in opened) return yield* this.fail(opened.problem);
    if (name === undefined) return this.substituted ?? 0;
    const shell = opened ? this.redirected(opened) : this;
    const program = shell.runAssigned(assignments, [name, ...rest]);
    return yield* opened ? route(program, opened.sinks, state) : program;
  }

  /** NAME=value before a command holds for this command alone. */
  private *runAssigned(assignments: readonly Assignment[], words: readonly string[]): Program {
    const { variables } = this.state;
    const before: (readonly [string, Variable | undefined])[] = [];
    for (const each of assignments) {
      const value = yield* valueOf(each, this);
      before.push([each.name, variables.get(each.name)]);
      variables.set(each.name, { ...value, isExported: true });
    }
    const exit = yield* this.runWords(words, this.stdin);
    for (const [name, variable] of before.reverse()) {
      if (variable) variables.set(name, variable);
      else variables.delete(name);
    }
    return exit;
  }

  /** One program (or function) by its name. */
  *runWords(words: readonly string[], stdin: Input): Program {
    const { state } = this;
    const [name = '', ...rest] = words;
    const body = state.functions.get(name);
    if (body) return yield* this.callFunction(body, rest, stdin);
    const found = yield* findProgram(name, state);
    if ('problem' in found) {
      yield* printError(`${state.name}: ${name}: ${found.problem}\n`);
      return found.exit ?? NOT_FOUND;
    }
    return yield* found.program(this.callOf(name, rest, stdin));
  }

  private callOf(name: string, words: readonly string[], stdin: Input): ProgramCall {
    const { state } = this;
    return {
      name,
      words,
      stdin,
      state,
      showsTerminal: this.showsTerminal,
      run: (others, input = stdin) => this.runWords(others, input),
      runAt: (environment, others, input = stdin) => {
        const there = new ShellState(environment, { name: 'sh', budget: state.budget });
        return new Evaluator(there, input, false).runWords(others, input);
      },
      runText: (text, options = {}) => this.runApart(text, { stdin, ...options }),
      runHere: (text) => new Evaluator(state, stdin, this.showsTerminal).runText(text),
      capture: (program) => capture(program, state.budget, true),
    };
  }

  private *callFunction(body: Command, words: readonly string[], stdin: Input): Program {
    const { state } = this;
    const { positional } = state;
    state.budget.enter();
    state.positional = words;
    state.enterFunction();
    try {
      return yield* new Evaluator(state, stdin, this.showsTerminal).runCommand(body);
    } catch (jump) {
      if (jump instanceof ExitJump && jump.kind === 'return') return jump.exit;
      throw jump;
    } finally {
      state.leaveFunction();
      state.positional = positional;
      state.budget.leave();
    }
  }

  /** A text in a shell of its own, here or at another place. */
  private *runApart(text: string, options: TextOptions): Program {
    const { environment, stdin = this.stdin, positional, name = 'bash' } = options;
    const { budget } = this.state;
    const isHere = environment === undefined;
    const state = isHere
      ? this.state.forkExported(name)
      : new ShellState(environment, { name, budget });
    if (positional) state.positional = positional;
    budget.enter();
    const shell = new Evaluator(state, stdin, isHere && this.showsTerminal);
    const exit = yield* shell.contained(shell.runText(text));
    budget.leave();
    return exit;
  }

  /** The same shell with other input and output. */
  private redirected({ stdin = this.stdin, sinks }: Opened): Evaluator {
    const sink = sinks.get(1);
    const isSame = sink?.type === 'stream' && sink.stream === 'stdout';
    return new Evaluator(this.state, stdin, isSame && this.showsTerminal);
  }

  private *fail(problem: string): Program {
    yield* printError(`${this.state.name}: ${problem}\n`);
    return 1;
  }
}

/** The file of `$(< file)`. */
function onlyReadFile(list: List) {
  const [andOr] = list;
  const [command] = andOr?.first.commands ?? [];
  if (list.length !== 1 || command?.type !== 'simple' || andOr?.first.commands.length !== 1) {
    return undefined;
  }
  const [redirection] = command.redirections;
  const isOnly = command.words.length + command.assignments.length === 0;
  return isOnly && redirection?.operator === '<' && command.redirections.length === 1
    ? redirection.target
    : undefined;
}

/** What `time` prints. The work of a program takes no virtual time of a processor. */
function timeText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(3);
  return `\nreal\t${minutes}m${seconds}s\nuser\t0m0.000s\nsys\t0m0.000s\n`;
}
