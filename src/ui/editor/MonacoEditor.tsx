// The editor proper; loaded when the page is there.

import { useEffect, useRef } from 'react';
import { pickEditedFile, useSession } from '../../session/index.ts';
import { monaco } from './monaco.ts';

interface Props {
  readonly path: string;
  readonly text: string;
  onChange(text: string): void;
  /** Escape, when nothing in the editor wants it. */
  onLeave(): void;
  onApply(): void;
}

export default function MonacoEditor(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const theme = useSession((session) => session.theme);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const uri = monaco.Uri.parse(`file:///${encodeURIComponent(latest.current.path)}`);
    const model =
      monaco.editor.getModel(uri) ?? monaco.editor.createModel(latest.current.text, 'yaml', uri);
    if (model.getValue() !== latest.current.text) model.setValue(latest.current.text);
    const made = monaco.editor.create(element, {
      model,
      ariaLabel: `${latest.current.path}. Escape leaves the editor.`,
      automaticLayout: true,
      fontFamily: 'JetBrains Mono Variable, monospace',
      fontSize: 12,
      lineHeight: 18,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderFinalNewline: 'on',
      overviewRulerLanes: 0,
      lineNumbersMinChars: 3,
      padding: { top: 10 },
      tabSize: 2,
      insertSpaces: true,
      detectIndentation: false,
      quickSuggestions: { strings: true, other: true, comments: false },
      stickyScroll: { enabled: false },
      fixedOverflowWidgets: true,
    });
    const changes = model.onDidChangeContent(() => latest.current.onChange(model.getValue()));
    made.addCommand(
      monaco.KeyCode.Escape,
      () => latest.current.onLeave(),
      '!suggestWidgetVisible && !findWidgetVisible && !markersNavigationVisible && !editorHasSelection',
    );
    made.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => latest.current.onApply());
    editor.current = made;
    return () => {
      changes.dispose();
      made.dispose();
      model.dispose();
    };
  }, []);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model && model.getValue() !== props.text) model.setValue(props.text);
  }, [props.text]);

  // A line of the terminal waits for this file: one types here next.
  const isAwaited = useSession((session) => pickEditedFile(session) === props.path);
  useEffect(() => {
    if (isAwaited) editor.current?.focus();
  }, [isAwaited]);

  const tabFocusMode = useSession(({ preferences }) => preferences.tabKey === 'moves');
  useEffect(() => {
    editor.current?.updateOptions({ tabFocusMode });
  }, [tabFocusMode]);

  useEffect(() => {
    defineTheme(theme);
  }, [theme]);

  return <div ref={box} className="monaco" />;
}

/** A theme of the page's own colours. */
function defineTheme(name: 'dark' | 'light'): void {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => sixDigits(style.getPropertyValue(token).trim());
  monaco.editor.defineTheme(`orrery-${name}`, {
    base: name === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'type', foreground: colour('--accent').slice(1) },
      { token: 'string', foreground: colour('--ok').slice(1) },
      { token: 'number', foreground: colour('--warn').slice(1) },
      { token: 'keyword', foreground: colour('--warn').slice(1) },
      { token: 'comment', foreground: colour('--t3').slice(1) },
    ],
    colors: {
      'editor.background': colour('--bg1'),
      'editor.foreground': colour('--t1'),
      'editorLineNumber.foreground': colour('--t3'),
      'editorLineNumber.activeForeground': colour('--t1'),
      'editorLineNumber.dimmedForeground': colour('--t3'),
      'editor.lineHighlightBackground': colour('--bg3'),
      'editor.lineHighlightBorder': '#00000000',
      'editorCursor.foreground': colour('--accent'),
      'editorIndentGuide.background1': colour('--line'),
      'editorWidget.background': colour('--bg1'),
      'editorWidget.border': colour('--line2'),
      focusBorder: colour('--accent'),
    },
  });
  monaco.editor.setTheme(`orrery-${name}`);
}

/** Monaco takes `#rrggbb` only; a style sheet may have been shortened to `#rgb`. */
function sixDigits(colour: string): string {
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
}
