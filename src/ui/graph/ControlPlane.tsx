// The control plane at a glance: what each part has to show for its work.

import { endpointCount, formatCount, useSession, type Session } from '../../session/index.ts';
import { troubleOf } from './trouble.ts';

interface Cell {
  readonly name: string;
  /** What can be stopped and delayed. */
  readonly component?: string;
  text(session: Session): string;
}

const cells: readonly Cell[] = [
  {
    name: 'apiserver',
    component: 'kube-apiserver',
    text: ({ tables }) => `rv ${newestVersion(tables)}`,
  },
  { name: 'replication', component: 'replication-controller', text: replicas },
  { name: 'scheduler', component: 'kube-scheduler', text: waiting },
  { name: 'etcd', text: ({ tables }) => `${keyCount(tables)} keys` },
  { name: 'endpoints', component: 'endpoint-controller', text: addresses },
  { name: 'nodes', component: 'node-controller', text: readyNodes },
];

export function ControlPlane() {
  return (
    <div className="controlPlane">
      <span className="frameLabel caption">Control plane</span>
      {cells.map((cell) => (
        <CellView key={cell.name} cell={cell} />
      ))}
    </div>
  );
}

/** A cell is underlined, and says what its part did, in the step in which it did something. */
function CellView({ cell }: { cell: Cell }) {
  const text = useSession(cell.text);
  const act = useSession(({ acts }) => acts[cell.name]);
  const trouble = useSession(({ tables }) => troubleOf(tables, cell.component));
  const said = trouble ?? (cell.name === 'apiserver' ? text : (act ?? text));
  const className = `cell ${act === undefined ? '' : 'active'} ${trouble === undefined ? '' : 'late'}`;
  const words = (
    <>
      <span className="name">{cell.name}</span>
      <span className="said">{said}</span>
    </>
  );
  if (cell.component === undefined) return <div className={className}>{words}</div>;
  return (
    <div
      role="button"
      tabIndex={-1}
      data-graph-item=""
      data-menu={`Component ${cell.component}`}
      aria-haspopup="menu"
      aria-label={`Component ${cell.component}, ${said}`}
      className={`item ${className}`}
      onClick={({ currentTarget }) => openMenu(currentTarget)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        openMenu(event.currentTarget);
      }}
    >
      {words}
    </div>
  );
}

/** As a right click would. */
function openMenu(element: HTMLElement): void {
  const { left, bottom } = element.getBoundingClientRect();
  element.dispatchEvent(
    new MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: left + 8,
      clientY: bottom - 4,
    }),
  );
}

type Tables = Session['tables'];

const kinds = [
  'Namespace',
  'Node',
  'Pod',
  'ReplicationController',
  'Service',
  'Endpoints',
  'Event',
] as const;

function newestVersion(tables: Tables): string {
  return memoized('version', tables, () => {
    let newest = 0;
    for (const kind of kinds) {
      for (const { metadata } of Object.values(tables[kind])) {
        newest = Math.max(newest, Number(metadata.resourceVersion ?? 0));
      }
    }
    return formatCount(newest);
  });
}

function keyCount(tables: Tables): string {
  return memoized('keys', tables, () =>
    formatCount(kinds.reduce((sum, kind) => sum + Object.keys(tables[kind]).length, 0)),
  );
}

function replicas({ tables }: Session): string {
  const controllers = Object.values(tables.ReplicationController);
  if (controllers.length === 0) return 'idle';
  const current = controllers.reduce((sum, { status }) => sum + status.replicas, 0);
  const desired = controllers.reduce((sum, { spec }) => sum + spec.replicas, 0);
  if (current === desired && current >= 10) return `${formatCount(current)} pods`;
  return `${current} of ${desired}${desired < 10 ? ' pods' : ''}`;
}

function waiting({ tables }: Session): string {
  return memoized('waiting', tables, () => {
    const count = Object.values(tables.Pod).filter(({ spec }) => !spec.nodeName).length;
    return count === 0 ? 'idle' : `${count} to place`;
  });
}

function addresses({ tables }: Session): string {
  const count = Object.entries(tables.Endpoints)
    .filter(([key]) => key !== 'default/kubernetes')
    .reduce((sum, [, each]) => sum + endpointCount(each), 0);
  if (count >= 100) return `${formatCount(count)} IPs`;
  return `${count} ${count === 1 ? 'address' : 'addresses'}`;
}

function readyNodes({ tables }: Session): string {
  const ready = Object.values(tables.Node).filter(({ status }) =>
    status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  ).length;
  return `${ready} ready`;
}

/** Counts over everything are made once for each state of the tables. */
const memory = new Map<string, { readonly tables: Tables; readonly text: string }>();

function memoized(name: string, tables: Tables, make: () => string): string {
  const known = memory.get(name);
  if (known?.tables === tables) return known.text;
  const text = make();
  memory.set(name, { tables, text });
  return text;
}
