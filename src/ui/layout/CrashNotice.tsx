// A broken invariant: the world stops and says where. What was done until then is kept, and can be made again up to there.

import { CircleAlert } from 'lucide-react';
import {
  formatClock,
  presentCommands,
  recover,
  startFresh,
  useSession,
} from '../../session/index.ts';

export function CrashNotice() {
  const crash = useSession((session) => session.crash);
  const count = useSession(({ log }) => log.reduce((sum, line) => sum + line.length, 0));
  if (!crash) return null;
  const { at, message } = crash;
  return (
    <div className="notice crash" role="alert">
      <CircleAlert size={14} aria-hidden="true" />
      <div>
        <p>
          <strong>{at ? 'The simulation stopped.' : 'The simulation could not go on.'}</strong>{' '}
          <span className="mono">{message}</span>
        </p>
        <p className="caption">
          {at ? `Random seed ${at.seed}, step ${at.step}, at ${formatClock(at.time, 2)}. ` : ''}
          Your files and {count === 1 ? 'your command' : `your ${count} commands`} are kept.
        </p>
      </div>
      <span className="noticeActions">
        <button type="button" className="button small" onClick={recover}>
          Go back to just before
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => void navigator.clipboard.writeText(presentCommands())}
        >
          Copy the commands
        </button>
        <button type="button" className="button small" onClick={startFresh}>
          Start fresh
        </button>
      </span>
    </div>
  );
}
