// The chain of causes, newest first; the last is what a person did. Each entry points at its moment and its object, and
// leads there.

import { useEffect, useMemo, useState } from 'react';
import {
  Box,
  CirclePlay,
  Container,
  Database,
  Keyboard,
  Network,
  RefreshCw,
  Repeat,
  Server,
  Shuffle,
  Target,
  Unplug,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import {
  formatClock,
  goToStep,
  pointAt,
  type InspectorText,
  type Reason,
} from '../../session/index.ts';
import { useHostText } from './useHostText.ts';

const MOST_ENTRIES = 9;
/** Of a long chain so many are shown at each end. */
const SHOWN_FIRST = 5;
const SHOWN_LAST = 3;

export function Why({ tab }: { tab: InspectorText }) {
  const text = useHostText(tab);
  const reasons = useMemo(() => (text ? (JSON.parse(text) as readonly Reason[]) : []), [text]);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => () => pointAt(), []);
  if (text === undefined) return null;
  if (reasons.length === 0) return <p className="gone">It is not there at this time.</p>;
  const isFolded = reasons.length > MOST_ENTRIES && !isOpen;
  const hidden = reasons.length - SHOWN_FIRST - SHOWN_LAST;
  const head = isFolded ? reasons.slice(0, SHOWN_FIRST) : reasons;
  const tail = isFolded ? reasons.slice(-SHOWN_LAST) : [];
  return (
    <ol className="causes">
      {entries(head)}
      {isFolded ? (
        <li className="hiddenCauses">
          <button type="button" className="button quiet small" onClick={() => setOpen(true)}>
            {hidden} more causes
          </button>
        </li>
      ) : null}
      {entries(tail)}
    </ol>
  );
}

function entries(reasons: readonly Reason[]) {
  return reasons.map((reason, at) => (
    <Entry key={`${at} ${reason.step} ${reason.text}`} reason={reason} />
  ));
}

function Entry({ reason }: { reason: Reason }) {
  const { step, time, component, text, subject } = reason;
  const typed = /^you ran: (.*)$/s.exec(text)?.[1];
  const { title, icon: Icon } = typed === undefined ? partOf(component) : YOU;
  const point = () => pointAt({ time, object: `${subject.kind} ${subject.key}` });
  return (
    <li>
      <button
        type="button"
        className={`cause ${typed === undefined ? '' : 'typed'}`}
        title="Go to this moment"
        onMouseEnter={point}
        onMouseLeave={() => pointAt()}
        onFocus={point}
        onBlur={() => pointAt()}
        onClick={() => goToStep(step)}
      >
        <span className="tile">
          <Icon size={14} aria-hidden="true" />
        </span>
        <span className="part">
          {title} <time className="mono">{formatClock(time, 2)}</time>
        </span>
        {typed === undefined ? (
          <span className="sentence">{sentence(text)}</span>
        ) : (
          <code className="mono">{typed}</code>
        )}
      </button>
    </li>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

interface Part {
  readonly title: string;
  readonly icon: LucideIcon;
}

const YOU: Part = { title: 'You typed', icon: Keyboard };

const parts: Readonly<Record<string, Part>> = {
  network: { title: 'Network', icon: Unplug },
  'kube-proxy': { title: 'kube-proxy', icon: Shuffle },
  kubelet: { title: 'kubelet', icon: Container },
  'replication-controller': { title: 'replication controller', icon: Repeat },
  'endpoint-controller': { title: 'endpoints controller', icon: Waypoints },
  'node-controller': { title: 'node controller', icon: Server },
  'namespace-controller': { title: 'namespace controller', icon: Network },
  'kube-apiserver': { title: 'apiserver', icon: Database },
  'kube-scheduler': { title: 'scheduler', icon: Target },
  process: { title: 'kubectl', icon: RefreshCw },
  command: { title: 'You', icon: Keyboard },
  start: { title: 'Start', icon: CirclePlay },
};

function partOf(component: string): Part {
  return parts[component] ?? { title: component, icon: Box };
}
