// The editor proper; loaded when the page is there. Each file keeps its model, so that undo and the cursor outlive a look at
// another tab.

import { useEffect, useRef, useState } from 'react';
import { pickEditedFile, showNextProblem, useSession } from '../../session/index.ts';
import { Inlays } from './Inlays.tsx';
import { monaco } from './monaco.ts';
import { defineTheme, editorOptions } from './monacoTheme.ts';
import { useMarkers } from './markers.ts';

interface Props {
  readonly path: string;
  readonly text: string;
  onChange(text: string): void;
  /** Escape, when nothing in the editor wants it. */
  onLeave(): void;
  onApply(): void;
}

type CodeEditor = monaco.editor.IStandaloneCodeEditor;
type Views = Map<string, monaco.editor.ICodeEditorViewState | null>;

const FREE_ESCAPE =
  '!suggestWidgetVisible && !findWidgetVisible && !markersNavigationVisible && !codeActionMenuVisible && !editorHasSelection';

export default function MonacoEditor(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<CodeEditor>();
  const views = useRef<Views>(new Map());
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const theme = useSession((session) => session.theme);
  const { path, text } = props;

  useEffect(() => {
    if (!box.current) return undefined;
    const made = createEditor(box.current, latest);
    setEditor(made);
    return () => {
      made.dispose();
      for (const model of monaco.editor.getModels()) model.dispose();
    };
  }, []);

  useEffect(() => {
    if (!editor) return undefined;
    const model = modelOf(path, latest.current.text);
    editor.setModel(model);
    editor.updateOptions({ ariaLabel: `${path}. Escape leaves the editor.` });
    editor.restoreViewState(views.current.get(path) ?? null);
    const kept = views.current;
    return () => {
      kept.set(path, editor.saveViewState());
    };
  }, [editor, path]);

  useEffect(() => {
    const model = editor?.getModel();
    if (!model || model.uri.toString() !== uriOf(path).toString()) return;
    if (model.getValue() !== text) replaceText(model, text);
  }, [editor, path, text]);

  // A line of the terminal waits for this file: one types here next.
  const isAwaited = useSession((session) => pickEditedFile(session) === path);
  useEffect(() => {
    if (isAwaited) editor?.focus();
  }, [editor, isAwaited]);

  const tabFocusMode = useSession(({ preferences }) => preferences.tabKey === 'moves');
  useEffect(() => {
    editor?.updateOptions({ tabFocusMode });
  }, [editor, tabFocusMode]);

  useEffect(() => {
    defineTheme(theme);
  }, [theme]);

  useMarkers(editor, path);

  return (
    <div className="monacoBox">
      <div ref={box} className="monaco" />
      {editor ? <Inlays editor={editor} path={path} /> : null}
      <span className="leaveHint" aria-hidden="true">
        Esc leaves · Ctrl M: Tab moves on
      </span>
    </div>
  );
}

function uriOf(path: string): monaco.Uri {
  return monaco.Uri.parse(`file:///${encodeURIComponent(path)}`);
}

function modelOf(path: string, text: string): monaco.editor.ITextModel {
  const uri = uriOf(path);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, 'yaml', uri);
}

/** So that it can be undone. */
function replaceText(model: monaco.editor.ITextModel, text: string): void {
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}

function createEditor(element: HTMLElement, latest: { readonly current: Props }): CodeEditor {
  const { KeyCode, KeyMod } = monaco;
  const made = monaco.editor.create(element, {
    ...editorOptions,
    model: null,
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    quickSuggestions: { strings: true, other: true, comments: false },
    lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.On },
  });
  made.onDidChangeModelContent(() => latest.current.onChange(made.getValue()));
  made.addCommand(KeyCode.Escape, () => latest.current.onLeave(), FREE_ESCAPE);
  made.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => latest.current.onApply());
  made.addCommand(KeyCode.F8, () => showNextProblem(1));
  made.addCommand(KeyMod.Shift | KeyCode.F8, () => showNextProblem(-1));
  return made;
}
