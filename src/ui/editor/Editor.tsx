// Manifests as files in tabs, and Apply, which runs `kubectl apply -f FILE` in the terminal.

import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { CircleCheck, CircleX, FilePlus, Play, X } from 'lucide-react';
import {
  applyLine,
  applyOpenFile,
  closeFile,
  editFile,
  formatClock,
  newFile,
  openFile,
  pickEditedFile,
  useSession,
  type Process,
} from '../../session/index.ts';
import { EditBar } from './EditBar.tsx';
import { PlainOnFailure } from './PlainOnFailure.tsx';
import './editor.css';

const MonacoEditor = lazy(() => import('./MonacoEditor.tsx'));

export function Editor() {
  const path = useSession((session) => session.openFile);
  const apply = useRef<HTMLButtonElement>(null);
  const isAwaited = useSession((session) => pickEditedFile(session) !== undefined);
  return (
    <section className="pane editor" aria-label="Editor" id="editor" tabIndex={-1}>
      <FileTabs />
      <div className="text">
        <FileText key={path} path={path} onLeave={() => apply.current?.focus()} />
      </div>
      {isAwaited ? <EditBar /> : <ApplyBar button={apply} />}
    </section>
  );
}

function FileTabs() {
  const files = useSession(({ tables }) => Object.keys(tables.files).sort().join('\n'));
  const open = useSession((session) => session.openFile);
  const paths = files === '' ? [] : files.split('\n');
  return (
    <div className="fileTabs">
      <div className="tabList" role="tablist" aria-label="Files">
        {paths.map((path) => (
          <button
            key={path}
            type="button"
            role="tab"
            aria-selected={path === open}
            className="fileTab"
            title={path}
            ref={path === open ? showTab : undefined}
            onClick={() => openFile(path)}
          >
            {path}
          </button>
        ))}
      </div>
      {paths.length > 1 ? (
        <button
          type="button"
          className="button quiet small icon"
          aria-label={`Close ${open}`}
          onClick={() => closeFile(open)}
        >
          <X size={14} aria-hidden="true" />
        </button>
      ) : null}
      <button
        type="button"
        className="button quiet small icon"
        aria-label="New file"
        onClick={newFile}
      >
        <FilePlus size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

function showTab(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** The draft where there is one, else what is saved. A plain text field until the real editor has come. */
function FileText({ path, onLeave }: { path: string; onLeave: () => void }) {
  const saved = useSession(({ tables }) => tables.files[path]?.text);
  const draft = useSession(({ drafts }) => drafts[path]);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const handle = requestIdleCallback(() => setReady(true), { timeout: 600 });
    return () => cancelIdleCallback(handle);
  }, []);
  const text = draft ?? saved ?? '';
  const plain = (
    <textarea
      className="plainText mono"
      aria-label={path}
      spellCheck={false}
      value={text}
      onChange={({ target }) => editFile(path, target.value)}
    />
  );
  if (!isReady) return plain;
  return (
    <PlainOnFailure plain={plain}>
      <Suspense fallback={plain}>
        <MonacoEditor
          path={path}
          text={text}
          onChange={(next) => editFile(path, next)}
          onLeave={onLeave}
          onApply={applyOpenFile}
        />
      </Suspense>
    </PlainOnFailure>
  );
}

function ApplyBar({ button }: { button: React.RefObject<HTMLButtonElement | null> }) {
  const path = useSession((session) => session.openFile);
  const last = useSession(({ tables }) => lastApply(tables.processes, path));
  const isDirty = useSession(
    ({ drafts, tables }) => drafts[path] !== undefined && drafts[path] !== tables.files[path]?.text,
  );
  return (
    <div className="applyBar">
      <output className="result" aria-label="Result of Apply">
        {last ? (
          <ApplyResult process={last} isDirty={isDirty} />
        ) : (
          <span className="hint">Esc leaves the editor</span>
        )}
      </output>
      <button
        ref={button}
        type="button"
        className="button primary"
        aria-keyshortcuts="Control+Enter"
        aria-label="Apply"
        onClick={applyOpenFile}
      >
        <Play size={14} aria-hidden="true" />
        Apply <kbd>Ctrl ↵</kbd>
      </button>
    </div>
  );
}

function ApplyResult({ process, isDirty }: { process: Process; isDirty: boolean }) {
  if (process.exit === undefined) return <span>Applying…</span>;
  if (isDirty) return <span className="hint">Changed since it was applied</span>;
  const at = formatClock(process.endedAt ?? process.startedAt);
  if (process.exit === 0) {
    return (
      <span className="good">
        <CircleCheck size={14} aria-hidden="true" /> Applied at {at}
      </span>
    );
  }
  const complaint = process.output.find(({ stream }) => stream === 'stderr')?.text ?? '';
  return (
    <span className="wrong" title={complaint}>
      <CircleX size={14} aria-hidden="true" /> <span className="complaint">{complaint.trim()}</span>
    </span>
  );
}

function lastApply(
  processes: Readonly<Record<string, Process>>,
  path: string,
): Process | undefined {
  const line = applyLine(path);
  let last: Process | undefined;
  for (const key of Object.keys(processes)) {
    const process = processes[key];
    if (process?.line === line && (!last || process.pid > last.pid)) last = process;
  }
  return last;
}
