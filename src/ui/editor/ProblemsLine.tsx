// One line under the text: the problem that is looked at, its quick fix, and the way to the next.

import { ChevronDown, ChevronUp, CircleX, Info, TriangleAlert } from 'lucide-react';
import { applyFix, showNextProblem, useSession, type Problem } from '../../session/index.ts';

export function ProblemsLine() {
  const path = useSession((session) => session.openFile);
  const check = useSession((session) => session.check);
  const problems = check?.path === path ? check.problems : [];
  const at = useSession((session) => session.shownProblem);
  const worst = ['error', 'warning'].find((each) =>
    problems.some(({ severity }) => severity === each),
  );
  const first = problems.findIndex(({ severity }) => severity === worst);
  // Hints stand in the text already, under their lines.
  const problem = problems[at < 0 ? first : at];
  if (!problem || first < 0) return null;
  const [fix] = problem.fixes;
  return (
    <div className="problemsLine" role="group" aria-label="Problems">
      <ProblemIcon severity={problem.severity} />
      <span className="problemText" title={problem.message}>
        <span className="problemPlace">Line {problem.range.startLineNumber}</span> {problem.message}
      </span>
      {fix ? (
        <button type="button" className="button small" onClick={() => applyFix(fix)}>
          {fix.title}
        </button>
      ) : null}
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Problem before"
        title="Problem before (Shift+F8)"
        onClick={() => showNextProblem(-1)}
      >
        <ChevronUp size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Next problem"
        title="Next problem (F8)"
        onClick={() => showNextProblem(1)}
      >
        <ChevronDown size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

export function ProblemIcon({ severity }: { readonly severity: Problem['severity'] }) {
  const Icon = { error: CircleX, warning: TriangleAlert, hint: Info }[severity];
  return <Icon size={14} className={`problemIcon ${severity}`} aria-label={severity} />;
}
