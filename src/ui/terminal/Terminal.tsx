// The terminal: what was typed and printed at this branch and time, and a line to type. What it shows is the processes'
// records, so it rewinds with the world. Plain text: readable by everybody, and by tests.

import { memo, useEffect, useRef, useState } from 'react';
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

export function Terminal() {
  const foreground = useSession((session) => session.foreground);
  const running = useSession(({ tables, foreground: pid }) =>
    pid === undefined ? undefined : tables.processes[String(pid).padStart(8, '0')]?.line,
  );
  return (
    <section className="pane terminal" aria-label="Terminal">
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
  const screen = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const lookedAt = useSession((session) => session.lookedAt);
  const keys = Object.keys(processes).sort().slice(-SHOWN_PROCESSES);
  const lastKey = keys.at(-1);
  const last = lastKey === undefined ? undefined : processes[lastKey];
  useEffect(() => {
    const element = screen.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [last]);
  return (
    <div
      className="screen mono"
      ref={screen}
      onClick={() => {
        if (getSelection()?.isCollapsed !== false) input.current?.focus();
      }}
    >
      <div role="log" aria-label="Terminal output" aria-live="off" tabIndex={0}>
        {keys.map((key) => {
          const process = processes[key];
          return process ? (
            <ProcessLines
              key={key}
              process={process}
              newFrom={
                process.endedAt === undefined || process.endedAt >= lookedAt ? lookedAt : Infinity
              }
            />
          ) : null;
        })}
      </div>
      <Prompt input={input} />
    </div>
  );
}

interface ProcessProps {
  readonly process: Process;
  /** What it printed from then on is new, virtual ms. */
  readonly newFrom: number;
}

const ProcessLines = memo(function ProcessLines({ process, newFrom }: ProcessProps) {
  return (
    <>
      <pre className="typedLine">
        <span className="prompt" aria-hidden="true">
          ${' '}
        </span>
        {process.line}
      </pre>
      {process.output.map(({ stream, text, at: printedAt }, at) => (
        <pre
          key={`${process.pid} ${at}`}
          className={`${stream} ${printedAt >= newFrom ? 'fresh' : ''}`}
        >
          {text.replace(/\r\n/g, '\n').replace(/\n$/, '')}
        </pre>
      ))}
    </>
  );
});

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
