// xterm's colours from the page's own: the sixteen of a terminal stand for what the page's tokens mean.

import type { ITheme } from '@xterm/xterm';

export function xtermTheme(): ITheme {
  if (matchMedia('(forced-colors: active)').matches) return systemTheme();
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  return {
    background: colour('--bg1'),
    foreground: colour('--t2'),
    cursor: colour('--accent'),
    cursorAccent: colour('--on-accent'),
    selectionBackground: colour('--accent'),
    selectionForeground: colour('--on-accent'),
    black: colour('--bg3'),
    red: colour('--bad'),
    green: colour('--ok'),
    yellow: colour('--warn'),
    blue: colour('--accent'),
    magenta: colour('--terminating'),
    cyan: colour('--v1'),
    white: colour('--t2'),
    brightBlack: colour('--t3'),
    brightRed: colour('--bad'),
    brightGreen: colour('--ok'),
    brightYellow: colour('--warn'),
    brightBlue: colour('--accent'),
    brightMagenta: colour('--terminating'),
    brightCyan: colour('--v1'),
    brightWhite: colour('--t1'),
  };
}

/** The system's colours, where a person has asked for them: plain text, and what is marked. */
function systemTheme(): ITheme {
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolve = (name: string) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  };
  const text = resolve('CanvasText');
  const names = 'red green yellow blue magenta cyan white'.split(' ');
  const bright = names.map((name) => `bright${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`);
  const theme: ITheme = {
    background: resolve('Canvas'),
    foreground: text,
    cursor: resolve('Highlight'),
    cursorAccent: resolve('HighlightText'),
    selectionBackground: resolve('Highlight'),
    selectionForeground: resolve('HighlightText'),
    ...Object.fromEntries([...names, ...bright].map((name) => [name, text])),
    brightBlack: resolve('GrayText'),
  };
  probe.remove();
  return theme;
}
