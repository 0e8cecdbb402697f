// Redirections at work: where what a program prints goes, and what it reads.

import { passOn, printError, type OutputChunk, type Part, type Program } from '../process.ts';
import type { ExpansionContext } from './expansion.ts';
import { expandText, expandWords } from './expansion.ts';
import { lookUp, readText, writeText } from './fileSystem.ts';
import { terminalInput, TextInput, type Input } from './input.ts';
import type { Captured } from './program.ts';
import type { Budget } from './budget.ts';
import type { ShellState } from './state.ts';
import type { Redirection } from './syntax/tree.ts';

/** Where a descriptor leads. */
type Sink =
  | { readonly type: 'stream'; readonly stream: OutputChunk['stream'] }
  | { readonly type: 'nowhere' }
  | { readonly type: 'file'; readonly path: string };

type Sinks = ReadonlyMap<number, Sink>;

export interface Opened {
  readonly sinks: Sinks;
  readonly stdin?: Input;
}

const STANDARD: Sinks = new Map([
  [1, { type: 'stream', stream: 'stdout' }],
  [2, { type: 'stream', stream: 'stderr' }],
]);

/** Opens the files of redirections from left to right; or the complaint about the first that fails. */
export function* openRedirections(
  redirections: readonly Redirection[],
  context: ExpansionContext,
): Part<Opened | { readonly problem: string }> {
  const { state } = context;
  const sinks = new Map(STANDARD);
  let stdin: Input | undefined;
  for (const { operator, descriptor, target } of redirections) {
    if (operator === '<<' || operator === '<<<') {
      const text = yield* expandText(target, context);
      stdin = new TextInput(operator === '<<' ? text : `${text}\n`);
      continue;
    }
    const words = yield* expandWords([target], context);
    const [path = ''] = words;
    if (words.length !== 1) return { problem: `${target.source}: ambiguous redirect` };
    if (operator === '<' || operator === '<>') {
      const found = yield* openInput(state, path);
      if ('problem' in found) return { problem: `${path}: ${found.problem}` };
      ({ stdin } = found);
      continue;
    }
    if (operator === '<&') continue;
    const opened =
      operator === '>&' && /^(\d+|-)$/.test(path)
        ? duplicate(sinks, path)
        : yield* openOutput(state, path, operator.includes('>>'));
    if ('problem' in opened) return { problem: `${path}: ${opened.problem}` };
    const both = operator.startsWith('&') || (operator === '>&' && !/^(\d+|-)$/.test(path));
    for (const each of both ? [1, 2] : [descriptor]) sinks.set(each, opened.sink);
  }
  return { sinks, ...(stdin ? { stdin } : {}) };
}

type OpenedSink = { readonly sink: Sink } | { readonly problem: string };

function duplicate(sinks: Sinks, descriptor: string): OpenedSink {
  if (descriptor === '-') return { sink: { type: 'nowhere' } };
  const sink = sinks.get(Number(descriptor));
  return sink ? { sink } : { problem: 'Bad file descriptor' };
}

function* openInput(
  state: ShellState,
  path: string,
): Part<{ readonly stdin: Input } | { readonly problem: string }> {
  if (path === '/dev/tty' || path === '/dev/stdin') return { stdin: terminalInput };
  const found = yield* readText(state, path);
  return 'problem' in found ? found : { stdin: new TextInput(found.text) };
}

function* openOutput(state: ShellState, path: string, isAppended: boolean): Part<OpenedSink> {
  switch (state.resolve(path)) {
    case '/dev/null':
      return { sink: { type: 'nowhere' } };
    case '/dev/stdout':
    case '/dev/tty':
      return { sink: { type: 'stream', stream: 'stdout' } };
    case '/dev/stderr':
      return { sink: { type: 'stream', stream: 'stderr' } };
  }
  const hasFile = isAppended && (yield* lookUp(state, path))?.type === 'file';
  if (!hasFile) {
    const problem = yield* writeText(state, { path, text: '' });
    if (problem !== undefined) return { problem };
  }
  return { sink: { type: 'file', path } };
}

/** Runs a program with its output led elsewhere. */
export function* route(program: Program, sinks: Sinks, state: ShellState): Program {
  let next = program.next();
  while (!next.done) {
    const effect = next.value;
    const sink =
      effect.type === 'print' ? sinks.get(effect.stream === 'stdout' ? 1 : 2) : undefined;
    if (effect.type !== 'print') next = yield* passOn(program, effect);
    else if (sink?.type === 'stream') {
      next = yield* passOn(program, { ...effect, stream: sink.stream });
    } else {
      state.budget.piece();
      const problem =
        sink?.type === 'file' ? yield* append(state, sink.path, effect.text) : undefined;
      if (problem !== undefined) {
        program.return(1);
        yield* printError(`${state.name}: ${problem}\n`);
        return 1;
      }
      next = program.next();
    }
  }
  return next.value;
}

function* append(state: ShellState, path: string, text: string): Part<string | undefined> {
  const problem = yield* writeText(state, { path, text, isAppended: true });
  return problem && `${path}: ${problem}`;
}

/** Runs a program and keeps what it prints; errors are printed on when they are not wanted. */
export function* capture(program: Program, budget: Budget, keepsErrors: boolean): Part<Captured> {
  let stdout = '';
  let stderr = '';
  let next = program.next();
  while (!next.done) {
    const effect = next.value;
    if (effect.type !== 'print' || (effect.stream === 'stderr' && !keepsErrors)) {
      next = yield* passOn(program, effect);
      continue;
    }
    budget.piece();
    if (effect.stream === 'stdout') stdout += effect.text;
    else stderr += effect.text;
    budget.text(stdout.length + stderr.length);
    next = program.next();
  }
  return { exit: next.value, stdout, stderr };
}
