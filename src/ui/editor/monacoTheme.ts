// A theme of the page's own colours for Monaco.

import { monaco } from './monaco.ts';

export function defineTheme(name: 'dark' | 'light'): void {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => sixDigits(style.getPropertyValue(token).trim());
  const translucent = (token: string, alpha: string) => colour(token) + alpha;
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
      'editorHoverWidget.background': colour('--bg1'),
      'editorHoverWidget.border': colour('--line2'),
      'editorSuggestWidget.background': colour('--bg1'),
      'editorSuggestWidget.selectedBackground': colour('--bg3'),
      'editorError.foreground': colour('--bad'),
      'editorWarning.foreground': colour('--warn'),
      'editorInfo.foreground': colour('--accent'),
      'diffEditor.insertedTextBackground': translucent('--ok', '33'),
      'diffEditor.removedTextBackground': translucent('--bad', '33'),
      'diffEditor.insertedLineBackground': translucent('--ok', '1a'),
      'diffEditor.removedLineBackground': translucent('--bad', '1a'),
      focusBorder: colour('--accent'),
    },
  });
  monaco.editor.setTheme(`orrery-${name}`);
}

/** Monaco takes `#rrggbb` only; a style sheet may have been shortened to `#rgb`. */
function sixDigits(colour: string): string {
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
}

/** What the editor and the diff share. */
export const editorOptions = {
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
  stickyScroll: { enabled: false },
  fixedOverflowWidgets: true,
} as const;
