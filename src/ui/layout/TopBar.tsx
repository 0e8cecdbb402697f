// Name, profile, search, theme, settings, keys, Share. What opens from here hangs from the bar: never a dialog over the graph.

import { lazy, Suspense } from 'react';
import { FileCode, Info, Keyboard, Moon, Search, Settings2, Share2, Sun } from 'lucide-react';
import { prefer, setDrawer, useSession } from '../../session/index.ts';
import { Popover, popovers } from './Popover.tsx';
import { ProfileSwitch } from './ProfileSwitch.tsx';
import { Settings } from './Settings.tsx';
import { Share } from './Share.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { useLayout } from './useLayout.ts';
import './topBar.css';

const Palette = lazy(() => import('../palette/Palette.tsx'));

export function TopBar() {
  const hasDrawers = useLayout() === 'drawers';
  return (
    <header className="topBar">
      <Mark />
      <h1 className="brand">Kube Orrery</h1>
      <span className="crumb" aria-hidden="true">
        /
      </span>
      <span className="crumb">Playground</span>
      <ProfileSwitch />
      <span className="spring" />
      {hasDrawers ? <DrawerButtons /> : null}
      <button
        type="button"
        className="searchBox"
        popoverTarget={popovers.palette}
        aria-label="Search or run a command"
        aria-keyshortcuts="Control+K"
        title="Search or run a command"
      >
        <Search size={14} aria-hidden="true" />
        <span>Search or run a command</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Popover id={popovers.palette} label="Search or run a command" width={480}>
        {() => (
          <Suspense fallback={null}>
            <Palette />
          </Suspense>
        )}
      </Popover>
      <ThemeButton />
      <IconButton target={popovers.settings} name="Settings" icon={Settings2} />
      <Popover id={popovers.settings} label="Settings" width={340}>
        {() => <Settings />}
      </Popover>
      <IconButton target={popovers.keys} name="Keys" icon={Keyboard} />
      <Popover id={popovers.keys} label="Keys" width={400}>
        {() => <ShortcutSheet />}
      </Popover>
      <button
        type="button"
        className="button share"
        popoverTarget={popovers.share}
        aria-label="Share"
      >
        <Share2 size={14} aria-hidden="true" /> <span>Share</span>
      </button>
      <Popover id={popovers.share} label="Share this cluster" width={400}>
        {() => <Share />}
      </Popover>
    </header>
  );
}

function IconButton(props: { target: string; name: string; icon: typeof Keyboard }) {
  const { target, name, icon: Icon } = props;
  return (
    <button
      type="button"
      className="button quiet icon"
      popoverTarget={target}
      aria-label={name}
      title={name}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}

function ThemeButton() {
  const theme = useSession((session) => session.theme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const Icon = theme === 'dark' ? Sun : Moon;
  return (
    <button
      type="button"
      className="button quiet icon"
      aria-label={`Switch to the ${other} theme`}
      title={`Switch to the ${other} theme`}
      onClick={() => prefer({ theme: other })}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}

const drawers = [
  ['editor', 'Files', FileCode],
  ['inspector', 'Inspect', Info],
] as const;

function DrawerButtons() {
  const open = useSession((session) => session.drawer);
  return drawers.map(([drawer, name, Icon]) => (
    <button
      key={drawer}
      type="button"
      id={`toggle-${drawer}`}
      className="button quiet"
      aria-expanded={open === drawer}
      onClick={() => setDrawer(open === drawer ? undefined : drawer)}
    >
      <Icon size={16} aria-hidden="true" /> {name}
    </button>
  ));
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
