// The files of the editor: the world keeps them, in the order of their tabs; what is being typed is the page's.

import { FIRST_FILE, type HostCall } from '../simulator/index.ts';
import { useSession, type Session } from './store.ts';
import { pickEditedFile } from './view.ts';
import { callHost } from './world.ts';

function send(call: HostCall): void {
  callHost(call).catch(() => undefined);
}

/** Names of the files in the order of their tabs; one that is only typed yet stands last. */
export function pathsOf({ tables, drafts }: Pick<Session, 'tables' | 'drafts'>): string[] {
  const { files } = tables;
  const saved = Object.keys(files).sort(
    (one, other) => (files[one]?.place ?? 0) - (files[other]?.place ?? 0) || (one < other ? -1 : 1),
  );
  return [...saved, ...Object.keys(drafts).filter((path) => !(path in files))];
}

export function isDirty({ tables, drafts }: Session, path: string): boolean {
  return drafts[path] !== undefined && drafts[path] !== (tables.files[path]?.text ?? '');
}

export function editFile(path: string, text: string): void {
  const { drafts: before, tables } = useSession.getState();
  // An editor says so too when it is shown what has been saved.
  if (before[path] === undefined && tables.files[path]?.text === text) return;
  useSession.setState(({ drafts }) => ({ drafts: { ...drafts, [path]: text } }));
}

export function openFile(path: string): void {
  useSession.setState({ openFile: path });
}

/** Makes an empty file with a name of its own and opens it. */
export function newFile(): void {
  addFile('untitled-1.yaml', '');
}

/** Makes a file, under the next name that is free, and opens it. */
export function addFile(wanted: string, text: string): void {
  const paths = pathsOf(useSession.getState());
  const [, stem = wanted, end = ''] = /^(.+?)(?:-\d+)?(\.\w+)?$/.exec(wanted) ?? [];
  let path = wanted;
  for (let number = 2; paths.includes(path); number++) path = `${stem}-${number}${end}`;
  send({ method: 'saveFile', path, text });
  editFile(path, text);
  openFile(path);
}

/** Takes a file out of the editor; it can be opened again. */
export function closeFile(path: string): void {
  const session = useSession.getState();
  const paths = pathsOf(session);
  const { [path]: draft, ...drafts } = session.drafts;
  const rest = paths.filter((each) => each !== path);
  const next = rest[Math.min(paths.indexOf(path), rest.length - 1)] ?? FIRST_FILE;
  const text = draft ?? session.tables.files[path]?.text ?? '';
  useSession.setState({
    drafts,
    openFile: session.openFile === path ? next : session.openFile,
    closedFiles: [...session.closedFiles, { path, text }].slice(-20),
  });
  send({ method: 'saveFile', path, text: undefined });
}

/** Opens the file again that was closed last. */
export function reopenFile(): void {
  const { closedFiles } = useSession.getState();
  const last = closedFiles.at(-1);
  if (!last) return;
  useSession.setState({ closedFiles: closedFiles.slice(0, -1) });
  addFile(last.path, last.text);
}

/** Why a file cannot have a name, in a sentence; undefined when it can. */
export function problemOfName(path: string, name: string): string | undefined {
  if (name.trim() === '') return 'A file needs a name.';
  if (name.includes('/')) return 'Files of the editor lie in one folder: no slash.';
  const isTaken = name !== path && pathsOf(useSession.getState()).includes(name);
  return isTaken ? `There is a file ${name} already.` : undefined;
}

export function renameFile(path: string, to: string): void {
  if (path === to || problemOfName(path, to) !== undefined) return;
  const { drafts, tables, openFile: open } = useSession.getState();
  const { [path]: draft, ...others } = drafts;
  const text = draft ?? tables.files[path]?.text ?? '';
  send({ method: 'renameFile', path, to });
  useSession.setState({
    drafts: { ...others, [to]: text },
    openFile: open === path ? to : open,
  });
}

/** Puts a tab before the one that is at a place now; the places are those without it. */
export function moveFile(path: string, place: number): void {
  const paths = pathsOf(useSession.getState());
  const next = paths.filter((each) => each !== path);
  next.splice(Math.max(0, place), 0, path);
  if (next.join('\n') !== paths.join('\n')) send({ method: 'orderFiles', paths: next });
}

/** Writes what is typed into the world. */
export function saveDrafts(): void {
  const session = useSession.getState();
  const edited = pickEditedFile(session);
  const kept: Record<string, string> = {};
  for (const [path, text] of Object.entries(session.drafts)) {
    // To save the file that a line waits for is to leave its editor.
    if (path === edited) kept[path] = text;
    else if (session.tables.files[path]?.text !== text) send({ method: 'saveFile', path, text });
  }
  useSession.setState({ drafts: kept });
}
