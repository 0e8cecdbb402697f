// The page's mirror of the world, and what only the page knows: what is selected, open and being typed.
// A record is replaced only when it is written, so a component that reads one record redraws only then.

import { create } from 'zustand';
import type { Kind, ObjectByKind } from '../cluster/api/core/v1/objects.ts';
import { FIRST_FILE, firstFiles } from '../simulator/index.ts';
import type {
  BranchSummary,
  Connection,
  Crash,
  Frame,
  InspectorText,
  Mark,
  Process,
  Sandbox,
  SizeRecord,
} from '../simulator/index.ts';

type Records<T> = Readonly<Record<string, T>>;

/** Every mirrored table by name, its records by key. */
export type Tables = { readonly [K in Kind]: Records<ObjectByKind[K]> } & {
  readonly sandboxes: Records<Sandbox>;
  readonly processes: Records<Process>;
  readonly connections: Records<Connection>;
  readonly files: Records<{ readonly text: string }>;
  readonly marks: Records<Mark>;
  readonly sizes: Records<SizeRecord>;
};

/** What the inspector shows. */
export type Selection =
  | { readonly type: 'object'; readonly kind: Kind; readonly key: string }
  | { readonly type: 'connection'; readonly key: string };

export type InspectorTab = 'why' | 'trace' | 'describe' | 'yaml' | 'iptables' | 'events';
export type Theme = 'dark' | 'light';
/** Which drawer lies over the graph on a narrow screen. */
export type Drawer = 'editor' | 'inspector' | undefined;

export interface Session {
  readonly tables: Tables;
  /** Virtual ms where one stands. */
  readonly now: number;
  readonly step: number;
  readonly end: number;
  readonly endTime: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly foreground: number | undefined;
  /** True when the last frame jumped: nothing is animated. */
  readonly isJump: boolean;
  readonly branches: readonly BranchSummary[];
  readonly text: Frame['text'];
  readonly crash: Crash | undefined;

  readonly selection: Selection | undefined;
  readonly tab: InspectorTab;
  readonly theme: Theme;
  readonly drawer: Drawer;
  readonly isTerminalOpen: boolean;
  readonly openFile: string;
  /** Text that is typed but not saved yet, by file. */
  readonly drafts: Records<string>;
  /** What was typed before, oldest first. */
  readonly typed: readonly string[];
  /** Lines that wait until the terminal is free. */
  readonly queued: readonly string[];
}

const NO_TABLES: Tables = {
  Namespace: {},
  Node: {},
  Pod: {},
  ReplicationController: {},
  Service: {},
  Endpoints: {},
  Event: {},
  sandboxes: {},
  processes: {},
  connections: {},
  files: Object.fromEntries(Object.entries(firstFiles).map(([path, text]) => [path, { text }])),
  marks: {},
  sizes: {},
};

export const useSession = create<Session>(() => ({
  tables: NO_TABLES,
  now: 0,
  step: 0,
  end: 0,
  endTime: 0,
  isPlaying: false,
  speed: 1,
  foreground: undefined,
  isJump: false,
  branches: [],
  text: undefined,
  crash: undefined,
  selection: undefined,
  tab: 'why',
  theme: 'dark',
  drawer: 'editor',
  isTerminalOpen: true,
  openFile: FIRST_FILE,
  drafts: {},
  typed: [],
  queued: [],
}));

/** Takes a frame of the Worker over. */
export function takeFrame(frame: Frame): void {
  useSession.setState((session) => ({
    tables: withChanges(session.tables, frame.changes),
    now: frame.now,
    step: frame.step,
    end: frame.end,
    endTime: frame.endTime,
    isPlaying: frame.isPlaying,
    speed: frame.speed,
    foreground: frame.foreground,
    isJump: frame.isJump,
    branches: sameBranches(session.branches, frame.branches) ? session.branches : frame.branches,
    ...(frame.text ? { text: frame.text } : {}),
  }));
}

function withChanges(tables: Tables, changes: Frame['changes']): Tables {
  if (changes.length === 0) return tables;
  const next: Record<string, Record<string, unknown>> = {};
  for (const { table, key, value } of changes) {
    const records = (next[table] ??= { ...tables[table as keyof Tables] });
    if (value === null) delete records[key];
    else records[key] = value;
  }
  return { ...tables, ...next };
}

/** The end of the current branch moves with time; only what one sees of branches counts. */
function sameBranches(one: readonly BranchSummary[], other: readonly BranchSummary[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      (branch, at) =>
        branch.id === other[at]?.id &&
        branch.isCurrent === other[at]?.isCurrent &&
        branch.name === other[at]?.name,
    )
  );
}

/** The text of a tab, if it is the one that was asked for last. */
export function textOf(session: Session, tab: InspectorText): string | undefined {
  const { text } = session;
  return text && JSON.stringify(text.tab) === JSON.stringify(tab) ? text.text : undefined;
}
