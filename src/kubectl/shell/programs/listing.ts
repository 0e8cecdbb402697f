// How ls prints a folder: in columns to the terminal, one name a line into a pipe, or long. Files have no times here: all
// are as old as the cluster.

import { collate } from '../collation.ts';

/** The terminal's width. */
const COLUMNS = 100;

interface ListedEntry {
  readonly name: string;
  readonly size: number;
  readonly isFolder: boolean;
}

interface Layout {
  readonly isLong: boolean;
  readonly isReversed: boolean;
  readonly bySize: boolean;
  readonly marksFolders: boolean;
  /** Of a folder: `ls -l` begins with its size in blocks. */
  readonly hasTotal: boolean;
  readonly isColumnar: boolean;
}

export function listing(entries: readonly ListedEntry[], layout: Layout): string {
  const sorted = [...entries].sort(
    (one, other) => (layout.bySize ? other.size - one.size : 0) || collate(one.name, other.name),
  );
  if (layout.isReversed) sorted.reverse();
  const mark = ({ isFolder }: ListedEntry) => (layout.marksFolders && isFolder ? '/' : '');
  if (!layout.isLong) {
    const names = sorted.map((entry) => entry.name + mark(entry));
    return layout.isColumnar ? inColumns(names) : names.map((name) => `${name}\n`).join('');
  }
  const width = Math.max(0, ...sorted.map(({ size }) => String(size).length));
  const blocks = sorted.reduce((sum, { size }) => sum + 4 * Math.ceil(size / 4096), 0);
  const lines = sorted.map((entry) => {
    const mode = entry.isFolder ? 'drwxr-xr-x. 2' : '-rw-r--r--. 1';
    const size = String(entry.size).padStart(width);
    return `${mode} root root ${size} Jul  1 12:00 ${entry.name}${mark(entry)}\n`;
  });
  return (layout.hasTotal ? `total ${blocks}\n` : '') + lines.join('');
}

/** As many columns as fit, filled from top to bottom. */
function inColumns(names: readonly string[]): string {
  if (names.length === 0) return '';
  for (let count = Math.min(names.length, Math.floor(COLUMNS / 3)); count > 1; count--) {
    const rows = Math.ceil(names.length / count);
    if (Math.ceil(names.length / rows) !== count) continue;
    const columns = Array.from({ length: count }, (_, at) =>
      names.slice(at * rows, (at + 1) * rows),
    );
    const widths = columns.map((column) => 2 + Math.max(...column.map((name) => name.length)));
    if (widths.reduce((sum, width) => sum + width, 0) - 2 >= COLUMNS) continue;
    return Array.from({ length: rows }, (_, row) => row)
      .map((row) => {
        const cells = columns.flatMap((column, at) => column[row]?.padEnd(widths[at] ?? 0) ?? []);
        return `${cells.join('').trimEnd()}\n`;
      })
      .join('');
  }
  return names.map((name) => `${name}\n`).join('');
}
