// The chain of causes, newest first; the last is what a person did. Each entry points at its moment and its object, and
// leads there.

import { useEffect, useMemo, useState } from 'react';
import {
  Box,
  CirclePlay,
  Container,
  Database,
  History,
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
  kindsOnPage,
  openTab,
  pointAt,
  select,
  useSession,
  type InspectorText,
  type Reason,
} from '../../session/index.ts';
import { useHostText } from './useHostText.ts';

const MOST_ENTRIES = 9;
/** Of a long chain so many are shown at each end. */
const SHOWN_FIRST = 5;
const SHOWN_LAST = 3;

export function Why({ tab, isRequest = false }: { tab: InspectorText; isRequest?: boolean }) {
  const text = useHostText(tab)?.text;
  const present = useMemo(() => (text ? (JSON.parse(text) as readonly Reason[]) : []), [text]);
  const [told, setTold] = useState<readonly Reason[]>();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => () => pointAt(), []);
  const reasons = told ?? present;
  const end = reasons[0];
  const here = useSession((session) => session.step);
  // Who follows a chain back stays on it, until one is where it was told again.
  useEffect(() => {
    if (told?.[0] && here >= told[0].step) setTold(undefined);
  }, [told, here]);
  if (text === undefined && told === undefined) return null;
  if (!end) return <p className="gone">It is not there at this time.</p>;
  const isFolded = reasons.length > MOST_ENTRIES && !isOpen;
  const hidden = reasons.length - SHOWN_FIRST - SHOWN_LAST;
  const head = isFolded ? reasons.slice(0, SHOWN_FIRST) : reasons;
  const tail = isFolded ? reasons.slice(-SHOWN_LAST) : [];
  const go = ({ step, subject }: Reason) => {
    setTold(reasons);
    goToStep(step);
    if (useSession.getState().pinned && isKind(subject.kind)) {
      select({ type: 'object', kind: subject.kind, key: subject.key });
    }
  };
  return (
    <>
      <ol className="causes">
        {entries(head, go)}
        {isFolded ? (
          <li className="hiddenCauses">
            <button type="button" className="button quiet small" onClick={() => setOpen(true)}>
              {hidden} more causes
            </button>
          </li>
        ) : null}
        {entries(tail, go)}
      </ol>
      <div className="whyActions">
        <button type="button" className="button small" onClick={() => goToStep(end.step)}>
          <History size={14} aria-hidden="true" /> Go to {formatClock(end.time, 2)}
        </button>
        {isRequest ? (
          <button type="button" className="button small" onClick={() => openTab('trace')}>
            <Waypoints size={14} aria-hidden="true" /> Open trace
          </button>
        ) : null}
      </div>
    </>
  );
}

function isKind(kind: string): kind is (typeof kindsOnPage)[number] {
  return (kindsOnPage as readonly string[]).includes(kind);
}

type Go = (reason: Reason) => void;

function entries(reasons: readonly Reason[], go: Go) {
  return reasons.map((reason, at) => (
    <Entry key={`${at} ${reason.step} ${reason.text}`} reason={reason} go={go} />
  ));
}

function Entry({ reason, go }: { reason: Reason; go: Go }) {
  const { time, component, text, subject } = reason;
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
        onClick={() => go(reason)}
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
