// While a line of the terminal waits for a file to be edited: what waits, and how to let it go on.

import { useEffect } from 'react';
import { Save } from 'lucide-react';
import { leaveEditor, openFile, pickEditedFile, useSession } from '../../session/index.ts';

export function EditBar() {
  const path = useSession(pickEditedFile) ?? '';
  const isOpen = useSession((session) => session.openFile === path);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isSaving = event.key.toLowerCase() === 's' || event.key === 'Enter';
      if (!isSaving || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      leaveEditor(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const program = path.startsWith('kubectl-edit-') ? 'kubectl edit' : 'The terminal';
  return (
    <div className="applyBar" role="group" aria-label="Waiting for the editor">
      <span className="result">
        {isOpen ? (
          `${program} waits`
        ) : (
          <button type="button" className="button quiet small" onClick={() => openFile(path)}>
            {program} waits for {path}
          </button>
        )}
      </span>
      <button type="button" className="button" onClick={() => leaveEditor(false)}>
        Cancel
      </button>
      <button
        type="button"
        className="button primary"
        aria-label="Save and close"
        aria-keyshortcuts="Control+S Control+Enter"
        onClick={() => leaveEditor(true)}
      >
        <Save size={14} aria-hidden="true" />
        Save and close <kbd>Ctrl S</kbd>
      </button>
    </div>
  );
}
