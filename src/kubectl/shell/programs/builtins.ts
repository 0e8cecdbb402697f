// bash's builtins that change where the shell is and what runs next.

import { print, printError, type Program } from '../../process.ts';
import { lookUp, readText } from '../fileSystem.ts';
import { ExitJump, LoopJump } from '../jumps.ts';
import { complain, type ProgramCall, type ShellProgram } from '../program.ts';
import type { ShellState } from '../state.ts';

function* cd(call: ProgramCall): Program {
  const { words, state } = call;
  const target = words[0] === '--' ? words[1] : words[0];
  const path = target === '-' ? state.get('OLDPWD') : (target ?? state.get('HOME') ?? '/root');
  if (path === undefined) {
    yield* complain(call, 'OLDPWD not set');
    return 1;
  }
  const entry = yield* lookUp(state, path);
  if (entry?.type !== 'folder') {
    const why = entry ? 'Not a directory' : 'No such file or directory';
    yield* complain(call, `${path}: ${why}`);
    return 1;
  }
  state.changeDirectory(state.resolve(path));
  if (target === '-') yield* print(`${state.directory}\n`);
  return 0;
}

function* pwd({ state }: ProgramCall): Program {
  yield* print(`${state.directory}\n`);
  return 0;
}

function* leaveLoop(call: ProgramCall): Program {
  const { words, state, name } = call;
  if (state.loopDepth === 0) {
    yield* complain(call, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  const levels = Number(words[0] ?? 1);
  if (!Number.isInteger(levels) || levels < 1) {
    yield* complain(call, `${words[0] ?? ''}: loop count out of range`);
    return 1;
  }
  throw new LoopJump(name === 'continue', levels);
}

function* leaveFunction(call: ProgramCall): Program {
  const { words, state } = call;
  if (!state.isInFunction) {
    yield* complain(call, "can only `return' from a function or sourced script");
    return 1;
  }
  throw new ExitJump('return', exitCode(words[0], state));
}

function* exit(call: ProgramCall): Program {
  const { words, state, name } = call;
  if (words[0] !== undefined && !/^-?\d+$/.test(words[0])) {
    yield* complain(call, `${words[0]}: numeric argument required`);
    throw new ExitJump('exit', 255);
  }
  if (state.isTerminal) yield* printError(name === 'exit' ? 'logout\n' : '');
  throw new ExitJump('exit', exitCode(words[0], state));
}

function exitCode(word: string | undefined, state: ShellState): number {
  return word === undefined ? state.exit : ((Number(word) % 256) + 256) % 256;
}

function* evalWords({ words, runHere }: ProgramCall): Program {
  return yield* runHere(words.join(' '));
}

function* source(call: ProgramCall): Program {
  const { words, state, runHere, name } = call;
  const [path, ...positional] = words;
  if (path === undefined) {
    yield* printError(
      `${state.name}: ${name}: filename argument required\n${name}: usage: ${name} filename [arguments]\n`,
    );
    return 2;
  }
  const found = yield* readText(state, path);
  if ('problem' in found) {
    yield* printError(`${state.name}: ${path}: ${found.problem}\n`);
    return 1;
  }
  const before = state.positional;
  if (positional.length > 0) state.positional = positional;
  const code = yield* runHere(found.text);
  state.positional = before;
  return code;
}

function* alias(call: ProgramCall): Program {
  const { words, state } = call;
  const shown = (name: string, text: string) => `alias ${name}='${text.replace(/'/g, "'\\''")}'\n`;
  if (words.length === 0 || words[0] === '-p') {
    const names = [...state.aliases.keys()].sort();
    yield* print(names.map((name) => shown(name, state.aliases.get(name) ?? '')).join(''));
    return 0;
  }
  let code = 0;
  for (const word of words) {
    const equals = word.indexOf('=');
    const known = state.aliases.get(word);
    if (equals > 0) state.alias(word.slice(0, equals), word.slice(equals + 1));
    else if (known !== undefined) yield* print(shown(word, known));
    else {
      yield* complain(call, `${word}: not found`);
      code = 1;
    }
  }
  return code;
}

function* unalias(call: ProgramCall): Program {
  const { words, state } = call;
  const names = words[0] === '-a' ? [...state.aliases.keys()] : words;
  let code = 0;
  for (const name of names) {
    if (state.aliases.has(name)) state.alias(name, undefined);
    else {
      yield* complain(call, `${name}: not found`);
      code = 1;
    }
  }
  return code;
}

function* nothing(): Program {
  return 0;
}

export const builtins: Readonly<Record<string, ShellProgram>> = {
  cd,
  pwd,
  break: leaveLoop,
  continue: leaveLoop,
  return: leaveFunction,
  exit,
  logout: exit,
  eval: evalWords,
  source,
  '.': source,
  alias,
  unalias,
  ':': nothing,
  true: nothing,
  shopt: nothing,
  trap: nothing,
  umask: nothing,
  ulimit: nothing,
  hash: nothing,
  disown: nothing,
};
