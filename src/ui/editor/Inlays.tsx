// Advice in the text, under the line that it is about, with its quick fix as a button. A look with the mouse: the keyboard has
// the same behind Ctrl+dot, and a screen reader hears the marker.

import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { applyFix, useSession, type Problem } from '../../session/index.ts';
import type { monaco } from './monaco.ts';
import { ProblemIcon } from './ProblemsLine.tsx';

/** More would push the text apart. */
const MOST_INLAYS = 3;

interface Zone {
  readonly node: HTMLElement;
  readonly problem: Problem;
}

export function Inlays(props: {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly path: string;
}) {
  const { editor, path } = props;
  const check = useSession((session) => session.check);
  const [zones, setZones] = useState<readonly Zone[]>([]);
  useEffect(() => {
    const model = editor.getModel();
    const isShown = check?.path === path && model && check.text === model.getValue();
    const advice = isShown
      ? check.problems.filter(({ severity }) => severity !== 'error').slice(0, MOST_INLAYS)
      : [];
    const made = advice.map((problem) => ({ node: document.createElement('div'), problem }));
    setZones(made);
    const ids = keepingPlace(editor, (accessor) =>
      made.map(({ node, problem }) => {
        node.className = 'inlayZone';
        return accessor.addZone({
          afterLineNumber: problem.range.endLineNumber,
          heightInPx: heightOf(problem, editor.getLayoutInfo().contentWidth),
          domNode: node,
        });
      }),
    );
    return () => {
      keepingPlace(editor, (accessor) => {
        for (const id of ids) accessor.removeZone(id);
        return ids;
      });
    };
  }, [editor, path, check]);
  return zones.map(({ node, problem }) => createPortal(<Inlay problem={problem} />, node));
}

/** The line of the cursor stays where it is on the screen. */
function keepingPlace(
  editor: monaco.editor.IStandaloneCodeEditor,
  change: (accessor: monaco.editor.IViewZoneChangeAccessor) => string[],
): string[] {
  if (!editor.getModel()) return [];
  const line = editor.getPosition()?.lineNumber ?? 1;
  const before = editor.getTopForLineNumber(line);
  let ids: string[] = [];
  editor.changeViewZones((accessor) => {
    ids = change(accessor);
  });
  const moved = editor.getTopForLineNumber(line) - before;
  if (moved !== 0 && editor.getScrollTop() > 0) editor.setScrollTop(editor.getScrollTop() + moved);
  return ids;
}

/** A letter of the caption's type is about so wide, px. */
const LETTER = 5.9;

function heightOf({ message, fixes }: Problem, width: number): number {
  const perLine = Math.max(20, Math.floor((width - 64) / LETTER));
  return Math.ceil(message.length / perLine) * 16 + (fixes.length > 0 ? 28 : 0) + 14;
}

function Inlay({ problem }: { readonly problem: Problem }) {
  return (
    <div className={`inlay ${problem.severity}`}>
      <ProblemIcon severity={problem.severity} />
      <div>
        {problem.message}
        {problem.fixes.length > 0 ? (
          <span className="inlayFixes">
            {problem.fixes.map((fix) => (
              <button
                key={fix.title}
                type="button"
                tabIndex={-1}
                className="button small"
                onMouseDown={(event) => event.stopPropagation()}
                onClick={() => applyFix(fix)}
              >
                {fix.title}
              </button>
            ))}
          </span>
        ) : null}
      </div>
    </div>
  );
}
