// The inspector's tabs in their one order. Those that do not fit are behind "more".

import { useLayoutEffect, useRef, useState } from 'react';
import { ChevronDown } from 'lucide-react';
import { openTab, type InspectorTab } from '../../session/index.ts';
import { closePopover, Popover } from '../layout/Popover.tsx';

export interface Tab {
  readonly id: InspectorTab;
  readonly name: string;
  readonly count?: number;
}

const MORE = 'inspector-more';
const MORE_WIDTH = 72;

export function Tabs({ tabs, open }: { tabs: readonly Tab[]; open: InspectorTab }) {
  const row = useRef<HTMLDivElement>(null);
  const fitting = useFitting(row, tabs);
  const rest = tabs.slice(fitting);
  const hidden = rest.find(({ id }) => id === open);
  return (
    <div className="inspectorTabs" ref={row}>
      <div role="tablist" aria-label="Inspector tabs">
        {tabs.slice(0, fitting).map((tab) => (
          <TabButton key={tab.id} tab={tab} isOpen={tab.id === open} />
        ))}
      </div>
      {rest.length === 0 ? null : (
        <>
          <button
            type="button"
            className={`more ${hidden ? 'isOpen' : ''}`}
            popoverTarget={MORE}
            title="More tabs"
            aria-label={hidden ? `${hidden.name}, more tabs` : 'More tabs'}
          >
            {hidden?.name ?? 'more'} <ChevronDown size={12} aria-hidden="true" />
          </button>
          <Popover id={MORE} label="More tabs" width={160}>
            {() => (
              <div
                className="moreTabs"
                role="tablist"
                aria-label="More tabs"
                aria-orientation="vertical"
              >
                {rest.map((tab) => (
                  <TabButton key={tab.id} tab={tab} isOpen={tab.id === open} />
                ))}
              </div>
            )}
          </Popover>
        </>
      )}
    </div>
  );
}

function TabButton({ tab: { id, name, count }, isOpen }: { tab: Tab; isOpen: boolean }) {
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${id}`}
      aria-selected={isOpen}
      aria-controls="inspector-body"
      onClick={() => {
        openTab(id);
        closePopover(MORE);
      }}
    >
      {name}
      {count === undefined ? null : <span className="badge">{count}</span>}
    </button>
  );
}

/** How many tabs fit into the row: all are drawn once and measured. */
function useFitting(row: React.RefObject<HTMLDivElement | null>, tabs: readonly Tab[]): number {
  const names = tabs.map(({ name, count }) => `${name} ${String(count ?? '').length}`).join();
  const [width, setWidth] = useState(0);
  const [measured, setMeasured] = useState<{ names: string; ends: readonly number[] }>();
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, [row]);
  useLayoutEffect(() => {
    const list = row.current?.firstElementChild;
    if (!list || measured?.names === names) return;
    const start = list.getBoundingClientRect().left;
    const ends = [...list.children].map((tab) => tab.getBoundingClientRect().right - start);
    setMeasured({ names, ends });
  }, [row, names, measured]);
  if (measured?.names !== names || width === 0) return tabs.length;
  if ((measured.ends.at(-1) ?? 0) <= width) return tabs.length;
  return Math.max(1, measured.ends.filter((end) => end <= width - MORE_WIDTH).length);
}
