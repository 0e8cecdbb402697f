// What the palette offers: the page's commands, every object, every file, lines that were typed, and a line to run.

import {
  kindsOnPage,
  openFile,
  pathsOf,
  pause,
  play,
  playUntilChange,
  prefer,
  seekEnd,
  seekStart,
  select,
  setDrawer,
  stepBack,
  stepForward,
  toggleTerminal,
  typeLine,
  newFile,
  type Session,
} from '../../session/index.ts';
import { openPopover, popovers } from '../layout/Popover.tsx';
import { rank } from './rank.ts';

export interface PaletteEntry {
  readonly group: 'Run' | 'Commands' | 'Objects' | 'Files' | 'Typed before';
  readonly label: string;
  /** What stands at its right: keys, or where it is. */
  readonly aside?: string;
  act(): void;
}

const MOST_PER_GROUP = 8;

/** The entries that a query means, nearest first within each group. */
export function entriesFor(session: Session, query: string): PaletteEntry[] {
  const wanted = query.trim();
  const groups = [commands(session), objects(session), files(session), typed(session)];
  const found = groups.flatMap((entries) => nearest(entries, wanted));
  return wanted === '' ? found : [...runEntry(wanted), ...found];
}

function nearest(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  if (query === '') return entries.slice(0, MOST_PER_GROUP);
  return entries
    .flatMap((entry) => {
      const score = rank(entry.label, query);
      return score === undefined ? [] : [{ entry, score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_PER_GROUP)
    .map(({ entry }) => entry);
}

/** What begins with the name of a program can be run. */
function runEntry(line: string): PaletteEntry[] {
  if (!/^(kubectl|curl|orrery|ssh|docker|iptables\S*|nslookup|ping|cat|ls) /.test(line)) return [];
  return [{ group: 'Run', label: line, aside: 'in the terminal', act: () => typeLine(line) }];
}

function commands({ isPlaying, theme }: Session): PaletteEntry[] {
  const other = theme === 'dark' ? 'light' : 'dark';
  const all: readonly (readonly [string, () => void, string?])[] = [
    isPlaying ? ['Pause', pause, 'Space'] : ['Play', play, 'Space'],
    ['Step forward', stepForward, '.'],
    ['Step back', stepBack, ','],
    ['Play until something changes', playUntilChange],
    ['Go to the beginning', seekStart, 'Home'],
    ['Go to the end', seekEnd, 'End'],
    ['Show or hide the terminal', toggleTerminal, 'Ctrl `'],
    [`Switch to the ${other} theme`, () => prefer({ theme: other })],
    ['Show the files', () => setDrawer('editor')],
    ['New file', newFile],
    ['Select nothing', () => select(undefined)],
    ['Share this cluster', () => openPopover(popovers.share)],
    ['Settings', () => openPopover(popovers.settings)],
    ['Keys', () => openPopover(popovers.keys), '?'],
  ];
  return all.map(([label, act, aside]) => ({
    group: 'Commands',
    label,
    act,
    ...(aside === undefined ? {} : { aside }),
  }));
}

function objects({ tables }: Session): PaletteEntry[] {
  return kindsOnPage.flatMap((kind) =>
    Object.keys(tables[kind]).map((key): PaletteEntry => {
      const [namespace, name = key] = key.includes('/') ? key.split('/') : ['', key];
      return {
        group: 'Objects',
        label: `${kind} ${name}`,
        ...(namespace ? { aside: namespace } : {}),
        act: () => {
          select({ type: 'object', kind, key });
          requestAnimationFrame(() => document.getElementById('inspector')?.focus());
        },
      };
    }),
  );
}

function files(session: Session): PaletteEntry[] {
  return pathsOf(session).map((path) => ({
    group: 'Files',
    label: path,
    act: () => {
      openFile(path);
      setDrawer('editor');
    },
  }));
}

function typed({ typed: lines }: Session): PaletteEntry[] {
  return lines.toReversed().map((line) => ({
    group: 'Typed before',
    label: line,
    act: () => typeLine(line),
  }));
}
