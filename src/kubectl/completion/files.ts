// Files and folders that begin with what is typed.

import type { Part } from '../process.ts';
import { listFolder, lookUp } from '../shell/fileSystem.ts';
import type { ShellState } from '../shell/state.ts';
import type { Choice } from './candidate.ts';

interface Wanted {
  /** Only folders, or also files with such names. */
  readonly files?: RegExp | 'none';
}

/** Paths that begin with a text; hidden files only when a dot is typed. */
export function* filesFrom(
  state: ShellState,
  typed: string,
  { files }: Wanted = {},
): Part<Choice[]> {
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const start = typed.slice(folder.length);
  const path = folder.startsWith('~/') ? `/root/${folder.slice(2)}` : folder;
  const choices: Choice[] = [];
  for (const name of (yield* listFolder(state, path === '' ? '.' : path)) ?? []) {
    if (!name.startsWith(start) || (name.startsWith('.') && !start.startsWith('.'))) continue;
    const isFolder = (yield* lookUp(state, path + name))?.type === 'folder';
    if (isFolder) {
      choices.push({ value: `${folder}${name}/`, label: `${name}/`, isOpen: true });
    } else if (files !== 'none' && (files === undefined || files.test(name))) {
      choices.push({ value: folder + name, label: name });
    }
  }
  return choices;
}
