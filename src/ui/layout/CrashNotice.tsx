// A broken invariant: the session stops, and says where.

import { useSession } from '../../session/index.ts';

export function CrashNotice() {
  const crash = useSession((session) => session.crash);
  if (!crash) return null;
  return (
    <div className="crash" role="alert">
      <strong>{crash.at ? 'The simulation stopped.' : 'The simulation could not start.'}</strong>
      <p className="mono">{crash.message}</p>
      <p>
        {crash.at ? `Random seed ${crash.at.seed}, step ${crash.at.step}. ` : ''}
        What is on the page can still be read and copied; loaded again it starts over.
      </p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Load the page again
      </button>
    </div>
  );
}
