// Programs on files: cat, ls, touch, tee, vi.

import { print, printError, type Program } from '../../process.ts';
import { byteLength } from '../../../cluster/api/goJson.ts';
import { collate } from '../collation.ts';
import { fileKey, listFolder, lookUp, readText, writeText } from '../fileSystem.ts';
import { LineSource, optionsOf, Printer } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import { listing } from './listing.ts';

function* cat(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'AbeEnstTuv',
    long: {
      number: 'n',
      'number-nonblank': 'b',
      'squeeze-blank': 's',
      'show-ends': 'E',
      'show-all': 'A',
      'show-tabs': 'T',
    },
  });
  if (typeof options === 'number') return options;
  const source = new LineSource(call, options.operands);
  const printer = new Printer();
  const showsEnds = options.has('E') || options.has('A') || options.has('e');
  const showsTabs = options.has('T') || options.has('A') || options.has('t');
  let number = 0;
  let wasEmpty = false;
  for (;;) {
    const line = yield* printer.nextOf(source);
    if (!line) break;
    const isEmpty = line.text === '';
    if (options.has('s') && isEmpty && wasEmpty) continue;
    wasEmpty = isEmpty;
    const isNumbered = options.has('b') ? !isEmpty : options.has('n');
    const head = isNumbered ? `${String(++number).padStart(6)}\t` : '';
    const text = showsTabs ? line.text.replace(/\t/g, '^I') : line.text;
    yield* printer.add(
      `${head}${text}${showsEnds && line.hasNewline ? '$' : ''}${line.hasNewline ? '\n' : ''}`,
    );
  }
  yield* printer.flush();
  return source.exit;
}

function* ls(call: ProgramCall): Program {
  const options = yield* optionsOf(
    call,
    {
      short: '1aAdFhlrRtSi',
      long: { all: 'a', 'almost-all': 'A', directory: 'd', reverse: 'r', 'human-readable': 'h' },
    },
    2,
  );
  if (typeof options === 'number') return options;
  const { state, name } = call;
  const operands = options.operands.length === 0 ? ['.'] : [...options.operands].sort(collate);
  const files: { name: string; size: number; isFolder: boolean }[] = [];
  const folders: string[] = [];
  let exit = 0;
  for (const operand of operands) {
    const entry = yield* lookUp(state, operand);
    if (!entry) {
      yield* printError(`ls: cannot access ${operand}: No such file or directory\n`);
      exit = 2;
    } else if (entry.type === 'folder' && !options.has('d')) folders.push(operand);
    else {
      const isFolder = entry.type === 'folder';
      files.push({ name: operand, size: isFolder ? 4096 : entry.text.length, isFolder });
    }
  }
  const layout = {
    isLong: options.has('l') || name === 'll',
    isReversed: options.has('r'),
    bySize: options.has('S'),
    marksFolders: options.has('F'),
    isColumnar: call.showsTerminal && !options.has('1'),
  };
  const blocks: string[] = [];
  if (files.length > 0) blocks.push(listing(files, { ...layout, hasTotal: false }));
  for (const folder of folders) {
    const names = (yield* listFolder(state, folder)) ?? [];
    const entries: typeof files = [];
    const hidden = options.has('a') ? ['.', '..'] : [];
    for (const name of [...hidden, ...names]) {
      if (name.startsWith('.') && !options.has('a') && !options.has('A')) continue;
      const entry = hidden.includes(name)
        ? ({ type: 'folder' } as const)
        : yield* lookUp(state, `${folder}/${name}`);
      const isFolder = entry?.type !== 'file';
      entries.push({ name, size: isFolder ? 4096 : entry.text.length, isFolder });
    }
    const head = operands.length > 1 ? `${folder}:\n` : '';
    blocks.push(head + listing(entries, { ...layout, hasTotal: true }));
  }
  yield* print(blocks.join('\n'));
  return exit;
}

function* touch(call: ProgramCall): Program {
  const { words, state } = call;
  const paths = words.filter((word) => !word.startsWith('-'));
  if (paths.length === 0) {
    yield* printError("touch: missing file operand\nTry 'touch --help' for more information.\n");
    return 1;
  }
  let exit = 0;
  for (const path of paths) {
    if (yield* lookUp(state, path)) continue;
    const problem = yield* writeText(state, { path, text: '' });
    if (problem === undefined) continue;
    yield* printError(`touch: cannot touch ‘${path}’: ${problem}\n`);
    exit = 1;
  }
  return exit;
}

function* tee(call: ProgramCall): Program {
  const options = yield* optionsOf(call, { short: 'ai', long: { append: 'a' } });
  if (typeof options === 'number') return options;
  const { state, stdin } = call;
  let exit = 0;
  const files: string[] = [];
  for (const path of options.operands) {
    const problem = yield* writeText(state, { path, text: '', isAppended: options.has('a') });
    if (problem === undefined) files.push(path);
    else {
      yield* printError(`tee: ${path}: ${problem}\n`);
      exit = 1;
    }
  }
  for (;;) {
    const line = yield* stdin.readLine();
    if (line === undefined) return exit;
    yield* print(line);
    for (const path of files) yield* writeText(state, { path, text: line, isAppended: true });
  }
}

/**
 * vi opens the file in the page's editor and waits until that is left, where there is somebody to do so: not beside the
 * terminal's line. Its own last line tells what the file is.
 */
function* vi({ words, state, name }: ProgramCall): Program {
  const path = words.find((word) => !/^[-+]/.test(word));
  if (path === undefined) {
    yield* printError(`${name}: name the file to edit: ${name} webapp-rc.yaml\n`);
    return 1;
  }
  const found = yield* readText(state, path);
  const key = fileKey(state.environment, state.resolve(path));
  if (key.includes(':/')) {
    yield* printError(`${name}: ${path}: the editor holds the files of /root on the master\n`);
    return 1;
  }
  if ('text' in found) {
    const lines = found.text.split('\n').length - (found.text.endsWith('\n') ? 1 : 0);
    const size = byteLength(found.text);
    yield* print(`"${path}" ${found.text === '' ? 0 : lines}L, ${size}C\n`);
  } else if (found.problem === 'Is a directory') {
    yield* print(`"${path}" is a directory\n`);
    return 1;
  } else {
    yield* print(`"${path}" [New File]\n`);
    yield* writeText(state, { path, text: '' });
  }
  yield state.isTerminal
    ? { type: 'edit', path: key, isAwaited: true }
    : { type: 'edit', path: key };
  return 0;
}

export const filePrograms: Readonly<Record<string, ShellProgram>> = {
  cat,
  ls,
  ll: ls,
  touch,
  tee,
  vi,
  vim: vi,
  nano: vi,
};
