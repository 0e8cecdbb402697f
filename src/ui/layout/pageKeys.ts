// Keys that hold on the whole page. Single characters only work where nothing is typed.

import { useEffect } from 'react';
import { toggleTerminal } from '../../session/index.ts';
import { isMac } from './shortcuts.ts';
import { openPopover, popovers } from './Popover.tsx';

export function usePageKeys(): void {
  useEffect(() => {
    // Before Monaco, to which Ctrl+K is the beginning of a chord.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

function onKey(event: KeyboardEvent): void {
  const act = actionOf(event);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function actionOf(event: KeyboardEvent): (() => void) | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  const target = event.target instanceof Element ? event.target : document.body;
  if (altKey) return undefined;
  if (key === 'F6') return () => moveToPane(shiftKey ? -1 : 1);
  if (key === '`' && (ctrlKey || metaKey)) return toggleTerminal;
  if (key.toLowerCase() === 'k' && (metaKey || (ctrlKey && !cutsLine(target))) && !shiftKey) {
    return () => openPopover(popovers.palette);
  }
  if (key === '?' && !isTypedInto(target)) return () => openPopover(popovers.keys);
  return undefined;
}

/** Ctrl+K in a terminal cuts to the end of the line; on a Mac the palette has Cmd. */
function cutsLine(target: Element): boolean {
  return isMac || target.closest('#terminal') !== null;
}

function isTypedInto(target: Element): boolean {
  return target.closest('input, textarea, [contenteditable="true"], .monaco-editor') !== null;
}

const panes = ['editor', 'cluster', 'inspector', 'terminal', 'timeline'];

/** To what can be reached of the next pane: its first stop, or the pane itself. */
function moveToPane(by: 1 | -1): void {
  const shown = panes.flatMap((id) => {
    const pane = document.getElementById(id);
    return pane && pane.checkVisibility({ visibilityProperty: true }) ? [pane] : [];
  });
  const at = shown.findIndex((pane) => pane.contains(document.activeElement));
  const from = at < 0 && by < 0 ? 0 : at;
  shown[(from + by + shown.length) % shown.length]?.focus();
}
