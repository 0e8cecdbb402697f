// The terminal's pane: its bar, which says what runs, and the screen.

import { useState } from 'react';
import { Maximize2, Minimize2, Search, Square, TerminalSquare } from 'lucide-react';
import {
  formatClock,
  interrupt,
  pidKey,
  toggleTerminal,
  toggleTerminalHeight,
  useSession,
} from '../../session/index.ts';
import { Screen } from './Screen.tsx';
import './terminal.css';

export function Terminal() {
  const foreground = useSession((session) => session.foreground);
  const running = useSession(({ tables, foreground: pid }) =>
    pid === undefined ? undefined : tables.processes[pidKey(pid)]?.line,
  );
  const [isSearchable, setSearchable] = useState(false);
  const [isSearching, setSearching] = useState(false);
  return (
    <section className="pane terminal" aria-label="Terminal" id="terminal" tabIndex={-1}>
      <div className="terminalBar">
        <TerminalSquare size={14} aria-hidden="true" />
        <h2>Terminal</h2>
        <span className="place">root@192.168.18.3</span>
        {running === undefined ? null : (
          <span className="running">
            {nameOfLine(running)}, <RunningFor pid={foreground} />
          </span>
        )}
        <span className="spring" />
        {foreground === undefined ? null : (
          <button type="button" className="button quiet small" onClick={interrupt}>
            <Square size={12} aria-hidden="true" /> Stop <kbd>Ctrl C</kbd>
          </button>
        )}
        {isSearchable ? (
          <button
            type="button"
            className="button quiet small icon"
            aria-label="Search the terminal output"
            aria-keyshortcuts="Control+Shift+F"
            title="Search (Ctrl Shift F)"
            aria-pressed={isSearching}
            onClick={() => setSearching(!isSearching)}
          >
            <Search size={14} aria-hidden="true" />
          </button>
        ) : null}
        <button
          type="button"
          className="button quiet small hideButton"
          aria-keyshortcuts="Control+`"
          onClick={toggleTerminal}
        >
          Hide <kbd>Ctrl `</kbd>
        </button>
        <HeightButton />
      </div>
      <div className="screenBox">
        <Screen
          isSearching={isSearching}
          setSearching={setSearching}
          onDrawn={() => setSearchable(true)}
        />
      </div>
    </section>
  );
}

/** A program by its name, kubectl with its command; anything longer as it was typed. */
function nameOfLine(line: string): string {
  return /^kubectl [a-z][a-z-]*/.exec(line)?.[0] ?? line.split('\n', 1)[0] ?? '';
}

function HeightButton() {
  const isTall = useSession((session) => session.isTerminalTall);
  return (
    <button
      type="button"
      className="button quiet small icon heightButton"
      aria-label={isTall ? 'Make the terminal lower' : 'Make the terminal higher'}
      onClick={toggleTerminalHeight}
    >
      {isTall ? (
        <Minimize2 size={14} aria-hidden="true" />
      ) : (
        <Maximize2 size={14} aria-hidden="true" />
      )}
    </button>
  );
}

/** The closed terminal: a bar with its last line. */
export function ClosedTerminal() {
  const lastLine = useSession(({ tables }) => {
    const last = Object.keys(tables.processes).sort().at(-1);
    const process = last === undefined ? undefined : tables.processes[last];
    return process?.output.at(-1)?.text.trimEnd().split('\n').at(-1) ?? process?.line ?? '';
  });
  return (
    <section className="terminal closed" aria-label="Terminal" id="terminal" tabIndex={-1}>
      <button
        type="button"
        className="terminalBar"
        aria-keyshortcuts="Control+`"
        aria-label="Show the terminal"
        onClick={toggleTerminal}
      >
        <TerminalSquare size={14} aria-hidden="true" />
        <span className="title">Terminal</span>
        <span className="running mono">{lastLine}</span>
        <span className="spring" />
        Show <kbd>Ctrl `</kbd>
      </button>
    </section>
  );
}

function RunningFor({ pid }: { pid: number | undefined }) {
  const text = useSession(({ tables, now }) => {
    const process = pid === undefined ? undefined : tables.processes[pidKey(pid)];
    return process ? formatClock(now - process.startedAt).replace(/\.\d$/, '') : '';
  });
  return <span>{text} so far</span>;
}
