// The files that a shell sees. Those of the editor lie in /root on the node of the terminal, the book's master. All other
// files that somebody makes, there or on another node or in a container, are kept beside them by host. A few files of the
// system are made up when they are read.

import { readFile, type Part, type ShellEnvironment } from '../process.ts';
import { baseName, parentOf } from './paths.ts';
import type { ShellState } from './state.ts';
import { systemFile, systemFolders } from './systemFiles.ts';

/** One file may be so long: the disk of a playground. */
const MAX_FILE = 4_000_000;

export type FileEntry =
  { readonly type: 'file'; readonly text: string } | { readonly type: 'folder' };

/** What is at a path as typed; undefined when nothing is. */
export function* lookUp(state: ShellState, path: string): Part<FileEntry | undefined> {
  const full = state.resolve(path);
  if (full === '/dev/null') return { type: 'file', text: '' };
  const { environment } = state;
  const piped = state.processFiles.get(full);
  if (piped !== undefined) return { type: 'file', text: piped };
  const text = yield* readFile(fileKey(environment, full));
  if (text !== undefined) return path.endsWith('/') ? undefined : { type: 'file', text };
  const made = yield* systemFile(environment, full);
  if (made !== undefined) return { type: 'file', text: made };
  return (yield* isFolder(state, full)) ? { type: 'folder' } : undefined;
}

/** The text of a file, or why there is none, in the words of the C library. */
export function* readText(
  state: ShellState,
  path: string,
): Part<{ readonly text: string } | { readonly problem: string }> {
  const entry = yield* lookUp(state, path);
  if (!entry) return { problem: 'No such file or directory' };
  return entry.type === 'folder' ? { problem: 'Is a directory' } : { text: entry.text };
}

/** Sorted names in a folder; undefined when it is none. */
export function* listFolder(state: ShellState, path: string): Part<string[] | undefined> {
  const full = state.resolve(path);
  const prefix = full === '/' ? '/' : `${full}/`;
  const names = new Set<string>();
  for (const each of yield* allPaths(state.environment)) {
    if (each.startsWith(prefix) && each !== prefix) {
      names.add(each.slice(prefix.length).split('/', 1)[0] ?? '');
    }
  }
  for (const folder of systemFolders) {
    if (folder !== '/' && parentOf(folder) === full) names.add(baseName(folder));
  }
  if (names.size === 0 && !(yield* isFolder(state, full))) return undefined;
  return [...names].sort();
}

/** Writes a file (or adds to it); answers why it could not. */
export function* writeText(
  state: ShellState,
  { path, text, isAppended = false }: { path: string; text: string; isAppended?: boolean },
): Part<string | undefined> {
  const full = state.resolve(path);
  if (full === '/dev/null') return undefined;
  if (path === '') return 'No such file or directory';
  if (yield* isFolder(state, full)) return 'Is a directory';
  if (!(yield* isFolder(state, parentOf(full)))) return 'No such file or directory';
  if (path.endsWith('/')) return 'Is a directory';
  const key = fileKey(state.environment, full);
  if (text.length > MAX_FILE) return 'No space left on device';
  if (isAppended) {
    const before = yield* readFile(key);
    if ((before?.length ?? 0) + text.length > MAX_FILE) return 'No space left on device';
    yield { type: 'appendFile', path: key, text };
  } else yield { type: 'writeFile', path: key, text };
  return undefined;
}

/** Removes a file, or a folder with everything in it. */
export function* remove(state: ShellState, path: string): Part<void> {
  const full = state.resolve(path);
  for (const each of yield* allPaths(state.environment)) {
    if (each === full || each.startsWith(`${full}/`)) {
      yield { type: 'writeFile', path: fileKey(state.environment, each), text: undefined };
    }
  }
}

/** A folder of its own is a file whose name ends with a slash. */
export function* makeFolder(state: ShellState, path: string): Part<void> {
  const key = fileKey(state.environment, `${state.resolve(path)}/`);
  yield { type: 'writeFile', path: key, text: '' };
}

function* isFolder({ environment }: ShellState, full: string): Part<boolean> {
  if (systemFolders.includes(full)) return true;
  const prefix = `${full}/`;
  return (yield* allPaths(environment)).some((path) => path.startsWith(prefix));
}

/** Absolute paths of all files of a host that somebody made. */
function* allPaths(environment: ShellEnvironment): Part<string[]> {
  const host = hostOf(environment);
  const others = (yield { type: 'listFiles', host }) as readonly string[];
  const paths = others.map((key) => key.slice(host.length + 1));
  if (!isTerminalHost(environment)) return paths;
  const edited = (yield { type: 'listFiles' }) as readonly string[];
  return [...edited.map((name) => `/root/${name}`), ...paths];
}

/** The name of a file in the world's tables: that of the editor, or HOST:/path. The editor shows no empty folders. */
export function fileKey(environment: ShellEnvironment, full: string): string {
  const isEdited = isTerminalHost(environment) && full.startsWith('/root/') && !full.endsWith('/');
  return isEdited ? full.slice('/root/'.length) : `${hostOf(environment)}:${full}`;
}

function isTerminalHost({ place, terminal }: ShellEnvironment): boolean {
  return place.pod === undefined && place.node === terminal;
}

function hostOf({ place, container }: ShellEnvironment): string {
  return place.pod === undefined ? place.node : `${place.pod}/${container ?? ''}`;
}
