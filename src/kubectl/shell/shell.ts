// The terminal's shell: runs a line as a program of effects. Everything that a line does goes through the same effects,
// wherever it is run.

import {
  print,
  printError,
  readFile,
  type Part,
  type Program,
  type ShellEnvironment,
} from '../process.ts';
import { programs } from './programs.ts';
import { parseLine, type Pipeline, type Redirection, type SimpleCommand } from './syntax.ts';

/** Exit codes of bash. */
const NOT_FOUND = 127;
const MISUSE = 2;

/** A line, with its here-documents behind it. */
export function* runLine(line: string, environment: ShellEnvironment): Program {
  const pipelines = parseLine(line);
  if ('error' in pipelines) {
    yield* printError(`${pipelines.error}\n`);
    return MISUSE;
  }
  let exit = 0;
  let connector: Pipeline['connector'] = ';';
  for (const pipeline of pipelines) {
    const isSkipped = (connector === '&&' && exit !== 0) || (connector === '||' && exit === 0);
    connector = pipeline.connector;
    if (isSkipped) continue;
    if (connector === '&') {
      yield { type: 'spawn', line: pipeline.text };
      exit = 0;
    } else exit = yield* runPipeline(pipeline.commands, environment);
  }
  return exit;
}

function* runPipeline(commands: readonly SimpleCommand[], environment: ShellEnvironment): Program {
  let piped = '';
  let exit = 0;
  for (const [index, command] of commands.entries()) {
    const isLast = index === commands.length - 1;
    if (isLast && !writesToFile(command)) return yield* runCommand(command, piped, environment);
    const result = yield* captured(
      runCommand(command, piped, environment),
      redirectsErrors(command),
    );
    piped = result.stdout;
    exit = result.exit;
    if (isLast || writesToFile(command)) {
      yield* writeOutput(command.redirections, result.stdout);
      piped = '';
    }
  }
  return exit;
}

function* runCommand(
  command: SimpleCommand,
  piped: string,
  environment: ShellEnvironment,
): Program {
  const input = command.redirections.find(({ type }) => type === '<');
  let stdin = command.hereDocument ?? piped;
  if (input) {
    const text = yield* readFile(input.target);
    if (text === undefined) {
      yield* printError(`-bash: ${input.target}: No such file or directory\n`);
      return 1;
    }
    stdin = text;
  }
  return yield* runWords(command.words, stdin, environment);
}

/** One program by its name. */
function* runWords(
  words: readonly string[],
  stdin: string,
  environment: ShellEnvironment,
): Program {
  const [name, ...rest] = words;
  if (name === undefined) return 0;
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (!program) {
    yield* printError(`-bash: ${name}: command not found\n`);
    return NOT_FOUND;
  }
  return yield* program({
    words: rest,
    stdin,
    environment,
    runLine,
    runWords,
  });
}

/** Runs a program and keeps what it prints. */
function* captured(
  program: Program,
  withErrors: boolean,
): Part<{ readonly exit: number; readonly stdout: string }> {
  let stdout = '';
  let reply: unknown;
  for (;;) {
    const next = program.next(reply);
    if (next.done) return { exit: next.value, stdout };
    const effect = next.value;
    if (effect.type === 'print' && (effect.stream === 'stdout' || withErrors)) {
      stdout += effect.text;
      reply = undefined;
    } else reply = yield effect;
  }
}

function writesToFile({ redirections }: SimpleCommand): boolean {
  return redirections.some(({ type }) => type === '>' || type === '>>');
}

function redirectsErrors({ redirections }: SimpleCommand): boolean {
  return redirections.some(({ type }) => type === '2>&1');
}

function* writeOutput(redirections: readonly Redirection[], text: string): Part<void> {
  for (const { type, target } of redirections) {
    if (target === '/dev/null') continue;
    if (type === '>') yield { type: 'writeFile', path: target, text };
    if (type === '>>') {
      const before = yield* readFile(target);
      yield { type: 'writeFile', path: target, text: (before ?? '') + text };
    }
  }
  if (!redirections.some(({ type }) => type === '>' || type === '>>')) yield* print(text);
}
