// The files as tabs: arrow keys go along them, F2 or a double click renames, Delete closes, dragging or Alt with an arrow moves.

import { useRef, useState, type KeyboardEvent } from 'react';
import { FileCode, GitCompareArrows, Plus, X } from 'lucide-react';
import {
  closeFile,
  isDirty,
  moveFile,
  newFile,
  openFile,
  pathsOf,
  problemOfName,
  renameFile,
  useSession,
  useShallow,
} from '../../session/index.ts';
import { FilesMenu } from './FilesMenu.tsx';

interface Props {
  readonly isDiff: boolean;
  onDiff(isDiff: boolean): void;
}

export function FileTabs({ isDiff, onDiff }: Props) {
  const paths = useSession(useShallow(pathsOf));
  const open = useSession((session) => session.openFile);
  const [renaming, setRenaming] = useState<Renaming>();
  const [dragged, setDragged] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const focusTab = (path: string | undefined) => {
    if (path === undefined) return;
    openFile(path);
    requestAnimationFrame(() => tabOf(list.current, path)?.focus());
  };
  const startRename = (path: string) => {
    const tab = tabOf(list.current, path);
    const left = (tab?.offsetLeft ?? 0) - (tab?.parentElement?.scrollLeft ?? 0);
    setRenaming({ path, left, width: tab?.offsetWidth ?? 120 });
  };
  const endRename = (path: string) => {
    setRenaming(undefined);
    focusTab(path);
  };

  const onKey = (event: KeyboardEvent, path: string) => {
    const at = paths.indexOf(path);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
    if (step !== 0 && event.altKey) {
      moveFile(path, Math.min(paths.length - 1, at + step));
      focusTab(path);
    } else if (step !== 0) focusTab(paths[(at + step + paths.length) % paths.length]);
    else if (event.key === 'Home') focusTab(paths[0]);
    else if (event.key === 'End') focusTab(paths.at(-1));
    else if (event.key === 'F2') startRename(path);
    else if (event.key === 'Delete' && paths.length > 1) {
      closeFile(path);
      focusTab(paths[at + 1] ?? paths[at - 1]);
    } else return;
    event.preventDefault();
  };

  return (
    <div className="fileTabs">
      <div className="tabList" role="tablist" aria-label="Files" ref={list}>
        {paths.map((path) => (
          <FileTab
            key={path}
            path={path}
            isOpen={path === open}
            isOnly={paths.length === 1}
            onKeyDown={(event) => onKey(event, path)}
            onRename={() => startRename(path)}
            onDragStart={() => setDragged(path)}
            onDragOver={() => {
              if (dragged !== undefined) moveFile(dragged, paths.indexOf(path));
            }}
          />
        ))}
      </div>
      {renaming === undefined ? null : <NameField {...renaming} onEnd={endRename} />}
      {isDiff ? (
        <button
          type="button"
          className="button quiet small icon"
          aria-label="Close the diff"
          aria-pressed="true"
          onClick={() => onDiff(false)}
        >
          <GitCompareArrows size={14} aria-hidden="true" />
        </button>
      ) : null}
      <FilesMenu onRename={() => startRename(open)} isDiff={isDiff} onDiff={onDiff} />
      <button
        type="button"
        className="button quiet small icon"
        aria-label="New file"
        title="New file"
        onClick={newFile}
      >
        <Plus size={16} aria-hidden="true" />
      </button>
    </div>
  );
}

function tabOf(list: HTMLElement | null, path: string): HTMLElement | null {
  return list?.querySelector(`[data-path="${CSS.escape(path)}"]`) ?? null;
}

interface TabProps {
  readonly path: string;
  readonly isOpen: boolean;
  readonly isOnly: boolean;
  onKeyDown(event: KeyboardEvent): void;
  onRename(): void;
  onDragStart(): void;
  onDragOver(): void;
}

function FileTab({ path, isOpen, isOnly, onRename, onDragOver, ...handlers }: TabProps) {
  const hasDraft = useSession((session) => isDirty(session, path));
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isOpen}
      aria-description={hasDraft ? 'Not written yet: Apply does it' : undefined}
      tabIndex={isOpen ? 0 : -1}
      className={`fileTab ${hasDraft ? 'dirty' : ''}`}
      title={`${path} (F2 renames)`}
      data-path={path}
      ref={isOpen ? showTab : undefined}
      draggable
      {...handlers}
      onDragOver={(event) => {
        event.preventDefault();
        onDragOver();
      }}
      onClick={() => openFile(path)}
      onDoubleClick={onRename}
      onAuxClick={({ button }) => {
        if (button === 1 && !isOnly) closeFile(path);
      }}
    >
      {isOpen ? <FileCode size={14} aria-hidden="true" /> : null}
      <span className="fileName">{path}</span>
      {/* For the mouse only: the keyboard has Delete, and the menu of files says Close. */}
      {isOnly ? null : (
        <span
          className="closeTab"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            closeFile(path);
          }}
        >
          <X size={12} />
        </span>
      )}
    </button>
  );
}

function showTab(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** A tab whose name is being changed, and where it is, px. */
interface Renaming {
  readonly path: string;
  readonly left: number;
  readonly width: number;
}

/** Lies over the tab: Enter takes the name, Escape does not. */
function NameField({ path, left, width, onEnd }: Renaming & { onEnd(path: string): void }) {
  const [name, setName] = useState(path);
  const problem = problemOfName(path, name);
  const take = () => {
    if (problem !== undefined) return onEnd(path);
    renameFile(path, name);
    onEnd(name);
  };
  return (
    <span className="nameField" style={{ left, minWidth: width }}>
      <input
        aria-label={`New name of ${path}`}
        aria-invalid={problem !== undefined}
        value={name}
        size={Math.max(12, name.length)}
        ref={selectStem}
        onChange={({ target }) => setName(target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') onEnd(path);
          else if (problem === undefined) take();
        }}
      />
      {problem === undefined ? null : <span role="alert">{problem}</span>}
    </span>
  );
}

/** Selects the name without its ending, once. */
function selectStem(field: HTMLInputElement | null): void {
  if (!field || field === document.activeElement) return;
  field.focus();
  const dot = field.value.lastIndexOf('.');
  field.setSelectionRange(0, dot < 1 ? field.value.length : dot);
}
