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
  readonly id: string;
  readonly shape: monaco.editor.IViewZone;
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
    const shapes = advice.map(({ range }) => ({
      afterLineNumber: range.endLineNumber,
      heightInPx: LEAST_HEIGHT,
      domNode: newNode(),
    }));
    const ids = keepingPlace(editor, (accessor) => shapes.map((shape) => accessor.addZone(shape)));
    setZones(
      advice.flatMap((problem, at): Zone[] => {
        const [id, shape] = [ids[at], shapes[at]];
        return id !== undefined && shape ? [{ id, shape, problem }] : [];
      }),
    );
    return () => {
      keepingPlace(editor, (accessor) => {
        for (const id of ids) accessor.removeZone(id);
        return ids;
      });
    };
  }, [editor, path, check]);
  useEffect(() => {
    const observer = new ResizeObserver(() => fitHeights(editor, zones));
    for (const { shape } of zones) {
      const inlay = shape.domNode.firstElementChild;
      if (inlay) observer.observe(inlay);
    }
    return () => observer.disconnect();
  }, [editor, zones]);
  return zones.map(({ shape, problem }) =>
    createPortal(<Inlay problem={problem} />, shape.domNode),
  );
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

/** A line of text with what is around it, px. */
const LEAST_HEIGHT = 28;
/** Above and below, px. */
const MARGINS = 4;

/** Each zone becomes as high as its text, which has no height while it is out of sight. */
function fitHeights(editor: monaco.editor.IStandaloneCodeEditor, zones: readonly Zone[]): void {
  const wrong = zones.flatMap(({ id, shape }) => {
    const { offsetHeight = 0 } = (shape.domNode.firstElementChild ?? {}) as Partial<HTMLElement>;
    const height = offsetHeight + MARGINS;
    return offsetHeight === 0 || shape.heightInPx === height ? [] : [{ id, shape, height }];
  });
  if (wrong.length === 0) return;
  keepingPlace(editor, (accessor) =>
    wrong.map(({ id, shape, height }) => {
      shape.heightInPx = height;
      accessor.layoutZone(id);
      return id;
    }),
  );
}

function newNode(): HTMLElement {
  const node = document.createElement('div');
  node.className = 'inlayZone';
  return node;
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
