// Name, profile, theme.

import { FileCode, Info, Moon, Sun } from 'lucide-react';
import { setDrawer, useSession } from '../../session/index.ts';
import { keepTheme } from './theme.ts';
import { useLayout } from './useLayout.ts';

export function TopBar() {
  const theme = useSession((session) => session.theme);
  const drawer = useSession((session) => session.drawer);
  const hasDrawers = useLayout() === 'drawers';
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className="topBar">
      <Mark />
      <h1 className="brand">Kube Orrery</h1>
      <span className="crumb" aria-hidden="true">
        /
      </span>
      <span className="crumb">Playground</span>
      <div className="segments" role="group" aria-label="Profile">
        <button type="button" aria-pressed="true">
          Book 1.3
        </button>
        <button
          type="button"
          aria-pressed="false"
          disabled
          title="The page runs the book's cluster for now; the command line takes --profile v1.3"
        >
          v1.3
        </button>
        <button
          type="button"
          aria-pressed="false"
          disabled
          title="Today's Kubernetes is not built yet"
        >
          Modern
        </button>
      </div>
      <span className="spring" />
      {hasDrawers ? (
        <>
          <button
            type="button"
            id="toggle-editor"
            className="button quiet"
            aria-expanded={drawer === 'editor'}
            onClick={() => setDrawer(drawer === 'editor' ? undefined : 'editor')}
          >
            <FileCode size={16} aria-hidden="true" /> Files
          </button>
          <button
            type="button"
            id="toggle-inspector"
            className="button quiet"
            aria-expanded={drawer === 'inspector'}
            onClick={() => setDrawer(drawer === 'inspector' ? undefined : 'inspector')}
          >
            <Info size={16} aria-hidden="true" /> Inspect
          </button>
        </>
      ) : null}
      <button
        type="button"
        className="button quiet icon"
        aria-label={`Switch to the ${other} theme`}
        onClick={() => keepTheme(other)}
      >
        {theme === 'dark' ? (
          <Sun size={16} aria-hidden="true" />
        ) : (
          <Moon size={16} aria-hidden="true" />
        )}
      </button>
    </header>
  );
}

function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" width="24" height="24" fill="none" aria-hidden="true">
      <circle cx="12" cy="12" r="9.5" stroke="currentColor" strokeWidth="1.2" />
      <circle cx="12" cy="12" r="5.5" stroke="currentColor" strokeWidth="1.2" />
      <circle cx="12" cy="12" r="2.2" fill="currentColor" />
      <circle cx="19.6" cy="6.4" r="1.7" fill="currentColor" />
      <circle cx="7" cy="14.4" r="1.3" fill="currentColor" />
    </svg>
  );
}
