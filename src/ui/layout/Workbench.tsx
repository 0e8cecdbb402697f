// Editor, graph and terminal on the left, the inspector on the right; on a narrow screen two of them are drawers, on a very
// narrow one there is one pane at a time.

import { useEffect, useRef, type ReactNode } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { X } from 'lucide-react';
import { setDrawer, useSession, type Drawer } from '../../session/index.ts';
import { Editor } from '../editor/Editor.tsx';
import { Graph } from '../graph/Graph.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { ClosedTerminal, Terminal } from '../terminal/Terminal.tsx';
import { useLayout } from './useLayout.ts';
import './workbench.css';

export function Workbench() {
  switch (useLayout()) {
    case 'wide':
      return <WideWorkbench />;
    case 'drawers':
      return <NarrowWorkbench />;
    case 'stacked':
      return <StackedWorkbench />;
  }
}

function WideWorkbench() {
  return (
    <Group className="workbench" orientation="horizontal" id="workbench">
      <Panel minSize={480} id="left">
        <OverTerminal height={180}>
          <Group orientation="horizontal" id="upper-columns">
            <Panel defaultSize={368} minSize={300} maxSize={560} id="editor-pane">
              <Editor />
            </Panel>
            <Separator className="divider vertical" aria-label="Width of the editor" />
            <Panel minSize={300} id="graph-pane">
              <Graph />
            </Panel>
          </Group>
        </OverTerminal>
      </Panel>
      <Separator className="divider vertical" aria-label="Width of the inspector" />
      <Panel defaultSize={356} minSize={320} maxSize={560} id="inspector-pane">
        <Inspector />
      </Panel>
    </Group>
  );
}

/** What stands above the terminal, and the terminal, or its bar when it is closed. */
function OverTerminal({ height, children }: { height: number; children: ReactNode }) {
  const isOpen = useSession((session) => session.isTerminalOpen);
  const isTall = useSession((session) => session.isTerminalTall);
  const panel = usePanelRef();
  const was = useRef(isTall);
  useEffect(() => {
    if (was.current !== isTall) panel.current?.resize(isTall ? '60%' : height);
    was.current = isTall;
  }, [isTall, height, panel]);
  return (
    <div className="overTerminal">
      <Group orientation="vertical" id="rows">
        <Panel minSize={200} id="upper">
          {children}
        </Panel>
        {isOpen ? (
          <>
            <Separator className="divider grip" aria-label="Height of the terminal" />
            <Panel
              panelRef={panel}
              defaultSize={isTall ? '60%' : height}
              minSize={108}
              maxSize="60%"
              id="terminal-pane"
            >
              <Terminal />
            </Panel>
          </>
        ) : null}
      </Group>
      {isOpen ? null : <ClosedTerminal />}
    </div>
  );
}

function NarrowWorkbench() {
  const drawer = useSession((session) => session.drawer);
  const opened = useRef(drawer);
  useEffect(() => {
    if (!drawer && opened.current && document.activeElement === document.body) {
      document.getElementById(`toggle-${opened.current}`)?.focus();
    }
    opened.current = drawer;
  }, [drawer]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) setDrawer(undefined);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="workbench narrow">
      <OverTerminal height={126}>
        <Graph />
      </OverTerminal>
      <div
        className={`drawer left ${drawer === 'editor' ? 'open' : ''}`}
        inert={drawer !== 'editor'}
      >
        <Editor />
        <CloseDrawer name="Files" />
      </div>
      <div
        className={`drawer right ${drawer === 'inspector' ? 'open' : ''}`}
        inert={drawer !== 'inspector'}
      >
        <Inspector />
        <CloseDrawer name="Inspector" />
      </div>
    </div>
  );
}

function CloseDrawer({ name }: { name: string }) {
  return (
    <button
      type="button"
      className="button quiet small icon closeDrawer"
      aria-label={`Close ${name}`}
      onClick={() => setDrawer(undefined)}
    >
      <X size={16} aria-hidden="true" />
    </button>
  );
}

const panes: readonly (readonly [Drawer, string])[] = [
  ['editor', 'Files'],
  [undefined, 'Graph'],
  ['terminal', 'Terminal'],
  ['inspector', 'Why'],
];

function StackedWorkbench() {
  const open = useSession((session) => session.drawer);
  return (
    <div className="workbench stacked">
      <div className="paneTabs" role="tablist" aria-label="Panes">
        {panes.map(([pane, name]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`pane-tab-${name}`}
            aria-selected={pane === open}
            aria-controls="stacked-pane"
            onClick={() => setDrawer(pane)}
          >
            {name}
          </button>
        ))}
      </div>
      <div
        className="stackedPane"
        id="stacked-pane"
        tabIndex={-1}
        role="tabpanel"
        aria-labelledby={`pane-tab-${panes.find(([pane]) => pane === open)?.[1] ?? ''}`}
      >
        {open === 'editor' ? <Editor /> : null}
        {open === 'terminal' ? <Terminal /> : null}
        {open === 'inspector' ? <Inspector /> : null}
        {open === undefined ? <Graph /> : null}
      </div>
    </div>
  );
}
