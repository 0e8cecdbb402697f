// What is selected, looked at closely. Texts are made in the Worker by the same programs as the terminal's, and only the
// open tab's text comes over.

import { useMemo } from 'react';
import { Pin, PinOff, X } from 'lucide-react';
import type { Kind } from '../../cluster/api/core/v1/objects.ts';
import {
  pin,
  resourceOf,
  select,
  useSession,
  type InspectorTab,
  type InspectorText,
  type Selection,
} from '../../session/index.ts';
import { Answers } from './Answers.tsx';
import { EndpointsTab } from './EndpointsTab.tsx';
import { EventList, useEventCount } from './EventList.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { HostText } from './HostText.tsx';
import { Iptables } from './Iptables.tsx';
import { ObjectActions } from './ObjectActions.tsx';
import { Requests, useRequests } from './Requests.tsx';
import { SelectionIcon } from './SelectionIcon.tsx';
import { Tabs, type Tab } from './Tabs.tsx';
import { titleOf } from './titles.ts';
import { Trace } from './Trace.tsx';
import { Why } from './Why.tsx';
import './inspector.css';
import './packet.css';

export function Inspector() {
  const selection = useSession((session) => session.pinned ?? session.selection);
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
      <FirstSteps />
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
  const tabs = useTabs(selection);
  const tab = tabs.some(({ id }) => id === wanted) ? wanted : (tabs[0]?.id ?? 'why');
  return (
    <>
      <Header selection={selection} />
      <ObjectActions selection={selection} />
      {selection.type === 'object' && selection.kind === 'Service' ? (
        <Answers serviceKey={selection.key} />
      ) : null}
      <Tabs tabs={tabs} open={tab} />
      <div
        className="body"
        id="inspector-body"
        role="tabpanel"
        aria-label={tabs.find(({ id }) => id === tab)?.name ?? ''}
        tabIndex={0}
      >
        <TabBody key={JSON.stringify(selection)} selection={selection} tab={tab} />
      </div>
    </>
  );
}

function Header({ selection }: { selection: Selection }) {
  const title = useSession((session) => titleOf(session, selection).title);
  const caption = useSession((session) => titleOf(session, selection).caption);
  const isPinned = useSession((session) => session.pinned !== undefined);
  return (
    <div className="head">
      <SelectionIcon selection={selection} />
      <div>
        <h2 title={title}>{title}</h2>
        <p className="caption">{caption}</p>
      </div>
      <button
        type="button"
        className="button quiet small icon pin"
        aria-pressed={isPinned}
        aria-label="Keep this open"
        title={isPinned ? 'Follow the selection again' : 'Keep this open whatever is selected'}
        onClick={() => pin(isPinned ? undefined : selection)}
      >
        {isPinned ? <PinOff size={14} aria-hidden="true" /> : <Pin size={14} aria-hidden="true" />}
      </button>
      <button
        type="button"
        className="button quiet small icon clear"
        aria-label="Clear the selection"
        onClick={() => {
          pin(undefined);
          select(undefined);
        }}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

/** Those that have something to show; their order never changes. */
function useTabs(selection: Selection): readonly Tab[] {
  const [kind, key] = selection.type === 'object' ? [selection.kind, selection.key] : [];
  const requests = useRequests(kind ?? 'Namespace', key ?? '').length;
  const events = useEventCount(selection);
  return useMemo(() => {
    const isObject = kind !== undefined;
    const hasAddresses = kind === 'Service' || kind === 'Endpoints';
    const all: readonly (Tab & { readonly isShown: boolean })[] = [
      { id: 'why', name: 'Why', isShown: true },
      { id: 'trace', name: 'Trace', isShown: !isObject },
      { id: 'requests', name: 'Requests', count: requests, isShown: requests > 0 },
      { id: 'endpoints', name: 'Endpoints', isShown: hasAddresses },
      { id: 'describe', name: 'Describe', isShown: isObject },
      { id: 'yaml', name: 'YAML', isShown: isObject },
      { id: 'iptables', name: 'iptables', isShown: kind === 'Node' },
      { id: 'events', name: 'Events', count: events, isShown: events > 0 },
    ];
    return all.filter(({ isShown }) => isShown);
  }, [kind, requests, events]);
}

function TabBody({ selection, tab }: { selection: Selection; tab: InspectorTab }) {
  if (selection.type === 'connection') {
    return tab === 'trace' ? (
      <Trace connection={selection.key} />
    ) : (
      <Why tab={{ type: 'why', target: `request/${Number(selection.key)}` }} isRequest />
    );
  }
  const { kind, key } = selection;
  switch (tab) {
    case 'events':
      return <EventList kind={kind} name={key.slice(key.indexOf('/') + 1)} />;
    case 'requests':
      return <Requests kind={kind} objectKey={key} />;
    case 'endpoints':
      return <EndpointsTab serviceKey={key} />;
    case 'iptables':
      return <Iptables node={key} />;
    case 'yaml':
    case 'describe':
      return <HostText tab={{ type: tab, kind, key }} />;
    case 'why':
    case 'trace':
      return <Why tab={whyTab(kind, key)} />;
  }
}

function whyTab(kind: Kind, key: string): InspectorText {
  const [namespace = '', name = ''] = key.includes('/') ? key.split('/') : ['', key];
  const target = `${resourceOf(kind).plural}/${name}`;
  return { type: 'why', target, ...(namespace === '' ? {} : { namespace }) };
}
