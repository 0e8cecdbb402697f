// What is selected, looked at closely. Texts are made in the Worker by the same programs as the terminal's, and only the
// open tab's text comes over.

import { useMemo } from 'react';
import { X } from 'lucide-react';
import type { Kind } from '../../cluster/api/core/v1/objects.ts';
import {
  openTab,
  resourceOf,
  select,
  useSession,
  type InspectorTab,
  type InspectorText,
  type Selection,
} from '../../session/index.ts';
import { Answers } from './Answers.tsx';
import { EventBadge, EventList } from './EventList.tsx';
import { ObjectActions } from './ObjectActions.tsx';
import { titleOf } from './titles.ts';
import { TraceList } from './TraceList.tsx';
import { useHostText } from './useHostText.ts';
import { Why } from './Why.tsx';
import './inspector.css';

const tabNames: Readonly<Record<InspectorTab, string>> = {
  why: 'Why',
  trace: 'Trace',
  describe: 'Describe',
  yaml: 'YAML',
  iptables: 'iptables',
  events: 'Events',
};

export function Inspector() {
  const selection = useSession((session) => session.selection);
  return (
    <section className="pane inspector" aria-label="Inspector" id="inspector" tabIndex={-1}>
      {selection ? <Selected selection={selection} /> : <Nothing />}
    </section>
  );
}

/** Without a selection: what has happened in the cluster. */
function Nothing() {
  return (
    <>
      <div className="head">
        <div>
          <h2>Nothing selected</h2>
          <p className="caption">
            Click a pod, a Service or a node, or reach it with the arrow keys.
          </p>
        </div>
      </div>
      <h3 className="subhead" id="cluster-events">
        Events of the cluster
      </h3>
      <div className="body" role="group" aria-labelledby="cluster-events" tabIndex={0}>
        <EventList />
      </div>
    </>
  );
}

function Selected({ selection }: { selection: Selection }) {
  const wanted = useSession((session) => session.tab);
  const tabs = useMemo(() => tabsOf(selection), [selection]);
  const tab = tabs.includes(wanted) ? wanted : (tabs[0] ?? 'why');
  const title = useSession((session) => titleOf(session, selection).title);
  const caption = useSession((session) => titleOf(session, selection).caption);
  return (
    <>
      <div className="head">
        <div>
          <h2 title={title}>{title}</h2>
          <p className="caption">{caption}</p>
        </div>
        <button
          type="button"
          className="button quiet small icon"
          aria-label="Clear the selection"
          onClick={() => select(undefined)}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      <ObjectActions selection={selection} />
      {selection.type === 'object' && selection.kind === 'Service' ? (
        <Answers serviceKey={selection.key} />
      ) : null}
      <div className="inspectorTabs" role="tablist" aria-label="Inspector tabs">
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-selected={each === tab}
            aria-controls="inspector-body"
            onClick={() => openTab(each)}
          >
            {tabNames[each]}
            {each === 'events' ? <EventBadge selection={selection} /> : null}
          </button>
        ))}
      </div>
      <div
        className="body"
        id="inspector-body"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
      >
        <TabBody selection={selection} tab={tab} />
      </div>
    </>
  );
}

function tabsOf(selection: Selection): readonly InspectorTab[] {
  if (selection.type === 'connection') return ['why', 'trace'];
  return selection.kind === 'Node'
    ? ['why', 'describe', 'yaml', 'iptables', 'events']
    : ['why', 'describe', 'yaml', 'events'];
}

function TabBody({ selection, tab }: { selection: Selection; tab: InspectorTab }) {
  if (selection.type === 'connection') {
    return tab === 'trace' ? (
      <TraceList connection={selection.key} />
    ) : (
      <Why tab={{ type: 'why', target: `request/${Number(selection.key)}` }} />
    );
  }
  const { kind, key } = selection;
  switch (tab) {
    case 'events':
      return <EventList kind={kind} name={key.slice(key.indexOf('/') + 1)} />;
    case 'why':
      return <Why tab={whyTab(kind, key)} />;
    case 'iptables':
      return <HostText tab={{ type: 'iptables', node: key }} />;
    default:
      return <HostText tab={{ type: tab === 'yaml' ? 'yaml' : 'describe', kind, key }} />;
  }
}

function whyTab(kind: Kind, key: string): InspectorText {
  const [namespace = '', name = ''] = key.includes('/') ? key.split('/') : ['', key];
  const target = `${resourceOf(kind).plural}/${name}`;
  return { type: 'why', target, ...(namespace === '' ? {} : { namespace }) };
}

function HostText({ tab }: { tab: InspectorText }) {
  const text = useHostText(tab);
  if (text === undefined) return null;
  if (text === '') return <p className="gone">It is not there at this time.</p>;
  return <pre className={`hostText mono ${tab.type}`}>{text}</pre>;
}
