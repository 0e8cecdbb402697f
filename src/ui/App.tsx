// The page: a top bar, the workbench, the timeline.

import { useSession } from '../session/index.ts';
import { LiveRegion } from './layout/LiveRegion.tsx';
import { Notices } from './layout/Notices.tsx';
import { usePreferences } from './layout/preferences.ts';
import { TopBar } from './layout/TopBar.tsx';
import { usePageKeys } from './layout/pageKeys.ts';
import { useLayout } from './layout/useLayout.ts';
import { Workbench } from './layout/Workbench.tsx';
import { Timeline } from './timeline/Timeline.tsx';

const skips = [
  ['editor', 'editor'],
  ['cluster', 'cluster'],
  ['inspector', 'inspector'],
  ['terminal', 'terminal'],
  ['timeline', 'timeline'],
] as const;

/** Where one pane is shown at a time. */
const stackedSkips = [
  ['stacked-pane', 'open pane'],
  ['timeline', 'timeline'],
] as const;

export function App() {
  usePreferences();
  usePageKeys();
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
      <Notices />
      <main className="main">
        <Workbench />
        <Timeline />
      </main>
      <LiveRegion />
    </div>
  );
}
