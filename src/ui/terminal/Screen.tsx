// The inside of the terminal: the output as plain text, the same drawn by xterm once that is loaded, and the line being typed.

import { lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useSession, useShallow } from '../../session/index.ts';
import { PlainOnFailure } from '../editor/PlainOnFailure.tsx';
import { CompletionMenu } from './CompletionMenu.tsx';
import { OutputLog } from './OutputLog.tsx';
import { piecesOf, terminalText, typedText } from './output.ts';
import { PromptField } from './PromptField.tsx';
import { SearchBar } from './SearchBar.tsx';
import { tailOf } from './tail.ts';
import { usePrompt } from './usePrompt.ts';
import type { Found, XtermView } from './xtermView.ts';

const XtermScreen = lazy(() => import('./XtermScreen.tsx'));

interface Props {
  readonly isSearching: boolean;
  setSearching(isSearching: boolean): void;
  /** The drawn terminal is there. */
  onDrawn(): void;
}

export function Screen({ isSearching, setSearching, onDrawn }: Props) {
  const [isWanted, setWanted] = useState(false);
  const [isDrawn, setDrawn] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [top, setTop] = useState<number>();
  const [found, setFound] = useState<Found>({ at: 0, count: 0 });
  const [clearedAt, setClearedAt] = useState('');
  const screen = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const view = useRef<XtermView>(undefined);
  const menuId = useId();

  useEffect(() => {
    const handle = requestIdleCallback(() => setWanted(true), { timeout: 600 });
    return () => cancelIdleCallback(handle);
  }, []);

  const processes = useSession(({ tables }) => tables.processes);
  const asides = useSession(
    useShallow((session) => session.asides.filter(({ at }) => at <= session.now)),
  );
  const pieces = useMemo(() => {
    const all = piecesOf(Object.values(processes), asides);
    return all.slice(all.findIndex(({ key }) => key === clearedAt) + 1);
  }, [processes, asides, clearedAt]);
  useEffect(() => {
    const element = screen.current;
    if (element && !isDrawn) element.scrollTop = element.scrollHeight;
  }, [pieces, isDrawn]);

  const handle = usePrompt({
    copySelection: () => {
      const text = view.current?.takeSelection() ?? '';
      if (text !== '') void navigator.clipboard?.writeText(text);
      return text !== '';
    },
    openSearch: () => setSearching(true),
    clear: () => setClearedAt(pieces.at(-1)?.key ?? ''),
  });
  const { output, tail } = useDrawing(pieces, handle);
  const focusField = () => field.current?.focus({ preventScroll: true });

  return (
    <>
      <div
        className={`screen mono ${isDrawn ? 'drawn' : ''}`}
        ref={screen}
        onClick={() => {
          if (!isDrawn && getSelection()?.isCollapsed !== false) focusField();
        }}
      >
        {isWanted ? (
          <PlainOnFailure plain={null}>
            <Suspense fallback={null}>
              <XtermScreen
                output={output}
                tail={tail}
                isFocused={isFocused}
                view={view}
                onReady={() => {
                  setDrawn(true);
                  onDrawn();
                }}
                onPlace={setTop}
                onFound={setFound}
                onText={handle.paste}
                onPointer={focusField}
              />
            </Suspense>
          </PlainOnFailure>
        ) : null}
        <OutputLog pieces={pieces} />
        <PromptField handle={handle} field={field} top={top} menuId={menuId} onFocus={setFocused} />
      </div>
      <CompletionMenu handle={handle.completion} field={field} id={menuId} />
      {isSearching ? (
        <SearchBar
          view={view}
          found={found}
          onClose={() => {
            setSearching(false);
            focusField();
          }}
        />
      ) : null}
    </>
  );
}

/** What xterm is given: the output, and the prompt behind it. */
function useDrawing(pieces: ReturnType<typeof piecesOf>, handle: ReturnType<typeof usePrompt>) {
  const lookedAt = useSession((session) => session.lookedAt);
  const isBusy = useSession((session) => session.foreground !== undefined);
  const queued = useSession((session) => session.queued);
  const isFirst = useSession((session) => session.typed.length === 0);
  const { collected, shown, prompt } = handle;
  const output = useMemo(() => {
    const text = terminalText(pieces, lookedAt);
    return collected.length === 0 ? text : text + typedText(collected.join('\n'));
  }, [pieces, lookedAt, collected]);
  const isOnNewLine = output === '' || output.endsWith('\n');
  const tail = useMemo(
    () =>
      tailOf({
        line: shown,
        search: prompt.search,
        queued,
        isBusy,
        isContinued: collected.length > 0,
        isOnNewLine,
        hint: isFirst ? 'kubectl get pods' : '',
      }),
    [shown, prompt.search, queued, isBusy, collected.length, isOnNewLine, isFirst],
  );
  return { output, tail };
}
