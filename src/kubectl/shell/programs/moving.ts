// rm, cp, mv, mkdir, rmdir.

import { print, printError, type Part, type Program } from '../../process.ts';
import { listFolder, lookUp, makeFolder, remove, writeText } from '../fileSystem.ts';
import { optionsOf } from '../lines.ts';
import { baseName } from '../paths.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

function* rm(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'firRdvI',
    long: { force: 'f', recursive: 'r', verbose: 'v', dir: 'd' },
  });
  if (typeof options === 'number') return options;
  const { state } = call;
  if (options.operands.length === 0) {
    if (options.has('f')) return 0;
    yield* printError("rm: missing operand\nTry 'rm --help' for more information.\n");
    return 1;
  }
  let exit = 0;
  for (const path of options.operands) {
    const problem = yield* removeOne(state, path, {
      isForced: options.has('f'),
      isRecursive: options.has('r') || options.has('R'),
    });
    if (problem !== undefined) {
      yield* printError(`rm: cannot remove ‘${path}’: ${problem}\n`);
      exit = 1;
    } else if (options.has('v')) yield* print(`removed ‘${path}’\n`);
  }
  return exit;
}

function* removeOne(
  state: ProgramCall['state'],
  path: string,
  { isForced, isRecursive }: { isForced: boolean; isRecursive: boolean },
): Part<string | undefined> {
  const entry = yield* lookUp(state, path);
  if (!entry) return isForced ? undefined : 'No such file or directory';
  if (entry.type === 'folder' && !isRecursive) return 'Is a directory';
  yield* remove(state, path);
  // What is still there belongs to the system.
  return (yield* lookUp(state, path)) ? 'Permission denied' : undefined;
}

/** cp and mv. */
function* copy(call: ProgramCall): Program {
  const { name, state } = call;
  const options = yield* optionsOf(call, {
    short: name === 'cp' ? 'afiprRvnu' : 'finuv',
    long: { force: 'f', recursive: 'r', verbose: 'v', 'no-clobber': 'n' },
  });
  if (typeof options === 'number') return options;
  const sources = [...options.operands];
  const target = sources.length > 1 ? sources.pop() : undefined;
  if (target === undefined) {
    const text =
      sources[0] === undefined
        ? 'missing file operand'
        : `missing destination file operand after ‘${sources[0]}’`;
    yield* printError(`${name}: ${text}\nTry '${name} --help' for more information.\n`);
    return 1;
  }
  const isIntoFolder = (yield* lookUp(state, target))?.type === 'folder';
  if (sources.length > 1 && !isIntoFolder) {
    yield* printError(`${name}: target ‘${target}’ is not a directory\n`);
    return 1;
  }
  const isRecursive = name === 'mv' || ['r', 'R', 'a'].some((letter) => options.has(letter));
  let exit = 0;
  for (const source of sources) {
    const to = isIntoFolder ? `${target.replace(/\/$/, '')}/${baseName(source)}` : target;
    const problem = yield* copyOne(call, { source, to, isRecursive });
    if (problem === undefined) continue;
    yield* printError(`${name}: ${problem}\n`);
    exit = 1;
  }
  return exit;
}

function* copyOne(
  { name, state }: ProgramCall,
  { source, to, isRecursive }: { source: string; to: string; isRecursive: boolean },
): Part<string | undefined> {
  const entry = yield* lookUp(state, source);
  if (!entry) return `cannot stat ‘${source}’: No such file or directory`;
  if (state.resolve(source) === state.resolve(to)) {
    return `‘${source}’ and ‘${to}’ are the same file`;
  }
  if (entry.type === 'folder') {
    if (!isRecursive) return `omitting directory ‘${source}’`;
    yield* makeFolder(state, to);
    for (const each of (yield* listFolder(state, source)) ?? []) {
      const inner = { source: `${source}/${each}`, to: `${to}/${each}`, isRecursive };
      const problem = yield* copyOne({ name, state } as ProgramCall, inner);
      if (problem !== undefined) return problem;
    }
  } else {
    const problem = yield* writeText(state, { path: to, text: entry.text });
    const verb = name === 'cp' ? 'cannot create regular file' : `cannot move ‘${source}’ to`;
    if (problem !== undefined) return `${verb} ‘${to}’: ${problem}`;
  }
  if (name === 'mv') yield* remove(state, source);
  return undefined;
}

function* mkdir(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'pvm:',
    long: { parents: 'p', verbose: 'v', mode: 'm' },
  });
  if (typeof options === 'number') return options;
  const { state } = call;
  if (options.operands.length === 0) {
    yield* printError("mkdir: missing operand\nTry 'mkdir --help' for more information.\n");
    return 1;
  }
  let exit = 0;
  for (const path of options.operands) {
    const parent = `${path.replace(/\/+$/, '')}/..`;
    const exists = yield* lookUp(state, path);
    const hasParent = options.has('p') || (yield* lookUp(state, parent))?.type === 'folder';
    if (exists ? options.has('p') && exists.type === 'folder' : hasParent) {
      if (!exists) yield* makeFolder(state, path);
      continue;
    }
    const why = exists ? 'File exists' : 'No such file or directory';
    yield* printError(`mkdir: cannot create directory ‘${path}’: ${why}\n`);
    exit = 1;
  }
  return exit;
}

function* rmdir(call: ProgramCall): Program {
  const { words, state } = call;
  let exit = 0;
  for (const path of words.filter((word) => !word.startsWith('-'))) {
    const entry = yield* lookUp(state, path);
    const names = (yield* listFolder(state, path)) ?? [];
    const why = !entry
      ? 'No such file or directory'
      : entry.type === 'file'
        ? 'Not a directory'
        : names.length > 0
          ? 'Directory not empty'
          : undefined;
    if (why === undefined) yield* remove(state, path);
    else {
      yield* printError(`rmdir: failed to remove ‘${path}’: ${why}\n`);
      exit = 1;
    }
  }
  return exit;
}

export const movingPrograms: Readonly<Record<string, ShellProgram>> = {
  rm,
  cp: copy,
  mv: copy,
  mkdir,
  rmdir,
};
