// The page: a top bar, the workbench, the timeline.

import { useEffect } from 'react';
import { setPace, toggleTerminal, useSession } from '../session/index.ts';
import { CrashNotice } from './layout/CrashNotice.tsx';
import { LiveRegion } from './layout/LiveRegion.tsx';
import { useTheme } from './layout/theme.ts';
import { TopBar } from './layout/TopBar.tsx';
import { useLayout } from './layout/useLayout.ts';
import { Workbench } from './layout/Workbench.tsx';
import { Timeline } from './timeline/Timeline.tsx';

const skips = [
  ['editor', 'editor'],
  ['cluster', 'cluster'],
  ['inspector', 'inspector'],
  ['timeline', 'timeline'],
] as const;

/** Where one pane is shown at a time. */
const stackedSkips = [
  ['stacked-pane', 'open pane'],
  ['timeline', 'timeline'],
] as const;

export function App() {
  useTheme();
  usePace();
  useShortcuts();
  const isJump = useSession(({ isJump: jumped }) => jumped);
  const isStacked = useLayout() === 'stacked';
  return (
    <div className={`page ${isJump ? 'jump' : ''}`}>
      {(isStacked ? stackedSkips : skips).map(([id, name]) => (
        <a key={id} className="skip" href={`#${id}`}>
          Skip to the {name}
        </a>
      ))}
      <TopBar />
      <main className="main">
        <Workbench />
        <Timeline />
      </main>
      <CrashNotice />
      <LiveRegion />
    </div>
  );
}

const SMOOTH_MS = 16;
/** Who wants less motion sees two pictures a second. */
const CALM_MS = 500;

function usePace(): void {
  useEffect(() => {
    const query = matchMedia('(prefers-reduced-motion: reduce)');
    const apply = () => setPace(query.matches ? CALM_MS : SMOOTH_MS);
    apply();
    query.addEventListener('change', apply);
    return () => query.removeEventListener('change', apply);
  }, []);
}

function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '`' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        toggleTerminal();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
