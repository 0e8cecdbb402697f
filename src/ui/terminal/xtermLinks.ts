// Names of live objects in xterm's rows: a click selects the object.

import type { IBufferLine, ILink, ILinkProvider, Terminal } from '@xterm/xterm';
import { objectNamed, select, useSession, WORDS } from '../../session/index.ts';

/** So far up the command is looked for that printed a row. */
const ROWS_TO_COMMAND = 300;

export function nameLinks(terminal: Terminal): ILinkProvider {
  return {
    provideLinks(row, callback) {
      const { tables } = useSession.getState();
      const { text, cells } = wholeLine(terminal, row - 1);
      const command = commandOf(terminal, row - 1);
      const links: ILink[] = [];
      for (const match of text.matchAll(WORDS)) {
        const { 0: word, index } = match;
        const selection = objectNamed(tables, { word, before: text.slice(0, index), command });
        const start = cells[index];
        const end = cells[index + word.length - 1];
        if (!selection || !start || !end || start.y > row || end.y < row) continue;
        links.push({ range: { start, end }, text: word, activate: () => select(selection) });
      }
      callback(links.length > 0 ? links : undefined);
    },
  };
}

interface Cell {
  /** Both from 1, as xterm's links count. */
  readonly x: number;
  readonly y: number;
}

/** The line that a row belongs to, with the cell of each character. */
function wholeLine(terminal: Terminal, row: number): { text: string; cells: readonly Cell[] } {
  const buffer = terminal.buffer.active;
  let first = row;
  while (first > 0 && buffer.getLine(first)?.isWrapped) first--;
  let text = '';
  const cells: Cell[] = [];
  for (let y = first; y === first || buffer.getLine(y)?.isWrapped; y++) {
    const line: IBufferLine | undefined = buffer.getLine(y);
    for (let x = 0; line && x < line.length; x++) {
      const characters = line.getCell(x)?.getChars() ?? '';
      const shown = characters === '' ? ' ' : characters;
      for (let each = 0; each < shown.length; each++) cells.push({ x: x + 1, y: y + 1 });
      text += shown;
    }
  }
  return { text, cells };
}

/** The line typed above a row. */
function commandOf(terminal: Terminal, row: number): string {
  const buffer = terminal.buffer.active;
  for (let y = row; y >= Math.max(0, row - ROWS_TO_COMMAND); y--) {
    const text = buffer.getLine(y)?.translateToString(true) ?? '';
    if (text.startsWith('$ ')) return text.slice(2);
  }
  return '';
}
