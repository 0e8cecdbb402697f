// The files of the editor: the table `files` of the world, in the order of its tabs.

import type { World } from '../engine/world.ts';

/** The record of the table `files` (the editor's), by name. */
export interface FileRecord {
  readonly text: string;
  /** Tabs stand in the order of these. */
  readonly place: number;
  /** Virtual ms at which the text was last written. */
  readonly changedAt: number;
}

const files = (world: World) => world.table<FileRecord>('files');

/** Writes a file; a new one comes last. Without text it is removed. */
export function saveFile(world: World, path: string, text: string | undefined): void {
  const table = files(world);
  if (text === undefined) {
    table.delete(path);
    return;
  }
  const place = table.get(path)?.place ?? nextPlace(world);
  table.set(path, { text, place, changedAt: world.now });
}

/** A file that has the new name already is written over, as mv does. */
export function renameFile(world: World, path: string, to: string): void {
  const record = files(world).get(path);
  if (!record || path === to) return;
  files(world).delete(path);
  files(world).set(to, record);
}

/** Files that are not named keep their places behind the others. */
export function orderFiles(world: World, paths: readonly string[]): void {
  for (const [place, path] of paths.entries()) {
    const record = files(world).get(path);
    if (record && record.place !== place) files(world).set(path, { ...record, place });
  }
}

function nextPlace(world: World): number {
  return (
    Math.max(
      -1,
      ...files(world)
        .values()
        .map(({ place }) => place),
    ) + 1
  );
}
