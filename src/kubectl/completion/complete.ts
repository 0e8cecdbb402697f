// Completion of a line of the terminal, as bash does it with kubectl's own completion loaded: programs, files, variables,
// commands and flags, types and live names. A part of a program that only reads.

import type { Part, ShellEnvironment } from '../process.ts';
import { ShellState } from '../shell/state.ts';
import { programNames } from '../shell/programs.ts';
import { behind, candidatesFor, choose, type Choice, type Completion } from './candidate.ts';
import { filesFrom } from './files.ts';
import { wordChoices, type Playground } from './programWords.ts';
import { commandAtEnd, type TypedCommand, type TypedWord } from './typedLine.ts';

const KEYWORDS = 'if then elif else fi for do done while until case esac function time'.split(' ');

/** What may stand at the cursor, which is behind the text. */
export function* complete(
  text: string,
  environment: ShellEnvironment,
  playground: Playground,
): Part<Completion> {
  const state = new ShellState(environment, { name: '-bash' });
  yield* state.recall();
  const command = commandAtEnd(text);
  const { word } = command;
  const choices = yield* choicesFor(command, state, playground);
  const from = choices.from ?? 0;
  const typed = choices.isVariable || from > 0 ? tailOf(word, from, choices.isVariable) : word;
  return { from: word.from + from, candidates: candidatesFor(typed, choices.choices) };
}

interface Choices {
  readonly choices: readonly Choice[];
  /** They begin so far behind the beginning of the word's source. */
  readonly from?: number;
  readonly isVariable?: true;
}

function* choicesFor(
  { words, word, position }: TypedCommand,
  state: ShellState,
  playground: Playground,
): Part<Choices> {
  const { text, source, quote } = word;
  if (position === 'text') return { choices: [] };
  const variable = quote === "'" ? undefined : /\$\{?(\w*)$/.exec(source);
  if (variable) {
    const { 0: typed, index: start } = variable;
    return { choices: variables(state, typed), from: start, isVariable: true };
  }
  if (position === 'file') return { choices: yield* filesFrom(state, text) };
  if (position === 'argument') {
    return { choices: yield* wordChoices({ words, typed: text, state, playground }) };
  }
  const assignment = /^\w+\+?=/.exec(source);
  if (assignment) {
    const typed = source.slice(assignment[0].length);
    return { choices: yield* filesFrom(state, typed), from: assignment[0].length };
  }
  if (text.includes('/')) return { choices: yield* filesFrom(state, text) };
  const names = [
    ...programNames(),
    ...KEYWORDS,
    ...state.functions.keys(),
    ...state.aliases.keys(),
  ];
  return { choices: choose(names) };
}

/** `$HO` and `${HO`. */
function variables(state: ShellState, typed: string): Choice[] {
  const isBraced = typed.startsWith('${');
  const names = [...state.variables.keys()].map((name) => ({
    value: isBraced ? `${name}}` : name,
    label: name,
    isOpen: true,
  }));
  return behind(isBraced ? '${' : '$', names);
}

/** The end of a word as a word of its own; a variable is no text to be quoted. */
function tailOf({ from, source }: TypedWord, at: number, isVariable = false): TypedWord {
  const text = source.slice(at);
  return { from: from + at, source: text, text, quote: isVariable ? '"' : '' };
}
