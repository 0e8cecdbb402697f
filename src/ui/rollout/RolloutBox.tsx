// `kubectl rolling-update` as the box outside the cluster that it is: in which loop, what is done of it, what it asked the API
// server for, and, when it was stopped, the ways on.

import { Terminal } from 'lucide-react';
import {
  formatClock,
  interrupt,
  pickRollout,
  pickRolloutProcess,
  rollBackLine,
  typeLine,
  useSession,
} from '../../session/index.ts';
import './rollout.css';

const PHASES = ['scaleNew', 'pause', 'scaleOld', 'cleanUp'] as const;

export function RolloutBox() {
  const rollout = useSession(pickRollout);
  const process = useSession(pickRolloutProcess);
  if (!rollout || !process) return null;
  const { phase, loop, loops, newSize, oldSize, asked, waitsFor, isRollback } = rollout;
  const isStopped = process.exit !== undefined;
  const where = loop > 0 ? `loop ${loop} of ${loops}` : 'begins';
  const texts = [
    `new ${newSize[0]} → ${newSize[1]}`,
    'wait',
    `old ${oldSize[0]} → ${oldSize[1]}`,
    'clean up',
  ];
  const at = PHASES.findIndex((each) => each === phase);
  return (
    <div
      className={`item rollout ${isStopped ? 'stopped' : ''}`}
      role="group"
      aria-label={`kubectl rolling-update, ${isStopped ? 'stopped' : where}`}
      title={waitsFor === '' || isStopped ? undefined : `It waits for ${waitsFor}`}
    >
      <div className="rolloutHead">
        <Terminal size={16} aria-hidden="true" />
        <span className="name">kubectl rolling-update</span>
        {isStopped ? (
          <>
            <button type="button" className="button small" onClick={() => typeLine(process.line)}>
              Resume
            </button>
            {isRollback ? null : (
              <button
                type="button"
                className="button small"
                onClick={() => typeLine(rollBackLine(process, rollout))}
              >
                Roll back
              </button>
            )}
          </>
        ) : (
          <>
            <span className="badge">{where}</span>
            <button
              type="button"
              className="button small"
              aria-label="Stop rolling-update"
              onClick={interrupt}
            >
              Stop
            </button>
          </>
        )}
      </div>
      <ol className="rolloutPhases">
        {texts.map((text, index) => (
          <li
            key={PHASES[index]}
            className={index < at ? 'done' : index === at ? 'now' : 'toCome'}
            aria-current={index === at ? 'step' : undefined}
          >
            {text}
          </li>
        ))}
      </ol>
      <span className="rolloutAsked caption">
        {isStopped ? `stopped at ${formatClock(process.endedAt ?? 0)}` : asked}
      </span>
    </div>
  );
}
