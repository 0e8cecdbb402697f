// The theme: what the person chose, else what the system prefers.

import { useEffect } from 'react';
import { setTheme, useSession, type Theme } from '../../session/index.ts';

const KEY = 'kube-orrery-theme';

/** Puts the theme on the page. */
export function useTheme(): void {
  const theme = useSession((session) => session.theme);
  useEffect(() => {
    const prefersLight = matchMedia('(prefers-color-scheme: light)').matches;
    setTheme(readKept() ?? (prefersLight ? 'light' : 'dark'));
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}

export function keepTheme(theme: Theme): void {
  setTheme(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden: the page works without it.
  }
}

function readKept(): Theme | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'dark' || kept === 'light' ? kept : undefined;
  } catch {
    return undefined;
  }
}
