// The branch one is on, and the futures that were left, each where it left: click one to go back to it.

import { switchBranch, useSession, type BranchSummary } from '../../session/index.ts';
import { type Axis } from './axis.ts';

const ROW = 20;
const NAME_LENGTH = 32;

interface Props {
  readonly axis: Axis;
  /** The top of the lane, and the height of all lanes together. */
  readonly y: number;
  readonly height: number;
}

export function BranchLane({ axis, y, height }: Props) {
  const branches = useSession((session) => session.branches);
  const reached = useSession((session) => Math.round(axis.x(session.endTime)));
  const current = branches.find(({ isCurrent }) => isCurrent);
  const others = branches.filter(({ isCurrent }) => !isCurrent).reverse();
  const rows = y + 3 * ROW <= height ? 2 : 1;
  const shown = others.slice(0, others.length > rows ? rows - 1 || 1 : rows);
  const hidden = others.slice(shown.length);
  const path = pathOf(branches, current);
  const middle = y + ROW / 2;
  return (
    <>
      <svg className="laneSvg branches" width={axis.width} height={height} aria-hidden="true">
        <path
          className="current"
          d={`M${axis.x(0)},${middle}H${Math.max(reached, axis.x(0) + 60)}`}
        />
        <circle className="currentDot" cx={axis.x(0)} cy={middle} r="3" />
        {shown.map((branch, at) => {
          const from = axis.x(leftAt(branch, path));
          const to = Math.max(axis.x(branch.endTime), from + 40);
          const row = middle + (at + 1) * ROW;
          return (
            <g key={branch.id}>
              <path
                d={`M${from},${middle}C${from + 6},${row} ${from + 2},${row} ${from + 14},${row}H${to}`}
              />
              <path d={`M${to},${row - 4}v8`} />
              <circle className="fork" cx={from} cy={middle} r="3.5" />
            </g>
          );
        })}
      </svg>
      <div className="branchNames" style={{ top: y }}>
        {current ? (
          <span className="branch current" style={{ left: axis.x(0) + 14, top: 0 }}>
            {shortName(current.name)}
          </span>
        ) : null}
        {shown.map((branch, at) => (
          <button
            key={branch.id}
            type="button"
            className="branch"
            style={{ left: axis.x(leftAt(branch, path)) + 22, top: (at + 1) * ROW }}
            aria-label={`Branch ${branch.name}`}
            title={`Go back to ${branch.name}`}
            onClick={() => switchBranch(branch.id)}
          >
            {shortName(branch.name)}
          </button>
        ))}
        {hidden.length > 0 ? <MoreBranches branches={hidden} top={shown.length * ROW} /> : null}
      </div>
    </>
  );
}

/** The current branch and those it grew from, each with the moment at which the path leaves it. */
function pathOf(
  branches: readonly BranchSummary[],
  current: BranchSummary | undefined,
): ReadonlyMap<number, number> {
  const path = new Map<number, number>();
  let until = Infinity;
  for (let branch = current; branch;) {
    path.set(branch.id, until);
    until = branch.forkTime;
    const { parent } = branch;
    branch = branches.find(({ id }) => id === parent);
  }
  return path;
}

/** Where a branch parts from the path that one is on. */
function leftAt(branch: BranchSummary, path: ReadonlyMap<number, number>): number {
  return path.get(branch.id) ?? branch.forkTime;
}

function shortName(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
}

/** Branches that have no row: a list to choose from. */
function MoreBranches({ branches, top }: { branches: readonly BranchSummary[]; top: number }) {
  return (
    <select
      className="branch more"
      style={{ top }}
      aria-label="More branches"
      value=""
      onChange={({ target }) => switchBranch(Number(target.value))}
    >
      <option value="" disabled>
        +{branches.length}
      </option>
      {branches.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

export function BranchCount() {
  const count = useSession(({ branches }) => Math.max(1, branches.length));
  return <strong>{count}</strong>;
}
