// Every key of the page, as the sheet shows it.

interface Shortcut {
  /** Keys that are pressed together; alternatives are shortcuts of their own. */
  readonly keys: readonly string[];
  readonly what: string;
}

export interface ShortcutGroup {
  readonly where: string;
  readonly shortcuts: readonly Shortcut[];
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const mod = isMac ? 'Cmd' : 'Ctrl';

export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    where: 'Everywhere',
    shortcuts: [
      { keys: [mod, 'K'], what: 'Search, or run a command' },
      { keys: ['F6'], what: 'To the next pane; with Shift to the one before' },
      { keys: ['Ctrl', '`'], what: 'Show or hide the terminal' },
      { keys: ['Esc'], what: 'Close what is open over the page' },
    ],
  },
  {
    where: 'Graph and timeline',
    shortcuts: [
      { keys: ['?'], what: 'These keys' },
      { keys: ['Space'], what: 'Play or pause, on the timeline' },
      { keys: ['.'], what: 'Step forward; a comma steps back' },
      { keys: ['Home'], what: 'To the beginning; End to the end' },
      { keys: ['←', '→'], what: 'A second back or on; with Shift ten' },
    ],
  },
  {
    where: 'Graph',
    shortcuts: [
      { keys: ['Arrows'], what: 'To what is next to it' },
      { keys: ['Enter'], what: 'Look at it in the inspector' },
    ],
  },
  {
    where: 'Editor',
    shortcuts: [
      { keys: [mod, 'Enter'], what: 'Apply the file' },
      { keys: ['Ctrl', 'Space'], what: 'Complete' },
      { keys: ['F8'], what: 'To the next problem; Ctrl . shows what mends it' },
      { keys: ['F2'], what: 'Rename a tab; Alt with an arrow moves it, Delete closes it' },
      { keys: ['Esc'], what: 'Leave the editor' },
      { keys: ['Ctrl', 'M'], what: 'Let Tab move on instead of indenting' },
    ],
  },
  {
    where: 'Terminal',
    shortcuts: [
      { keys: ['Enter'], what: 'Run the line' },
      { keys: ['Tab'], what: 'Complete; on an empty line, or after Esc, go on through the page' },
      { keys: ['↑', '↓'], what: 'Lines that were typed before' },
      { keys: ['Ctrl', 'R'], what: 'Look for a line that was typed before' },
      { keys: ['Ctrl', 'Shift', 'F'], what: 'Search the output; Ctrl Shift C copies' },
      { keys: ['Ctrl', 'C'], what: 'Interrupt' },
    ],
  },
];
