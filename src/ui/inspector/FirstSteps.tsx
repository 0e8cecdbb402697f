// Where to begin, on a first visit; it stands beside the graph and can be put away for good.

import { X } from 'lucide-react';
import { prefer, useSession } from '../../session/index.ts';

export function FirstSteps() {
  const isShown = useSession(({ preferences }) => preferences.isHintShown);
  if (!isShown) return null;
  return (
    <aside className="firstSteps" aria-label="First steps">
      <h3>First steps</h3>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Put the first steps away"
        onClick={() => prefer({ isHintShown: false })}
      >
        <X size={14} aria-hidden="true" />
      </button>
      <ol>
        <li>Apply the manifest on the left, and watch its pods come.</li>
        <li>Press a pod: expose it, send requests, delete it.</li>
        <li>Wind time back below, and ask Why of whatever you see.</li>
      </ol>
      <p className="caption">
        <kbd>Ctrl K</kbd> finds everything, <kbd>?</kbd> shows the keys.
      </p>
    </aside>
  );
}
