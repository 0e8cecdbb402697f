// What may stand at the cursor in a line of kubectl: its commands, flags, types and live names, as the script that
// `kubectl completion bash` prints in 1.3 says, with commands that take a file asking for -f.

import type { FlagSpec } from '../arguments.ts';
import { findCommand } from '../commands/commands.ts';
import type { Part } from '../process.ts';
import { currentRelease } from '../release.ts';
import type { ShellState } from '../shell/state.ts';
import type { CommandUsage } from '../usage/commandUsage.ts';
import { rootUsage } from '../usage/usages.ts';
import { behind, choose, type Choice } from './candidate.ts';
import { valuesOf } from './flagValues.ts';
import { readKubectlLine, splitFlag, type KubectlLine } from './kubectlLine.ts';
import { containersOf, namesOf, typeAndName, typeChoices } from './liveNames.ts';

/** Commands whose words are TYPE NAME ... or TYPE/NAME .... */
const OF_OBJECTS =
  'get describe delete label stop edit patch annotate expose scale rollout autoscale taint image'.split(
    ' ',
  );

/** Commands whose first word is a name of one type. */
const OF_TYPE: Readonly<Record<string, string>> = {
  logs: 'pods',
  exec: 'pods',
  'rolling-update': 'rc',
  cordon: 'nodes',
  uncordon: 'nodes',
  drain: 'nodes',
};

/** Flags that a command cannot do without: asked for when there is nothing else to say. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  create: ['filename'],
  apply: ['filename'],
  replace: ['filename'],
  run: ['image'],
  scale: ['replicas'],
  patch: ['patch'],
};

/** `words` are those behind `kubectl`, `typed` is the one at the cursor. */
export function* kubectlChoices(
  words: readonly string[],
  typed: string,
  state: ShellState,
): Part<Choice[]> {
  const line = readKubectlLine(words, yield* currentRelease());
  if (line.waiting) return yield* valuesOf(line.waiting, { line, typed, state });
  if (line.isRest) return [];
  if (typed.startsWith('-')) return yield* flagChoices(line, typed, state);
  const { usage } = line;
  if (!usage) return commandChoices(line);
  if (usage.name === '') return words[0] === 'help' ? commandChoices(line) : [];
  if (usage.commands && !line.sub && line.nouns.length === 0) {
    return [...usage.commands.map(describeUsage), ...requiredFlags(line)];
  }
  return [...(yield* nounChoices(line, typed)), ...requiredFlags(line)];
}

function commandChoices({ release }: KubectlLine): Choice[] {
  const commands = (rootUsage(release).commands ?? []).filter(
    ({ name, isHidden }) => !isHidden && findCommand(name),
  );
  return [...commands.map(describeUsage), { value: 'help', note: 'Help about any command' }];
}

function describeUsage({ name, short }: CommandUsage): Choice {
  return { value: name, note: short };
}

/** --flag, --flag=value, -f, -fvalue. */
function* flagChoices(line: KubectlLine, typed: string, state: ShellState): Part<Choice[]> {
  const { flags, given } = line;
  const [flag, value] = splitFlag(typed, flags);
  if (flag && value !== undefined) {
    const prefix = typed.slice(0, typed.length - value.length);
    return behind(prefix, yield* valuesOf(flag, { line, typed: value, state }));
  }
  return flags
    .filter(({ name, type }) => type === 'list' || !given.has(name))
    .flatMap((each) => [
      longFlag(each),
      ...(each.short === undefined ? [] : [{ value: `-${each.short}`, note: `--${each.name}` }]),
    ]);
}

function longFlag({ name, type, help }: FlagSpec): Choice {
  const note = help === undefined ? {} : { note: help };
  return type === 'bool'
    ? { value: `--${name}`, ...note }
    : { value: `--${name}=`, isOpen: true, ...note };
}

function requiredFlags({ usage, nouns, flags, given }: KubectlLine): Choice[] {
  const wanted = REQUIRED[usage?.name ?? ''] ?? [];
  const isTurn = nouns.length > 0 || wanted[0] === 'filename';
  return flags
    .filter(({ name }) => isTurn && wanted.includes(name) && !given.has(name))
    .flatMap((flag) => [
      longFlag(flag),
      ...(flag.short === undefined ? [] : [{ value: `-${flag.short}`, note: `--${flag.name}` }]),
    ]);
}

function* nounChoices(line: KubectlLine, typed: string): Part<Choice[]> {
  const { usage, sub, nouns, release } = line;
  const namespace = line.given.get('namespace') ?? 'default';
  const name = sub?.name ?? usage?.name ?? '';
  if (name === 'explain') return nouns.length === 0 ? typeChoices(release) : [];
  const type = OF_TYPE[name];
  const [first, ...others] = nouns;
  if (type !== undefined) {
    if (first === undefined) return yield* namesOf(type, namespace);
    const hasContainers = name === 'logs' && others.length === 0;
    return hasContainers ? choose(yield* containersOf(type, first, namespace)) : [];
  }
  if (!OF_OBJECTS.includes(name)) return [];
  if (first === undefined || first.includes('/')) {
    if (typed.includes('/')) return without(nouns, yield* typeAndName(typed, namespace));
    return first === undefined ? typesAfterComma(typeChoices(release), typed) : [];
  }
  const isOne = /^(label|annotate|expose|patch|image)$/.test(name) && others.length > 0;
  return isOne ? [] : without(nouns, yield* namesOf(first, namespace));
}

/** `rc,s` goes on as `rc,services`. */
function typesAfterComma(types: readonly Choice[], typed: string): Choice[] {
  return behind(typed.slice(0, typed.lastIndexOf(',') + 1), types);
}

function without(nouns: readonly string[], choices: readonly Choice[]): Choice[] {
  return choices.filter(({ value }) => !nouns.includes(value));
}
