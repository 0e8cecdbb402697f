// A broken invariant: the session stops, and says where.

import { useSession } from '../../session/index.ts';

export function CrashNotice() {
  const crash = useSession((session) => session.crash);
  if (!crash) return null;
  return (
    <div className="crash" role="alert">
      <strong>The simulation stopped: an invariant is broken.</strong>
      <p className="mono">{crash.message}</p>
      <p>
        Random seed {crash.seed}, step {crash.step}. What you typed stays in the terminal; the page
        can be loaded again to start over.
      </p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Load the page again
      </button>
    </div>
  );
}
