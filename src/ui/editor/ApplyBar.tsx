// The foot of the editor: what Apply came to, how many objects and problems there are, and Apply.

import { CircleCheck, CircleX } from 'lucide-react';
import {
  applyLine,
  applyOpenFile,
  formatClock,
  isDirty,
  showNextProblem,
  useSession,
  type Problem,
  type Process,
} from '../../session/index.ts';

export function ApplyBar({ button }: { button: React.RefObject<HTMLButtonElement | null> }) {
  const path = useSession((session) => session.openFile);
  const last = useSession(({ tables }) => lastApply(tables.processes, path));
  const hasDraft = useSession((session) => isDirty(session, path));
  return (
    <div className="applyBar">
      <output className="result" aria-label="Result of Apply">
        {last ? <ApplyResult process={last} isDirty={hasDraft} /> : null}
      </output>
      <Summary path={path} />
      <button
        ref={button}
        type="button"
        className="button primary"
        aria-keyshortcuts="Control+Enter"
        aria-label="Apply"
        onClick={applyOpenFile}
      >
        Apply <kbd>Ctrl ↵</kbd>
      </button>
    </div>
  );
}

/** "1 object, 1 hint". */
function Summary({ path }: { path: string }) {
  const check = useSession((session) => session.check);
  if (check?.path !== path) return <span className="summary" />;
  const objects = counted(check.objects, 'object');
  if (check.problems.length === 0) return <span className="summary">{objects}</span>;
  return (
    <button
      type="button"
      className="summary"
      title={`${objects}, ${tally(check.problems)}. F8: to the next problem`}
      onClick={() => showNextProblem(1)}
    >
      {objects}, {tally(check.problems)}
    </button>
  );
}

function tally(problems: readonly Problem[]): string {
  return (['error', 'warning', 'hint'] as const)
    .map((severity) => {
      const count = problems.filter((problem) => problem.severity === severity).length;
      return count === 0 ? '' : counted(count, severity);
    })
    .filter((text) => text !== '')
    .join(', ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function ApplyResult({ process, isDirty: hasDraft }: { process: Process; isDirty: boolean }) {
  if (process.exit === undefined) return <span>Applying…</span>;
  if (hasDraft) return <span className="hint">Changed since applied</span>;
  const at = formatClock(process.endedAt ?? process.startedAt);
  if (process.exit === 0) {
    return (
      <span className="good">
        <CircleCheck size={14} aria-hidden="true" /> Applied at {at}
      </span>
    );
  }
  const complaint = process.output.find(({ stream }) => stream === 'stderr')?.text ?? '';
  return (
    <span className="wrong" title={complaint}>
      <CircleX size={14} aria-hidden="true" /> <span className="complaint">{complaint.trim()}</span>
    </span>
  );
}

function lastApply(
  processes: Readonly<Record<string, Process>>,
  path: string,
): Process | undefined {
  const line = applyLine(path);
  let last: Process | undefined;
  for (const key of Object.keys(processes)) {
    const process = processes[key];
    if (process?.line === line && (!last || process.pid > last.pid)) last = process;
  }
  return last;
}
