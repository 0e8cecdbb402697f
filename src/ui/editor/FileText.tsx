// The text of the open file: a light editor until the real one has come, the real one, or the difference to what is live.

import { lazy, Suspense, useEffect, useState } from 'react';
import { applyOpenFile, editFile, useSession } from '../../session/index.ts';
import { LightEditor } from './LightEditor.tsx';
import { PlainOnFailure } from './PlainOnFailure.tsx';

const MonacoEditor = lazy(() => import('./MonacoEditor.tsx'));
const LiveDiff = lazy(() => import('./LiveDiff.tsx'));

interface Props {
  readonly path: string;
  readonly isDiff: boolean;
  onCloseDiff(): void;
  /** Escape, when nothing in the editor wants it. */
  onLeave(): void;
}

export function FileText({ path, isDiff, onCloseDiff, onLeave }: Props) {
  const saved = useSession(({ tables }) => tables.files[path]?.text);
  const draft = useSession(({ drafts }) => drafts[path]);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const handle = requestIdleCallback(() => setReady(true), { timeout: 600 });
    return () => cancelIdleCallback(handle);
  }, []);
  const text = draft ?? saved ?? '';
  const light = (
    <LightEditor
      path={path}
      text={text}
      onChange={(next) => editFile(path, next)}
      onApply={applyOpenFile}
    />
  );
  if (!isReady) return light;
  return (
    <PlainOnFailure plain={light}>
      <Suspense fallback={light}>
        {isDiff ? (
          <LiveDiff path={path} text={text} onClose={onCloseDiff} />
        ) : (
          <MonacoEditor
            path={path}
            text={text}
            onChange={(next) => editFile(path, next)}
            onLeave={onLeave}
            onApply={applyOpenFile}
          />
        )}
      </Suspense>
    </PlainOnFailure>
  );
}
