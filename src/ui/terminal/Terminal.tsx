// The terminal: what was typed and printed at this branch and time, and a line to type. What it shows is the processes'
// records, so it rewinds with the world. Plain text: readable by everybody, and by tests.

import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Maximize2, Minimize2, Square, TerminalSquare } from 'lucide-react';
import {
  formatClock,
  interrupt,
  readEntry,
  toggleTerminal,
  toggleTerminalHeight,
  typeLine,
  useSession,
  type Process,
} from '../../session/index.ts';
import './terminal.css';

/** Older lines than these are not shown. */
const SHOWN_PROCESSES = 200;
const SHOWN_PIECES = 2_000;

export function Terminal() {
  const foreground = useSession((session) => session.foreground);
  const running = useSession(({ tables, foreground: pid }) =>
    pid === undefined ? undefined : tables.processes[String(pid).padStart(8, '0')]?.line,
  );
  return (
    <section className="pane terminal" aria-label="Terminal" id="terminal" tabIndex={-1}>
      <div className="terminalBar">
        <TerminalSquare size={14} aria-hidden="true" />
        <h2>Terminal</h2>
        <span className="place">root@192.168.18.3</span>
        {running === undefined ? null : (
          <span className="running">
            {running.split('\n', 1)[0]} <RunningFor pid={foreground} />
          </span>
        )}
        <span className="spring" />
        {foreground === undefined ? null : (
          <button type="button" className="button quiet small" onClick={interrupt}>
            <Square size={12} aria-hidden="true" /> Stop <kbd>Ctrl C</kbd>
          </button>
        )}
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
        <Screen />
      </div>
    </section>
  );
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
    <section className="terminal closed" aria-label="Terminal">
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
    const process = tables.processes[String(pid).padStart(8, '0')];
    return process ? formatClock(now - process.startedAt).replace(/\.\d$/, '') : '';
  });
  return <span>{text} so far</span>;
}

function Screen() {
  const processes = useSession(({ tables }) => tables.processes);
  const lookedAt = useSession((session) => session.lookedAt);
  const screen = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const pieces = useMemo(() => piecesOf(Object.values(processes)), [processes]);
  useEffect(() => {
    const element = screen.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [pieces]);
  return (
    <div
      className="screen mono"
      ref={screen}
      onClick={() => {
        if (getSelection()?.isCollapsed !== false) input.current?.focus();
      }}
    >
      <div role="log" aria-label="Terminal output" aria-live="off" tabIndex={0}>
        {pieces.map(({ key, kind, text, at }) =>
          kind === 'typed' ? (
            <TypedLine key={key} text={text} />
          ) : (
            <OutputPiece key={key} kind={kind} text={text} isFresh={at >= lookedAt} />
          ),
        )}
      </div>
      <Prompt input={input} />
    </div>
  );
}

interface Piece {
  readonly key: string;
  readonly kind: 'typed' | 'stdout' | 'stderr';
  readonly text: string;
  /** Virtual ms. */
  readonly at: number;
  readonly pid: number;
}

/** What was typed and printed, in the order of time: jobs print between the lines of others. */
function piecesOf(processes: readonly Process[]): readonly Piece[] {
  const pieces = processes
    .toSorted((one, other) => one.pid - other.pid)
    .slice(-SHOWN_PROCESSES)
    .flatMap(({ pid, line, job, startedAt, output }): Piece[] => [
      ...(job === undefined
        ? [{ key: `${pid}`, kind: 'typed', text: line, at: startedAt, pid } as const]
        : []),
      ...output.map(({ at, stream, text }, index) => ({
        key: `${pid} ${index}`,
        kind: isJobNotice(text) ? 'stdout' : stream,
        text,
        at,
        pid,
      })),
    ])
    .sort((one, other) => one.at - other.at || one.pid - other.pid)
    .slice(-SHOWN_PIECES);
  return joinLines(pieces);
}

/** What a process prints goes on in the line that it has not ended. */
function joinLines(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const isSameLine =
      last?.pid === piece.pid && last.kind !== 'typed' && !last.text.endsWith('\n');
    if (last && isSameLine) joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}

const TypedLine = memo(function TypedLine({ text }: { text: string }) {
  return (
    <pre className="typedLine">
      <span className="prompt" aria-hidden="true">
        ${' '}
      </span>
      {text}
    </pre>
  );
});

const OutputPiece = memo(function OutputPiece({
  kind,
  text,
  isFresh,
}: {
  kind: string;
  text: string;
  isFresh: boolean;
}) {
  return (
    <pre className={`${kind} ${isFresh ? 'fresh' : ''}`}>
      {text.replace(/\r\n/g, '\n').replace(/\n$/, '')}
    </pre>
  );
});

/** What a shell says of its jobs goes to stderr and is no error: `[1] 10018`, `[1]+  Done  sleep 5`. */
function isJobNotice(text: string): boolean {
  return /^\[\d+\][ +-]/.test(text);
}

/** The line being typed. A here-document is collected line by line, as a shell does. */
function Prompt({ input }: { input: React.RefObject<HTMLInputElement | null> }) {
  const [text, setText] = useState('');
  const [collected, setCollected] = useState<readonly string[]>([]);
  const [recalled, setRecalled] = useState(0);
  const isBusy = useSession((session) => session.foreground !== undefined);
  const typed = useSession((session) => session.typed);

  const enter = (line: string) => {
    const lines = [...collected, line];
    const entry = readEntry([...lines], false);
    setText('');
    setRecalled(0);
    if (entry.type === 'incomplete') setCollected(lines);
    else {
      setCollected([]);
      if (entry.type === 'line') typeLine(entry.line);
    }
  };

  const recall = (change: number) => {
    const next = Math.min(typed.length, Math.max(0, recalled + change));
    setRecalled(next);
    setText(next === 0 ? '' : ((typed[typed.length - next] ?? '').split('\n', 1)[0] ?? ''));
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    const hasSelection = event.currentTarget.selectionStart !== event.currentTarget.selectionEnd;
    if (event.key === 'Enter') enter(text);
    else if (event.key === 'ArrowUp') recall(1);
    else if (event.key === 'ArrowDown') recall(-1);
    else if (event.key === 'c' && event.ctrlKey && !hasSelection) {
      if (isBusy) interrupt();
      else {
        setText('');
        setCollected([]);
      }
    } else return;
    event.preventDefault();
  };

  const onPaste = (event: React.ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (!pasted.includes('\n')) return;
    event.preventDefault();
    const lines = (text + pasted).split('\n');
    const rest = lines.pop() ?? '';
    const queue = [...collected, ...lines];
    let pending: string[] = [];
    for (const line of queue) {
      pending.push(line);
      const entry = readEntry([...pending], false);
      if (entry.type === 'incomplete') continue;
      if (entry.type === 'line') typeLine(entry.line);
      pending = [];
    }
    setCollected(pending);
    setText(rest);
  };

  return (
    <>
      {collected.map((line, at) => (
        <pre key={`${at} ${line}`} className="typedLine">
          <span className="prompt">{at === 0 ? '$ ' : '> '}</span>
          {line}
        </pre>
      ))}
      <div className="promptLine">
        <span className={`prompt ${isBusy ? 'busy' : ''}`} aria-hidden="true">
          {collected.length > 0 ? '>' : '$'}
        </span>
        <input
          ref={input}
          aria-label="Terminal input"
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          value={text}
          placeholder={isBusy ? '' : 'kubectl get pods'}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      </div>
    </>
  );
}
