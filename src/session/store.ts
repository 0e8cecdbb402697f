// The page's mirror of the world, and what only the page knows: what is selected, open and being typed.
// A record is replaced only when it is written, so a component that reads one record redraws only then.

import { create } from 'zustand';
import type { Kind, ObjectByKind } from '../cluster/api/core/v1/objects.ts';
import { NO_FUTURE, withFuture, type Future } from './future.ts';
import { FIRST_FILE, newWorld } from '../simulator/index.ts';
import type {
  BranchSummary,
  Connection,
  Crash,
  FileCheck,
  FileRecord,
  Frame,
  InspectorText,
  Load,
  LoadCount,
  LostRequest,
  LoggedCommand,
  Mark,
  Process,
  Progress,
  RequestCount,
  Rollout,
  Sandbox,
  SizeRecord,
  Tally,
  WorldOrigin,
} from '../simulator/index.ts';

type Records<T> = Readonly<Record<string, T>>;

/** Every mirrored table by name, its records by key. */
export type Tables = { readonly [K in Kind]: Records<ObjectByKind[K]> } & {
  readonly sandboxes: Records<Sandbox>;
  readonly processes: Records<Process>;
  readonly connections: Records<Connection>;
  readonly files: Records<FileRecord>;
  readonly marks: Records<Mark>;
  readonly sizes: Records<SizeRecord>;
  readonly requestCounts: Records<RequestCount>;
  readonly tallies: Records<Tally>;
  readonly loads: Records<Load>;
  readonly loadCounts: Records<LoadCount>;
  readonly lostRequests: Records<LostRequest>;
  /** By the pid of the process, as `processes`. */
  readonly rollouts: Records<Rollout>;
  readonly settings: Records<{ readonly value: string }>;
  readonly stopped: Records<{ readonly since: number }>;
};

/** What the inspector shows. */
export type Selection =
  | { readonly type: 'object'; readonly kind: Kind; readonly key: string }
  | { readonly type: 'connection'; readonly key: string };

export type InspectorTab =
  'why' | 'trace' | 'requests' | 'endpoints' | 'describe' | 'yaml' | 'iptables' | 'events';

/** The text of the open tab, and what it was before it last changed. */
export interface ShownText {
  readonly tab: InspectorText;
  readonly text: string;
  readonly before?: string;
  /** When it changed, virtual ms. */
  readonly since: number;
}
export type Theme = 'dark' | 'light';

/** What a person prefers of the page. */
export interface Preferences {
  readonly theme: 'system' | Theme;
  readonly motion: 'system' | 'less';
  /** What Tab does in the editor. */
  readonly tabKey: 'indents' | 'moves';
  readonly isHintShown: boolean;
}
/** What lies over the graph on a narrow screen, or stands in its place on a very narrow one. */
export type Drawer = 'editor' | 'inspector' | 'terminal' | undefined;

/** A sentence about the page itself; each kind is said once. */
export interface Notice {
  readonly kind: 'copy' | 'link' | 'wrongLink' | 'unkept' | 'replayed' | 'tooLarge';
  readonly text: string;
}

export interface Session {
  readonly tables: Tables;
  /** Virtual ms where one stands. */
  readonly now: number;
  readonly step: number;
  readonly end: number;
  readonly endTime: number;
  readonly isPlaying: boolean;
  readonly isUntilChange: boolean;
  /** What parts of the control plane have just done, by part. */
  readonly acts: Readonly<Record<string, string>>;
  readonly speed: number;
  readonly foreground: number | undefined;
  /** True when the last frame jumped: nothing is animated. */
  readonly isJump: boolean;
  readonly branches: readonly BranchSummary[];
  /** What has run already after the present moment. */
  readonly future: Future;
  readonly text: ShownText | undefined;
  readonly crash: Crash | undefined;
  /** What the world began with. */
  readonly origin: WorldOrigin;
  /** Everything that people did, by branch. */
  readonly log: readonly (readonly LoggedCommand['recorded'][])[];
  /** How far the world is that is being made; undefined once it is there. */
  readonly starting: Omit<Progress, 'type'> | undefined;
  readonly notices: readonly Notice[];

  readonly selection: Selection | undefined;
  /** What the inspector goes on to show whatever is selected. */
  readonly pinned: Selection | undefined;
  readonly tab: InspectorTab;
  readonly preferences: Preferences;
  /** The theme that is shown. */
  readonly theme: Theme;
  /** True when nothing should move by itself. */
  readonly isCalm: boolean;
  readonly drawer: Drawer;
  readonly isTerminalOpen: boolean;
  readonly isTerminalTall: boolean;
  readonly openFile: string;
  /** What was found in the open file, and in which text of it. */
  readonly check: (FileCheck & { readonly path: string; readonly text: string }) | undefined;
  /** Which of its problems is looked at, from 0; -1 is none yet. It is shown in the text at each reveal. */
  readonly shownProblem: number;
  readonly reveals: number;
  /** Those that can be opened again, the last one last. */
  readonly closedFiles: readonly { readonly path: string; readonly text: string }[];
  /** Text that is typed but not saved yet, by file. */
  readonly drafts: Records<string>;
  /** What was typed before, oldest first. */
  readonly typed: readonly string[];
  /** Virtual ms at which the person last set time going: what was printed since is new. */
  readonly lookedAt: number;
  /** Nodes on the graph whose pods are all shown. */
  readonly unfolded: readonly string[];
  /** A moment that is pointed at, virtual ms, and what it is about: `KIND namespace/name`. */
  readonly hoveredTime: number | undefined;
  readonly hoveredObject: string | undefined;
  /** What one points at or has the focus on the graph: `KIND key`. */
  readonly pointedItem: string | undefined;
  /** Lines that wait until the terminal is free. */
  readonly queued: readonly string[];
  /** What the words said that only change where one is (`orrery why`): no part of the world. */
  readonly asides: readonly Aside[];
}

/** A line of the terminal that is not recorded, and its answer. */
export interface Aside {
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Virtual ms after it. */
  readonly at: number;
  /** pid of the last process that was started before it. */
  readonly after: number;
}

const emptyTables = ({ files }: WorldOrigin): Tables => ({
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
  files: Object.fromEntries(
    Object.entries(files).map(([path, text], place) => [path, { text, place, changedAt: 0 }]),
  ),
  marks: {},
  sizes: {},
  requestCounts: {},
  tallies: {},
  loads: {},
  loadCounts: {},
  rollouts: {},
  lostRequests: {},
  settings: {},
  stopped: {},
});

/** What is known of a world before its first frame. */
const nothingYet = (origin: WorldOrigin) => ({
  tables: emptyTables(origin),
  now: 0,
  step: 0,
  end: 0,
  endTime: 0,
  isPlaying: false,
  isUntilChange: false,
  acts: {},
  speed: 1,
  foreground: undefined,
  isJump: false,
  branches: [],
  future: NO_FUTURE,
  text: undefined,
  crash: undefined,
  origin,
  log: [],
  starting: { step: 0, of: 0 },
  drafts: {},
  queued: [],
  asides: [],
  lookedAt: 0,
});

/** On lower screens the terminal starts closed, px. */
const ROOM_FOR_TERMINAL = 760;

export const useSession = create<Session>(() => ({
  ...nothingYet(newWorld()),
  notices: [],
  selection: undefined,
  pinned: undefined,
  tab: 'why',
  preferences: {
    theme: 'system',
    motion: 'system',
    tabKey: 'indents',
    isHintShown: true,
  },
  theme: 'dark',
  isCalm: false,
  drawer: 'editor',
  isTerminalOpen: innerHeight >= ROOM_FOR_TERMINAL,
  isTerminalTall: false,
  openFile: FIRST_FILE,
  check: undefined,
  shownProblem: -1,
  reveals: 0,
  closedFiles: [],
  typed: [],
  unfolded: [],
  hoveredTime: undefined,
  hoveredObject: undefined,
  pointedItem: undefined,
}));

/** Forgets the world that was shown; another one is being made. */
export function clearWorld(origin: WorldOrigin): void {
  const { openFile } = useSession.getState();
  const paths = Object.keys(origin.files);
  useSession.setState({
    ...nothingYet(origin),
    selection: undefined,
    pinned: undefined,
    openFile: paths.includes(openFile) ? openFile : (paths[0] ?? FIRST_FILE),
  });
}

/** Takes a frame of the Worker over. */
export function takeFrame(frame: Frame): void {
  useSession.setState((session) => ({
    tables: withChanges(isFirst(session) ? noFiles(session.tables) : session.tables, frame.changes),
    now: frame.now,
    step: frame.step,
    end: frame.end,
    endTime: frame.endTime,
    isPlaying: frame.isPlaying,
    isUntilChange: frame.isUntilChange,
    acts: sameActs(session.acts, frame.acts) ? session.acts : frame.acts,
    speed: frame.speed,
    foreground: frame.foreground,
    isJump: frame.isJump,
    branches: sameBranches(session.branches, frame.branches) ? session.branches : frame.branches,
    future:
      currentBranch(session.branches) === currentBranch(frame.branches)
        ? withFuture(session.future, session.tables, frame)
        : NO_FUTURE,
    log: withCommands(session.log, frame.commands),
    ...(frame.text ? { text: shownText(session, frame, frame.text) } : {}),
  }));
}

/** Until its first frame a world is shown with the files that it began with; some may be gone since. */
function isFirst({ branches }: Session): boolean {
  return branches.length === 0;
}

function noFiles(tables: Tables): Tables {
  return { ...tables, files: {} };
}

function withCommands(log: Session['log'], commands: Frame['commands']): Session['log'] {
  if (commands.length === 0) return log;
  const next = log.map((line) => [...line]);
  for (const { branch, recorded } of commands) (next[branch] ??= []).push(recorded);
  return next;
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

function currentBranch(branches: readonly BranchSummary[]): number | undefined {
  return branches.find(({ isCurrent }) => isCurrent)?.id;
}

function sameActs(one: Session['acts'], other: Session['acts']): boolean {
  const parts = Object.keys(one);
  return (
    parts.length === Object.keys(other).length && parts.every((part) => one[part] === other[part])
  );
}

/** Changes that follow one another so closely, virtual ms, are shown together while time runs. */
const BURST_MS = 1_000;

function shownText(
  { text: last, isPlaying }: Session,
  { now, isJump }: Frame,
  { tab, text }: NonNullable<Frame['text']>,
): ShownText {
  if (!last || !isSameTab(last.tab, tab) || isJump) return { tab, text, since: now };
  const isBurst = isPlaying && last.before !== undefined && now - last.since < BURST_MS;
  return {
    tab,
    text,
    before: isBurst ? last.before : last.text,
    since: isBurst ? last.since : now,
  };
}

function isSameTab(one: InspectorText, other: InspectorText): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The text of a tab, if it is the one that was asked for last. */
export function textOf({ text }: Session, tab: InspectorText): ShownText | undefined {
  return text && isSameTab(text.tab, tab) ? text : undefined;
}
