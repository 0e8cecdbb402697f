// Editor, graph and terminal on the left, the inspector on the right; on a narrow screen two of them are drawers.

import { useEffect, useRef } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { X } from 'lucide-react';
import { setDrawer, useSession } from '../../session/index.ts';
import { Editor } from '../editor/Editor.tsx';
import { Graph } from '../graph/Graph.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { Terminal } from '../terminal/Terminal.tsx';
import { useIsNarrow } from './useIsNarrow.ts';
import './workbench.css';

export function Workbench() {
  return useIsNarrow() ? <NarrowWorkbench /> : <WideWorkbench />;
}

function WideWorkbench() {
  const isTerminalOpen = useSession((session) => session.isTerminalOpen);
  return (
    <Group className="workbench" orientation="horizontal" id="workbench">
      <Panel minSize={480} id="left">
        <Group orientation="vertical" id="left-rows">
          <Panel minSize={200} id="upper">
            <Group orientation="horizontal" id="upper-columns">
              <Panel defaultSize={368} minSize={300} maxSize={560} id="editor-pane">
                <Editor />
              </Panel>
              <Separator className="divider vertical" aria-label="Width of the editor" />
              <Panel minSize={300} id="graph-pane">
                <Graph />
              </Panel>
            </Group>
          </Panel>
          {isTerminalOpen ? (
            <>
              <Separator className="divider" aria-label="Height of the terminal" />
              <Panel defaultSize={180} minSize={108} maxSize="60%" id="terminal-pane">
                <Terminal />
              </Panel>
            </>
          ) : null}
        </Group>
      </Panel>
      <Separator className="divider vertical" aria-label="Width of the inspector" />
      <Panel defaultSize={356} minSize={320} maxSize={520} id="inspector-pane">
        <Inspector />
      </Panel>
    </Group>
  );
}

function NarrowWorkbench() {
  const drawer = useSession((session) => session.drawer);
  const isTerminalOpen = useSession((session) => session.isTerminalOpen);
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
      <Group orientation="vertical" id="narrow-rows">
        <Panel minSize={200} id="narrow-upper">
          <Graph />
        </Panel>
        {isTerminalOpen ? (
          <>
            <Separator className="divider" aria-label="Height of the terminal" />
            <Panel defaultSize={126} minSize={108} maxSize="60%" id="narrow-terminal">
              <Terminal />
            </Panel>
          </>
        ) : null}
      </Group>
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
