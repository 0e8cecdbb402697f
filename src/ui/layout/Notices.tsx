// What is to be said about the page itself: under the top bar, never over the graph, until it is put away.

import type { ReactNode } from 'react';
import { CircleAlert, Info, X } from 'lucide-react';
import {
  formatCount,
  putAway,
  returnToOwnWork,
  startFresh,
  useSession,
  type Notice,
} from '../../session/index.ts';
import { CrashNotice } from './CrashNotice.tsx';
import './notices.css';

export function Notices() {
  const notices = useSession((session) => session.notices);
  return (
    <>
      <CrashNotice />
      <Starting />
      {notices.map((notice) => (
        <Strip key={notice.kind} notice={notice} />
      ))}
    </>
  );
}

/** A long story takes a moment to compute again. */
function Starting() {
  const starting = useSession((session) => session.starting);
  const hasCrashed = useSession((session) => session.crash !== undefined);
  if (!starting || starting.of === 0 || hasCrashed) return null;
  const { step, of } = starting;
  return (
    <div className="notice" role="status">
      <progress value={step} max={of} aria-label="Bringing your work back" />
      <p>
        Bringing your work back: step {formatCount(step)} of {formatCount(of)}
      </p>
      <button type="button" className="button small" onClick={startFresh}>
        Start fresh
      </button>
    </div>
  );
}

function Strip({ notice: { kind, text } }: { notice: Notice }) {
  return (
    <div className={`notice ${kind}`} role={isBad(kind) ? 'alert' : 'status'}>
      {isBad(kind) ? (
        <CircleAlert size={14} aria-hidden="true" />
      ) : (
        <Info size={14} aria-hidden="true" />
      )}
      <p>{text}</p>
      {actionOf(kind)}
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Put this notice away"
        onClick={() => putAway(kind)}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

function isBad(kind: Notice['kind']): boolean {
  return kind === 'unkept' || kind === 'wrongLink' || kind === 'tooLarge';
}

function actionOf(kind: Notice['kind']): ReactNode {
  if (kind !== 'link') return null;
  return (
    <button type="button" className="button small" onClick={returnToOwnWork}>
      Back to my work
    </button>
  );
}
