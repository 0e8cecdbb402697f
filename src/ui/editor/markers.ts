// What was found in a file as Monaco shows it: squiggles with hovers, and quick fixes behind the light bulb and Ctrl+dot.

import { useEffect } from 'react';
import { useSession, type Problem } from '../../session/index.ts';
import { monaco } from './monaco.ts';

/** Errors of Apply and of what would be refused have an owner of their own, beside advice. */
const OWNERS = ['apply', 'advice'] as const;

const fixable = new WeakMap<monaco.editor.ITextModel, readonly Problem[]>();

/** Shows the problems of the file that the editor has, and goes to the one that is looked at. */
export function useMarkers(
  editor: monaco.editor.IStandaloneCodeEditor | undefined,
  path: string,
): void {
  const check = useSession((session) => session.check);
  const reveals = useSession((session) => session.reveals);
  useEffect(() => {
    const model = editor?.getModel();
    if (!model || check?.path !== path || check.text !== model.getValue()) return;
    fixable.set(model, check.problems);
    for (const owner of OWNERS) {
      const own = check.problems.filter(
        ({ severity }) => (severity === 'error') === (owner === 'apply'),
      );
      monaco.editor.setModelMarkers(model, owner, own.map(markerOf));
    }
  }, [editor, path, check]);
  useEffect(() => {
    const { check: found, shownProblem } = useSession.getState();
    const range = found?.problems[shownProblem]?.range;
    if (reveals === 0 || !editor || !range) return;
    editor.setPosition({ lineNumber: range.startLineNumber, column: range.startColumn });
    editor.revealRangeInCenterIfOutsideViewport(range);
    editor.focus();
  }, [editor, reveals]);
}

function markerOf({ severity, source, message, range }: Problem): monaco.editor.IMarkerData {
  const { Error, Warning, Info } = monaco.MarkerSeverity;
  const shown = { error: Error, warning: Warning, hint: Info }[severity];
  return { ...range, severity: shown, message, source };
}

monaco.languages.registerCodeActionProvider('yaml', {
  provideCodeActions(model, range) {
    const problems = (fixable.get(model) ?? []).filter(
      (problem) =>
        problem.range.startLineNumber <= range.endLineNumber &&
        problem.range.endLineNumber >= range.startLineNumber,
    );
    return {
      actions: problems.flatMap(({ fixes, message }) =>
        fixes.map(({ title, edits }, at) => ({
          title,
          kind: 'quickfix',
          isPreferred: at === 0,
          diagnostics: model.isDisposed()
            ? []
            : monaco.editor
                .getModelMarkers({ resource: model.uri })
                .filter((marker) => marker.message === message),
          edit: {
            edits: edits.map((textEdit) => ({
              resource: model.uri,
              textEdit: { range: textEdit.range, text: textEdit.text },
              versionId: undefined,
            })),
          },
        })),
      ),
      dispose: () => undefined,
    };
  },
});
