// Time: transport controls on the left, lanes on the right. Dragging over the lanes is seeking.

import { useEffect } from 'react';
import { FastForward, Pause, Play, SkipBack, Square, StepBack, StepForward } from 'lucide-react';
import {
  formatClock,
  formatCount,
  pause,
  play,
  playUntilChange,
  seekStart,
  setSpeed,
  stepBack,
  stepForward,
  useSession,
  wakeupBack,
  wakeupForward,
} from '../../session/index.ts';
import { Lanes } from './Lanes.tsx';
import './timeline.css';

const SPEEDS: readonly (readonly [number, string])[] = [
  [0.25, '¼×'],
  [1, '1×'],
  [4, '4×'],
  [20, '20×'],
];

export function Timeline() {
  useTransportKeys();
  return (
    <section className="timeline" aria-label="Timeline" id="timeline" tabIndex={-1}>
      <Transport />
      <Lanes />
    </section>
  );
}

function Transport() {
  const isPlaying = useSession((session) => session.isPlaying);
  const speed = useSession((session) => session.speed);
  return (
    <div className="transport">
      <div className="transportRow">
        <button
          type="button"
          className="button quiet icon"
          aria-label="Go to the start"
          onClick={seekStart}
        >
          <SkipBack size={16} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="button"
          title="To the last visible change; with Shift to the last wakeup"
          onClick={({ shiftKey }) => (shiftKey ? wakeupBack() : stepBack())}
        >
          <StepBack size={14} aria-hidden="true" /> Step back
        </button>
        <button
          type="button"
          className="playButton"
          aria-label={isPlaying ? 'Pause' : 'Play'}
          onClick={isPlaying ? pause : play}
        >
          {isPlaying ? (
            <Pause size={16} aria-hidden="true" />
          ) : (
            <Play size={16} aria-hidden="true" />
          )}
        </button>
        <button
          type="button"
          className="button"
          title="To the next visible change; with Shift to the next wakeup"
          onClick={({ shiftKey }) => (shiftKey ? wakeupForward() : stepForward())}
        >
          Step forward <StepForward size={14} aria-hidden="true" />
        </button>
      </div>
      <div className="transportRow">
        <div className="segments" role="group" aria-label="Speed">
          {SPEEDS.map(([factor, text]) => (
            <button
              key={factor}
              type="button"
              aria-pressed={factor === speed}
              onClick={() => setSpeed(factor)}
            >
              {text}
            </button>
          ))}
        </div>
        <Clock />
      </div>
      <div className="transportRow last">
        <UntilChange />
        <StepCount />
      </div>
    </div>
  );
}

/** A run that stops by itself. */
function UntilChange() {
  const isRunning = useSession((session) => session.isUntilChange);
  return (
    <button
      type="button"
      className="button small"
      title="Runs until something that one can see has changed"
      onClick={isRunning ? pause : playUntilChange}
    >
      {isRunning ? (
        <>
          <Square size={12} aria-hidden="true" /> Stop
        </>
      ) : (
        <>
          <FastForward size={14} aria-hidden="true" /> Until something changes
        </>
      )}
    </button>
  );
}

function Clock() {
  const now = useSession((session) => formatClock(session.now));
  const end = useSession((session) => formatClock(session.endTime).replace(/\.\d$/, ''));
  return (
    <span className="clock mono">
      <strong>{now}</strong> <span>/ {end}</span>
    </span>
  );
}

function StepCount() {
  const step = useSession((session) => formatCount(session.step));
  return <span className="caption stepCount">step {step}</span>;
}

/** Space, comma and full stop, where no field or button wants them. */
function useTransportKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey)
        return;
      if (!target.closest('.timeline, .graph') || target.closest('input, textarea')) return;
      if (event.key === ',') stepBack();
      else if (event.key === '.') stepForward();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
