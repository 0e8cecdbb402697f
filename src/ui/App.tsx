// The page: a top bar, the workbench, the timeline.

import { useEffect } from 'react';
import { toggleTerminal, useSession } from '../session/index.ts';
import { CrashNotice } from './layout/CrashNotice.tsx';
import { LiveRegion } from './layout/LiveRegion.tsx';
import { useTheme } from './layout/theme.ts';
import { TopBar } from './layout/TopBar.tsx';
import { Workbench } from './layout/Workbench.tsx';
import { Timeline } from './timeline/Timeline.tsx';

export function App() {
  useTheme();
  useShortcuts();
  const isJump = useSession(({ isJump: jumped }) => jumped);
  return (
    <div className={`page ${isJump ? 'jump' : ''}`}>
      <a className="skip" href="#editor">
        Skip to the editor
      </a>
      <a className="skip" href="#cluster">
        Skip to the cluster
      </a>
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
