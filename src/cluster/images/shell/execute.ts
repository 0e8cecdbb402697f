// Carries a compiled script out, up to a moment: a script is no more than where it stands, its variables and its time.

import { ownValue } from '../../api/ownValue.ts';
import type { Act, Command, Run, Said } from '../../network/program.ts';
import type { Dial, Outcome } from '../../network/connection.ts';
import { compile, type Instruction, type Script, type SimpleCommand } from './compile.ts';
import { calculate, expandText, expandWords, type Expander } from './expand.ts';

/** A script that runs. */
export interface ShellState {
  /** The next instruction. */
  readonly at: number;
  /** Virtual ms at which it is carried out; NEVER if a command does not end. */
  readonly time: number;
  /** The exit code of the last command. */
  readonly status: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Which word comes next, of each `for`. */
  readonly counters: Readonly<Record<string, number>>;
  /** When the present round of a loop began. */
  readonly roundSince: number;
  readonly hasExited: boolean;
  /** What came of the connections that the next instruction has opened: it is run again from its start with that. */
  readonly outcomes: readonly Outcome[];
  /** It waits for one more. */
  readonly isWaiting: boolean;
}

/** Connections, as commands use them one after another. */
interface Line {
  readonly outcomes: Outcome[];
  /** What could not be had: whatever was done for it is to be forgotten. */
  dial?: Dial;
}

export interface Shell {
  readonly run: Run;
  /** What a name runs; undefined when there is no such program. */
  find(name: string): Command | undefined;
}

/** What is said and done on the way. */
export interface Output {
  say(stream: 'stdout' | 'stderr', text: string, time: number): void;
  act(act: Act): void;
}

export const NEVER = Number.MAX_SAFE_INTEGER;

/** A round of a loop that would take no time takes so long, or the world would stand still. */
const EMPTY_ROUND_MS = 1_000;

/** A script that others wait for is given up after so long. */
const LONGEST_MS = 600_000;

export function beginScript(time: number): ShellState {
  return {
    at: 0,
    time,
    status: 0,
    variables: {},
    counters: {},
    roundSince: time,
    hasExited: false,
    outcomes: [],
    isWaiting: false,
  };
}

interface Stretch {
  readonly state: ShellState;
  readonly until: number;
  readonly output: Output;
  /** Of the whole script, where that is run from its start each time; else each instruction has its own. */
  readonly line?: Line;
}

/** Carries out everything that is due by a moment, or until it waits for a connection. */
export function runScript(
  shell: Shell,
  script: Script,
  { state, until, output, line: whole }: Stretch,
): { readonly state: ShellState; readonly dial?: Dial } {
  const { instructions } = script;
  let current = state;
  const files = new Map<string, string | undefined>();
  const run: Run = {
    ...shell.run,
    readFile: (path) => (files.has(path) ? files.get(path) : shell.run.readFile(path)),
  };
  while (!current.hasExited && current.time <= until) {
    const instruction = instructions[current.at];
    if (!instruction) return { state: { ...current, hasExited: true } };
    const line: Line = whole ?? { outcomes: [...current.outcomes] };
    const said = new Draft();
    const next = step({ ...shell, run }, instruction, { state: current, output: said, line });
    if (line.dial) return { state: { ...current, isWaiting: true }, dial: line.dial };
    for (const act of said.acts) {
      if (act.type === 'write') files.set(act.path, act.text);
      output.act(act);
    }
    for (const { stream, text, time } of said.words) output.say(stream, text, time);
    current = current.outcomes.length > 0 ? { ...next, outcomes: [] } : next;
  }
  return { state: current };
}

/** What an instruction says and does, until it is known that it comes to its end. */
class Draft implements Output {
  readonly words: { stream: 'stdout' | 'stderr'; text: string; time: number }[] = [];
  readonly acts: Act[] = [];

  say(stream: 'stdout' | 'stderr', text: string, time: number): void {
    this.words.push({ stream, text, time });
  }

  act(act: Act): void {
    this.acts.push(act);
  }
}

interface Standing {
  readonly state: ShellState;
  readonly output: Output;
  readonly line: Line;
}

function step(shell: Shell, instruction: Instruction, standing: Standing): ShellState {
  const { state } = standing;
  const next = { ...state, at: state.at + 1 };
  switch (instruction.op) {
    case 'jump': {
      if (!instruction.isBack) return { ...state, at: instruction.to };
      const time = state.time > state.roundSince ? state.time : state.time + EMPTY_ROUND_MS;
      return { ...state, at: instruction.to, time, roundSince: time };
    }
    case 'jumpIf':
      return (state.status === 0) === instruction.succeeded
        ? { ...state, at: instruction.to }
        : next;
    case 'not':
      return { ...next, status: state.status === 0 ? 1 : 0 };
    case 'arithmetic': {
      const { value, assigned } = calculate(instruction.expression, expanderOf(shell, standing));
      const variables = assigned
        ? { ...state.variables, [assigned[0]]: String(assigned[1]) }
        : state.variables;
      return { ...next, variables, status: value === 0 ? 1 : 0 };
    }
    case 'next': {
      const { loop, variable, words, to } = instruction;
      const { [loop]: count = 0, ...others } = state.counters;
      const word = expandWords(words, expanderOf(shell, standing))[count];
      if (word === undefined) return { ...state, at: to, counters: others };
      const variables = { ...state.variables, [variable]: word };
      return { ...next, variables, counters: { ...others, [loop]: count + 1 } };
    }
    case 'run':
      return runPipeline(shell, instruction, standing);
  }
}

function runPipeline(
  shell: Shell,
  { pipeline, isBackground }: Extract<Instruction, { op: 'run' }>,
  standing: Standing,
): ShellState {
  let { state } = standing;
  let stdin: string | undefined;
  for (const [index, command] of pipeline.entries()) {
    const isLast = index === pipeline.length - 1;
    const done = runCommand(shell, command, { standing: { ...standing, state }, stdin });
    const isKept = isLast && !command.output;
    stdin = done.said.stdout;
    if (isKept) standing.output.say('stdout', done.said.stdout, state.time);
    standing.output.say('stderr', done.said.stderr, state.time);
    for (const act of done.said.acts ?? []) standing.output.act(act);
    const tookMs = isBackground ? 0 : (done.said.tookMs ?? 0);
    state = { ...done.state, status: done.said.exit, time: Math.min(state.time + tookMs, NEVER) };
    if (state.hasExited) return state;
  }
  return { ...state, at: state.at + 1 };
}

interface Done {
  readonly said: Said;
  readonly state: ShellState;
}

function runCommand(
  shell: Shell,
  command: SimpleCommand,
  { standing, stdin }: { readonly standing: Standing; readonly stdin: string | undefined },
): Done {
  const { state } = standing;
  const expander = expanderOf(shell, standing);
  const assigned: Record<string, string> = {};
  const rest = [...command.words];
  for (let word = rest[0]; word !== undefined; word = rest[0]) {
    const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    if (name === undefined) break;
    assigned[name] = expandText(value, expander);
    rest.shift();
  }
  const words = expandWords(rest, expander);
  const input = command.input === undefined ? stdin : shell.run.readFile(command.input);
  const done = runWords(shell, words, {
    state: { ...state, variables: { ...state.variables, ...assigned } },
    stdin: input,
    line: standing.line,
  });
  return { ...done, said: redirect(shell, command, { said: done.said, expander }) };
}

function runWords(
  shell: Shell,
  words: readonly string[],
  { state, stdin, line }: Omit<Standing, 'output'> & { readonly stdin: string | undefined },
): Done {
  const [name = '', ...args] = words;
  const nothing: Said = { stdout: '', stderr: '', exit: 0 };
  switch (name) {
    case '':
    case ':':
    case 'set':
    case 'trap':
    case 'wait':
    case 'cd':
      return { said: nothing, state };
    case 'export': {
      const pairs = args.map((arg) => /^([A-Za-z_]\w*)=(.*)$/s.exec(arg)).filter((pair) => pair);
      const added = Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
      return { said: nothing, state: { ...state, variables: { ...state.variables, ...added } } };
    }
    case 'exit': {
      const exit = Number(args[0] ?? state.status) || 0;
      return { said: { ...nothing, exit }, state: { ...state, hasExited: true, status: exit } };
    }
    case 'exec': {
      const done = runWords(shell, args, { state, stdin, line });
      // It takes the shell's place: when it ends, the script is over.
      return { ...done, state: { ...done.state, at: Number.MAX_SAFE_INTEGER - 1 } };
    }
    default: {
      const command = shell.find(name.replace(/^.*\//, ''));
      if (!command) return { said: notFound(name), state };
      const own = Object.entries(state.variables);
      const run: Run = {
        ...shell.run,
        now: state.time,
        variables: () => [...new Map([...shell.run.variables(), ...own])],
      };
      return {
        said: connected(line, (outcomes) => command(words, { ...run, outcomes }, stdin)),
        state,
      };
    }
  }
}

/** Runs a command with as many outcomes as it asks for. */
function connected(line: Line, command: (outcomes: readonly Outcome[]) => Said): Said {
  let outcomes: readonly Outcome[] = [];
  for (;;) {
    const said = command(outcomes);
    if (!said.dial) return said;
    const next = line.outcomes.shift();
    if (!next) {
      line.dial ??= said.dial;
      return said;
    }
    outcomes = [...outcomes, next];
  }
}

function notFound(name: string): Said {
  return { stdout: '', stderr: `sh: ${name}: not found\n`, exit: 127 };
}

/** Output into a file is an act; what goes nowhere is lost. */
function redirect(
  { run }: Shell,
  { output, errors }: SimpleCommand,
  { said, expander }: { readonly said: Said; readonly expander: Expander },
): Said {
  const stdout = errors === 'joined' ? said.stdout + said.stderr : said.stdout;
  const stderr = errors === undefined ? said.stderr : '';
  if (!output) return { ...said, stdout, stderr };
  const path = expandText(output.path, expander);
  if (/^\/(dev\/(stdout|stderr|console)|proc\/1\/fd\/[12])$/.test(path)) {
    return { ...said, stdout: '', stderr: stderr + stdout };
  }
  if (path === '/dev/null') return { ...said, stdout: '', stderr };
  const before = output.isAppended ? (run.readFile(path) ?? '') : '';
  const act: Act = { type: 'write', path, text: before + stdout };
  return { ...said, stdout, stderr, acts: [...(said.acts ?? []), act] };
}

function expanderOf(shell: Shell, { state, line }: Standing): Expander {
  return {
    variable(name) {
      if (name === '?') return String(state.status);
      if (name === '$') return '1';
      return ownValue(state.variables, name) ?? new Map(shell.run.variables()).get(name) ?? '';
    },
    substitute: (text) => sayScript(shell, text, { ...state, line }).stdout.replace(/\n+$/, ''),
  };
}

/** Runs a script from its beginning to its end, and tells what it said and how long that took. */
export function sayScript(
  shell: Shell,
  text: string,
  { time, variables, line }: Pick<ShellState, 'time' | 'variables'> & { readonly line?: Line },
): Said {
  const script = compile(text);
  if (!script) return { stdout: '', stderr: 'sh: syntax error\n', exit: 2 };
  const said = { stdout: '', stderr: '' };
  const acts: Act[] = [];
  const { state: end, dial } = runScript(shell, script, {
    state: { ...beginScript(time), variables },
    until: time + LONGEST_MS,
    line: line ?? { outcomes: [...shell.run.outcomes] },
    output: {
      say: (stream, words) => (said[stream] += words),
      act: (act) => acts.push(act),
    },
  });
  if (dial) return { stdout: '', stderr: '', exit: 0, dial };
  const tookMs = Math.min(end.time - time, LONGEST_MS);
  return { ...said, exit: end.status, acts, ...(tookMs > 0 ? { tookMs } : {}) };
}
