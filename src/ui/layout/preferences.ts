// Puts what a person prefers on the page; where nothing is said, what the system prefers.

import { useEffect, useSyncExternalStore } from 'react';
import { setCalm, setTheme, useSession } from '../../session/index.ts';

export function usePreferences(): void {
  const { theme, motion } = useSession((session) => session.preferences);
  const prefersLight = useMedia('(prefers-color-scheme: light)');
  const prefersCalm = useMedia('(prefers-reduced-motion: reduce)');
  const shown = theme === 'system' ? (prefersLight ? 'light' : 'dark') : theme;
  const isCalm = motion === 'less' || prefersCalm;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
    setTheme(shown);
  }, [shown]);
  useEffect(() => {
    document.documentElement.dataset.motion = isCalm ? 'less' : 'full';
    setCalm(isCalm);
  }, [isCalm]);
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
  );
}
