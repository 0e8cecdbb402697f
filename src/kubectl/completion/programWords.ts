// Words behind a program's name: each program's own kind, files where nothing else is known.

import { ownValue } from '../../cluster/api/ownValue.ts';
import type { JobStatus, Part } from '../process.ts';
import { programNames } from '../shell/programs.ts';
import type { ShellState } from '../shell/state.ts';
import { currentRelease } from '../release.ts';
import { behind, choose, type Choice } from './candidate.ts';
import { filesFrom } from './files.ts';
import { kubectlChoices } from './kubectlWords.ts';
import { addresses, namesOf, typeAndName, typeChoices } from './liveNames.ts';

/** Stands for live names. */
const OBJECT = 'TYPE/NAME';

/** The words behind `orrery`: for each first word the choices of those behind it; flags may repeat. */
export type Playground = Readonly<Record<string, readonly (readonly string[])[]>>;

export interface WordCall {
  /** The program and the words before the cursor. */
  readonly words: readonly string[];
  readonly typed: string;
  readonly state: ShellState;
  readonly playground: Playground;
}

type Completer = (call: WordCall) => Part<readonly Choice[]>;

/** Programs before other programs, with the flags of theirs that take a value. */
const WRAPPERS: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ugp]$/,
  nohup: /^$/,
  command: /^$/,
  exec: /^$/,
  env: /^-u$/,
  xargs: /^-[nILdPsE]$/,
  watch: /^-n$/,
  ssh: /^-[bcDEeFIiLlmOopQRSWw]$/,
};

const UNITS = ['kubelet', 'kube-proxy', 'docker'];

const completers: Readonly<Record<string, Completer>> = {
  kubectl: ({ words, typed, state }) => kubectlChoices(words.slice(1), typed, state),
  orrery,
  ssh: hosts,
  cd: ({ typed, state }) => filesFrom(state, typed, { files: 'none' }),
  curl: urls,
  wget: urls,
  ping: () => addresses(false),
  nc: () => addresses(false),
  export: variableNames,
  unset: variableNames,
  declare: variableNames,
  readonly: variableNames,
  type: programs,
  which: programs,
  sudo: programs,
  nohup: programs,
  command: programs,
  exec: programs,
  xargs: programs,
  watch: programs,
  env: programs,
  unalias: aliases,
  alias: aliases,
  fg: jobs,
  bg: jobs,
  kill: jobs,
  wait: jobs,
  systemctl: ({ words }) => fixed([['start', 'stop', 'restart'], UNITS], words),
  service: ({ words }) => fixed([UNITS, ['start', 'stop', 'restart']], words),
  docker: ({ words }) => fixed(['ps images logs exec stop kill restart rm'.split(' ')], words),
};

export function* wordChoices(call: WordCall): Part<readonly Choice[]> {
  const { typed, state } = call;
  const [name = '', ...inner] = innerCommand(call.words);
  if (name !== call.words[0] || inner.length !== call.words.length - 1) {
    return yield* wordChoices({ ...call, words: [name, ...inner] });
  }
  const completer = ownValue(completers, name);
  const choices = completer ? yield* completer(call) : [];
  const hasOwnWords = name === 'kubectl' || name === 'orrery' || name === 'ssh' || name === 'cd';
  const isPath = typed.includes('/') || choices.length === 0;
  return hasOwnWords || (!isPath && choices.some(({ value }) => value.startsWith(typed)))
    ? choices
    : [...choices, ...(yield* filesFrom(state, typed))];
}

/** The command that `sudo`, `watch -n 1`, `ssh NODE` run, when its name is typed already. */
function innerCommand(words: readonly string[]): readonly string[] {
  const [name = '', ...rest] = words;
  const withValue = ownValue(WRAPPERS, name);
  if (!withValue) return words;
  let at = 0;
  while (at < rest.length && (rest[at]?.startsWith('-') || rest[at]?.includes('='))) {
    at += withValue.test(rest[at] ?? '') ? 2 : 1;
  }
  if (name === 'ssh') at++;
  return at < rest.length ? innerCommand(rest.slice(at)) : words;
}

function* orrery({ words, typed, playground }: WordCall): Part<readonly Choice[]> {
  const [, word, ...rest] = words;
  if (word === undefined) return choose(Object.keys(playground));
  const lists = ownValue(playground, word) ?? [];
  const last = lists.at(-1);
  // Flags may stand behind one another.
  const choices = lists[rest.length] ?? (last?.[0]?.startsWith('-') ? last : []);
  const plain = choose(choices.filter((choice) => choice !== OBJECT && !rest.includes(choice)));
  if (!choices.includes(OBJECT)) return plain;
  if (typed.includes('/')) return yield* typeAndName(typed, 'default');
  const types = typeChoices(yield* currentRelease());
  return [...plain, ...types.map((type) => ({ ...type, value: `${type.value}/`, isOpen: true }))];
}

/** Nodes and the client; behind one of them a program. */
function* hosts({ words }: WordCall): Part<readonly Choice[]> {
  const isNamed = words.slice(1).some((word) => !word.startsWith('-'));
  if (isNamed) return choose(programNames());
  const nodes = yield* namesOf('nodes', 'default');
  return [...nodes, { value: 'client', note: 'outside the cluster' }];
}

/** Addresses with their ports, behind http:// too. */
function* urls({ typed }: WordCall): Part<readonly Choice[]> {
  const scheme = /^https?:\/\//.exec(typed)?.[0] ?? '';
  return behind(scheme, yield* addresses(true));
}

function* programs(): Part<readonly Choice[]> {
  return choose(programNames());
}

function* variableNames({ state }: WordCall): Part<readonly Choice[]> {
  return choose(state.variables.keys());
}

function* aliases({ state }: WordCall): Part<readonly Choice[]> {
  return choose(state.aliases.keys());
}

function* jobs(): Part<readonly Choice[]> {
  const all = ((yield { type: 'jobs' }) ?? []) as readonly JobStatus[];
  return all.map(({ job, line }) => ({ value: `%${job}`, note: line }));
}

function* fixed(
  lists: readonly (readonly string[])[],
  words: readonly string[],
): Part<readonly Choice[]> {
  return choose(lists[words.length - 1] ?? []);
}
