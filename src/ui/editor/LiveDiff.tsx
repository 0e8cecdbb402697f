// The file beside what is live, in one column: lines that Apply would take away and lines that it would bring.

import { useEffect, useRef, useState } from 'react';
import { X } from 'lucide-react';
import { liveTextOf, useSession } from '../../session/index.ts';
import { monaco } from './monaco.ts';
import { defineTheme, editorOptions } from './monacoTheme.ts';

interface Props {
  readonly path: string;
  readonly text: string;
  onClose(): void;
}

export default function LiveDiff({ path, text, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState<string>();
  const [count, setCount] = useState<number>();
  const theme = useSession((session) => session.theme);
  const step = useSession((session) => session.step);

  useEffect(() => {
    let isWanted = true;
    void liveTextOf(path, text).then((next) => {
      if (isWanted && next !== undefined) setLive(next);
    });
    return () => {
      isWanted = false;
    };
  }, [path, text, step]);

  useEffect(() => {
    if (!box.current || live === undefined) return undefined;
    const original = monaco.editor.createModel(live, 'yaml');
    const modified = monaco.editor.createModel(text, 'yaml');
    const editor = monaco.editor.createDiffEditor(box.current, {
      ...editorOptions,
      readOnly: true,
      renderSideBySide: false,
      renderOverviewRuler: false,
      hideUnchangedRegions: { enabled: false },
      originalAriaLabel: `${path} as it is live`,
      modifiedAriaLabel: `${path} as it is typed`,
    });
    editor.setModel({ original, modified });
    editor.onDidUpdateDiff(() => setCount(editor.getLineChanges()?.length));
    return () => {
      editor.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [live, path, text]);

  useEffect(() => {
    defineTheme(theme);
  }, [theme]);

  return (
    <div className="liveDiff">
      <div className="diffHead">
        <output>{sentence(live, count)}</output>
        <button type="button" className="button quiet small" onClick={onClose}>
          <X size={14} aria-hidden="true" /> Back to the text
        </button>
      </div>
      <div ref={box} className="monaco" />
    </div>
  );
}

function sentence(live: string | undefined, count: number | undefined): string {
  if (live?.trim() === '') return 'Nothing of it is live yet';
  if (count === undefined) return 'Live against typed';
  if (count === 0) return 'What is live is as typed';
  return `${count} ${count === 1 ? 'place differs' : 'places differ'}: live against typed`;
}
