// Programs on names of files: basename, dirname, find, realpath, file, stat, du, df.

import { print, printError, type Part, type Program } from '../../process.ts';
import { collate } from '../collation.ts';
import { listFolder, lookUp } from '../fileSystem.ts';
import { baseName } from '../paths.ts';
import { globPattern, type Pattern } from '../patterns/pattern.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

function* basename({ words }: ProgramCall): Program {
  const [path, suffix] = words;
  if (path === undefined) {
    yield* printError("basename: missing operand\nTry 'basename --help' for more information.\n");
    return 1;
  }
  const base = baseName(path.replace(/(?<=.)\/+$/, '')) || '/';
  const isEnding = suffix !== undefined && base.endsWith(suffix) && base !== suffix;
  yield* print(`${isEnding ? base.slice(0, base.length - suffix.length) : base}\n`);
  return 0;
}

function* dirname({ words }: ProgramCall): Program {
  if (words.length === 0) {
    yield* printError("dirname: missing operand\nTry 'dirname --help' for more information.\n");
    return 1;
  }
  for (const path of words) {
    const trimmed = path.replace(/(?<=.)\/+$/, '');
    const slash = trimmed.lastIndexOf('/');
    yield* print(`${slash < 0 ? '.' : slash === 0 ? '/' : trimmed.slice(0, slash)}\n`);
  }
  return 0;
}

function* realpath({ words, state }: ProgramCall): Program {
  for (const path of words.filter((word) => !word.startsWith('-'))) {
    yield* print(`${state.resolve(path)}\n`);
  }
  return 0;
}

interface Wanted {
  readonly name?: Pattern;
  readonly type?: string;
  readonly maxDepth: number;
}

/** find PATH... [-name PATTERN] [-type f|d] [-maxdepth N]. */
function* find(call: ProgramCall): Program {
  const words = [...call.words];
  const roots: string[] = [];
  while (words[0] !== undefined && !/^[-(!]/.test(words[0])) roots.push(words.shift() ?? '');
  let wanted: Wanted = { maxDepth: Infinity };
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (word === '-print') continue;
    const value = words.shift();
    if (!/^-(i?name|type|maxdepth)$/.test(word)) {
      yield* printError(`find: unknown predicate \`${word}'\n`);
      return 1;
    }
    if (value === undefined) {
      yield* printError(`find: missing argument to \`${word}'\n`);
      return 1;
    }
    if (word === '-type') wanted = { ...wanted, type: value };
    else if (word === '-maxdepth') wanted = { ...wanted, maxDepth: Number(value) };
    else wanted = { ...wanted, name: globPattern(value, { ignoresCase: word === '-iname' }) };
  }
  let exit = 0;
  for (const root of roots.length === 0 ? ['.'] : roots) {
    if (yield* lookUp(call.state, root)) yield* walk(call, root, { wanted, depth: 0 });
    else {
      yield* printError(`find: ‘${root}’: No such file or directory\n`);
      exit = 1;
    }
  }
  return exit;
}

function* walk(
  call: ProgramCall,
  path: string,
  { wanted, depth }: { wanted: Wanted; depth: number },
): Part<void> {
  call.state.budget.piece();
  const entry = yield* lookUp(call.state, path);
  const isType = wanted.type === undefined || (wanted.type === 'd') === (entry?.type === 'folder');
  const isNamed = !wanted.name || wanted.name.matchesAll(baseName(path));
  if (isType && isNamed) yield* print(`${path}\n`);
  if (entry?.type !== 'folder' || depth >= wanted.maxDepth) return;
  for (const name of ((yield* listFolder(call.state, path)) ?? []).sort(collate)) {
    const inner = path.endsWith('/') ? path + name : `${path}/${name}`;
    yield* walk(call, inner, { wanted, depth: depth + 1 });
  }
}

export const pathPrograms: Readonly<Record<string, ShellProgram>> = {
  basename,
  dirname,
  realpath,
  readlink: realpath,
  find,
};
