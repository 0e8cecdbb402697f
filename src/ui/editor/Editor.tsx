// Manifests as files in tabs, and Apply, which runs `kubectl apply -f FILE` in the terminal.

import { useEffect, useRef, useState, type DragEvent } from 'react';
import {
  addFile,
  addNotice,
  keepChecking,
  openFile,
  pathsOf,
  pickEditedFile,
  useSession,
} from '../../session/index.ts';
import { ApplyBar } from './ApplyBar.tsx';
import { EditBar } from './EditBar.tsx';
import { FileTabs } from './FileTabs.tsx';
import { FileText } from './FileText.tsx';
import { ProblemsLine } from './ProblemsLine.tsx';
import './editor.css';
import './problems.css';
import './tabs.css';

/** Bytes: kubectl refuses larger ones here. */
const LARGEST_FILE = 1_000_000;

export function Editor() {
  const path = useSession((session) => session.openFile);
  const [isDiff, setDiff] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const apply = useRef<HTMLButtonElement>(null);
  const isAwaited = useSession((session) => pickEditedFile(session) !== undefined);
  useEffect(keepChecking, []);
  useOpenFile();
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return (
    // Files are dropped with the mouse only: the menu of files is there for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="pane editor"
      aria-label="Editor"
      id="editor"
      tabIndex={-1}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setDropping(false);
      }}
      onDropCapture={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setDropping(false);
        void addFiles([...event.dataTransfer.files]);
      }}
    >
      <FileTabs isDiff={isDiff} onDiff={setDiff} />
      <div className="text">
        <FileText
          path={path}
          isDiff={isDiff}
          onCloseDiff={() => setDiff(false)}
          onLeave={() => apply.current?.focus()}
        />
        {isDropping ? <div className="dropHint">Drop to open in a tab</div> : null}
      </div>
      <ProblemsLine />
      {isAwaited ? <EditBar /> : <ApplyBar button={apply} />}
    </section>
  );
}

async function addFiles(files: readonly File[]): Promise<void> {
  for (const file of files) {
    if (file.size <= LARGEST_FILE) addFile(file.name, await file.text());
    else {
      const text = `${file.name} is larger than 1 MB and was not opened: kubectl would refuse it.`;
      addNotice({ kind: 'tooLarge', text });
    }
  }
}

/** A file that is gone, because one wound back or the shell removed it, gives way to the first. */
function useOpenFile(): void {
  const first = useSession((session) => {
    const paths = pathsOf(session);
    return paths.includes(session.openFile) ? undefined : paths[0];
  });
  useEffect(() => {
    if (first !== undefined) openFile(first);
  }, [first]);
}
