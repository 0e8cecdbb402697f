// The control plane at a glance: what each part has to show for its work.

import { endpointCount, formatCount, useSession, type Session } from '../../session/index.ts';

interface Cell {
  readonly name: string;
  text(session: Session): string;
}

const cells: readonly Cell[] = [
  { name: 'apiserver', text: ({ tables }) => `rv ${newestVersion(tables)}` },
  { name: 'replication', text: replicas },
  { name: 'scheduler', text: waiting },
  { name: 'etcd', text: ({ tables }) => `${keyCount(tables)} keys` },
  { name: 'endpoints', text: addresses },
  { name: 'nodes', text: readyNodes },
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
  return (
    <div className={`cell ${act === undefined ? '' : 'active'}`}>
      <span className="name">{cell.name}</span>
      <span className="said">{cell.name === 'apiserver' ? text : (act ?? text)}</span>
    </div>
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
