// What a shell keeps while it runs: variables, functions, the folder it is in, the last exit code. The terminal's shell is a
// new process for every line, so it recalls this from a journaled table and writes changes back: they rewind with the world.

import type { Background, Part, ShellEnvironment, Variable } from '../process.ts';
import { Budget } from './budget.ts';
import { resolvePath } from './paths.ts';
import type { Command } from './syntax/tree.ts';

/** The pid that a process shows: those of the system come first. */
export function shownPid(pid: number): number {
  return 10_000 + pid;
}

/** $$ of the terminal's shell. */
const TERMINAL_PID = 2417;

interface ShellOptions {
  readonly isTerminal?: boolean;
  readonly name?: string;
  readonly budget?: Budget;
  readonly processFiles?: Map<string, string>;
}

export class ShellState {
  readonly environment: ShellEnvironment;
  /** As it calls itself in its messages: `-bash` is the terminal's. */
  readonly name: string;
  readonly variables = new Map<string, Variable>();
  readonly functions = new Map<string, Command>();
  readonly aliases = new Map<string, string>();
  readonly budget: Budget;
  /** The terminal's own shell: what changes is remembered, jobs are numbered. */
  readonly isTerminal: boolean;
  directory = '/root';
  positional: readonly string[] = [];
  /** $?, and of the last $( ). */
  exit = 0;
  /** $!, as shown. */
  lastJob: number | undefined;
  /** Loops around the running command. */
  loopDepth = 0;
  /** What <( ) made. */
  readonly processFiles: Map<string, string>;
  /** For each running function, what its local variables were outside. */
  private readonly scopes: Map<string, Variable | undefined>[] = [];
  private readonly changed = new Set<string>();

  constructor(environment: ShellEnvironment, options: ShellOptions = {}) {
    this.environment = environment;
    this.isTerminal = options.isTerminal ?? false;
    this.name = options.name ?? 'bash';
    this.budget = options.budget ?? new Budget();
    this.processFiles = options.processFiles ?? new Map<string, string>();
    for (const [name, value] of Object.entries(firstVariables(environment))) {
      this.variables.set(name, { value, isExported: name !== 'PS1' && name !== 'IFS' });
    }
  }

  get pid(): number {
    return TERMINAL_PID;
  }

  get(name: string): string | undefined {
    const variable = this.variables.get(name);
    return variable?.elements ? variable.elements[0] : variable?.value;
  }

  set(name: string, value: string): void {
    this.budget.text(value.length);
    const before = this.variables.get(name);
    this.put(name, { ...before, value, isExported: before?.isExported ?? false });
  }

  /** Replaces a variable; undefined unsets it. */
  put(name: string, variable: Variable | undefined): void {
    if (variable) this.variables.set(name, variable);
    else this.variables.delete(name);
    this.changed.add(`variable ${name}`);
  }

  define(name: string, body: Command | undefined): void {
    if (body) this.functions.set(name, body);
    else this.functions.delete(name);
    this.changed.add(`function ${name}`);
  }

  alias(name: string, text: string | undefined): void {
    if (text !== undefined) this.aliases.set(name, text);
    else this.aliases.delete(name);
    this.changed.add(`alias ${name}`);
  }

  changeDirectory(directory: string): void {
    this.set('OLDPWD', this.directory);
    this.set('PWD', directory);
    this.directory = directory;
  }

  setPositional(words: readonly string[]): void {
    this.positional = words;
    this.changed.add('positional');
  }

  rememberJob(pid: number): void {
    this.lastJob = pid;
    this.changed.add('job');
  }

  /** A path as typed, from the folder that the shell is in. */
  resolve(path: string): string {
    return resolvePath(path, this.directory);
  }

  /** Reads back what the lines before left. */
  *recall(): Part<void> {
    const entries = ((yield { type: 'recall' }) ?? []) as readonly (readonly [string, unknown])[];
    for (const [key, record] of entries) {
      const blank = key.indexOf(' ');
      const kind = blank < 0 ? key : key.slice(0, blank);
      const name = key.slice(blank + 1);
      if (kind === 'variable') {
        if ('isUnset' in (record as object)) this.variables.delete(name);
        else this.variables.set(name, record as Variable);
      } else if (kind === 'function') this.functions.set(name, (record as { body: Command }).body);
      else if (kind === 'alias') this.aliases.set(name, (record as { text: string }).text);
      else if (kind === 'positional') this.positional = (record as { words: string[] }).words;
      else if (kind === 'job') this.lastJob = (record as { pid: number }).pid;
      else if (kind === 'exit') this.exit = (record as { code: number }).code;
    }
    this.directory = this.get('PWD') ?? this.directory;
  }

  /** Writes changes back, if this is the terminal's shell. */
  *remember(): Part<void> {
    if (!this.isTerminal || this.changed.size === 0) return;
    const keys = [...this.changed];
    this.changed.clear();
    for (const key of keys) yield { type: 'remember', key, value: this.record(key) };
  }

  private record(key: string): object | undefined {
    const blank = key.indexOf(' ');
    const name = key.slice(blank + 1);
    switch (blank < 0 ? key : key.slice(0, blank)) {
      case 'function': {
        const body = this.functions.get(name);
        return body && { body };
      }
      case 'alias': {
        const text = this.aliases.get(name);
        return text === undefined ? undefined : { text };
      }
      case 'positional':
        return { words: this.positional };
      case 'job':
        return { pid: this.lastJob };
      default:
        // That one of the first variables was unset is worth remembering too.
        return this.variables.get(name) ?? { isUnset: true };
    }
  }

  /** The same shell again, for ( ), a pipe or $( ): what it changes is lost. */
  fork(): ShellState {
    const { name, budget, processFiles } = this;
    const child = new ShellState(this.environment, { name, budget, processFiles });
    copyInto(child, this);
    child.lastJob = this.lastJob;
    child.loopDepth = this.loopDepth;
    child.scopes.push(...this.scopes.map((scope) => new Map(scope)));
    for (const [alias, text] of this.aliases) child.aliases.set(alias, text);
    return child;
  }

  /** A new shell that is started from this one: it gets the exported variables only. */
  forkExported(name: string): ShellState {
    const child = new ShellState(this.environment, { name, budget: this.budget });
    child.variables.clear();
    for (const [each, variable] of this.variables) {
      if (variable.isExported || each === 'IFS') child.variables.set(each, variable);
    }
    child.directory = this.directory;
    return child;
  }

  get isInFunction(): boolean {
    return this.scopes.length > 0;
  }

  enterFunction(): void {
    this.scopes.push(new Map());
  }

  /** Puts back what `local` hid. */
  leaveFunction(): void {
    for (const [name, variable] of this.scopes.pop() ?? []) this.put(name, variable);
  }

  /** `local`: the variable is put back when the function ends. */
  hide(name: string): void {
    const scope = this.scopes.at(-1);
    if (scope && !scope.has(name)) scope.set(name, this.variables.get(name));
  }

  /** What a job needs to go on by itself. */
  background(list: Background['list']): Background {
    return {
      list,
      environment: this.environment,
      variables: [...this.variables],
      functions: [...this.functions],
      directory: this.directory,
      positional: this.positional,
      exit: this.exit,
    };
  }

  static ofBackground(background: Background): ShellState {
    const state = new ShellState(background.environment, { name: '-bash' });
    copyInto(state, background);
    return state;
  }

  /** NAME=value of the exported variables, as programs get them. */
  get exported(): readonly (readonly [string, string])[] {
    return [...this.variables]
      .filter(([, { isExported }]) => isExported)
      .map(([name, { value }]) => [name, value] as const);
  }
}

function copyInto(
  child: ShellState,
  from: {
    readonly variables: Iterable<readonly [string, Variable]>;
    readonly functions: Iterable<readonly [string, Command]>;
    readonly directory: string;
    readonly positional: readonly string[];
    readonly exit: number;
  },
): void {
  child.variables.clear();
  for (const [name, variable] of from.variables) child.variables.set(name, variable);
  for (const [name, body] of from.functions) child.functions.set(name, body);
  child.directory = from.directory;
  child.positional = from.positional;
  child.exit = from.exit;
}

function firstVariables({ place }: ShellEnvironment): Readonly<Record<string, string>> {
  const host = place.pod === undefined ? place.node : place.pod.slice(place.pod.indexOf('/') + 1);
  return {
    HOME: '/root',
    HOSTNAME: host,
    IFS: ' \t\n',
    LANG: 'en_US.UTF-8',
    LOGNAME: 'root',
    PATH: '/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin:/root/bin',
    PS1: '[\\u@\\h \\W]\\$ ',
    PWD: '/root',
    SHELL: '/bin/bash',
    SHLVL: '1',
    TERM: 'xterm-256color',
    USER: 'root',
  };
}
