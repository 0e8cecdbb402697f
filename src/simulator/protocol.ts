// What the page says to the Worker and hears from it. Plain values only.

import type { Kind } from '../cluster/api/core/v1/objects.ts';
import type { RecordedCommand } from '../engine/history.ts';
import type { Command } from './command.ts';
import type { WorldRecord } from './record.ts';

/** Result of one terminal line. `at` is the virtual ms after it. */
export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly at: number;
}

/** Calls; the type of the reply's value stands behind each. */
export type HostCall =
  /** RunResult: types a line and lets time run until its foreground process ends. Rejects if time is rewound under it. */
  | { readonly method: 'run'; readonly line: string }
  /** undefined: types a line and lets it go on by itself (the terminal). Time runs until it ends. */
  | { readonly method: 'type'; readonly line: string }
  /** RunResult: writes the file, then runs `kubectl apply -f FILE`. */
  | { readonly method: 'apply'; readonly yaml: string; readonly file: string }
  /** undefined: saves a file of the editor; without text it is removed. */
  | { readonly method: 'saveFile'; readonly path: string; readonly text: string | undefined }
  | { readonly method: 'renameFile'; readonly path: string; readonly to: string }
  | { readonly method: 'orderFiles'; readonly paths: readonly string[] }
  /** FileCheck: what is to be said about a file of the editor. `drafts` are texts that are typed but not saved, by file. */
  | {
      readonly method: 'check';
      readonly path: string;
      readonly drafts: Readonly<Record<string, string>>;
    }
  /** string: the text with the live values of the fields that it names. */
  | { readonly method: 'liveText'; readonly path: string; readonly text: string }
  /** number: the step reached. n wakeups. */
  | { readonly method: 'step'; readonly count: number }
  | { readonly method: 'back'; readonly count: number }
  /** number: the step reached; runs on (back) until something visible changed. */
  | { readonly method: 'stepVisible' }
  | { readonly method: 'backVisible' }
  /** number: the step reached. */
  | { readonly method: 'seek'; readonly ms: number }
  | { readonly method: 'seekEnd' }
  /** number: virtual ms. */
  | { readonly method: 'runUntilIdle' }
  /** string of 16 hex digits. */
  | { readonly method: 'digest' }
  /** API objects of a kind. */
  | { readonly method: 'objects'; readonly kind: Kind }
  /** undefined. */
  | { readonly method: 'play' }
  | { readonly method: 'pause' }
  /** undefined: plays until something that a person can see has changed. */
  | { readonly method: 'playUntilChange' }
  /** undefined: from now on at most one frame in so many real ms while time runs. */
  | { readonly method: 'setPace'; readonly frameMs: number }
  | { readonly method: 'setSpeed'; readonly speed: number }
  /** undefined: Ctrl-C to the foreground process. */
  | { readonly method: 'interrupt' }
  /** Completion (kubectl/completion): what may stand at the end of a line that is being typed. */
  | { readonly method: 'complete'; readonly text: string }
  | { readonly method: 'switchBranch'; readonly branch: number }
  /** undefined: from now on the text of this inspector tab is posted when it changes. */
  | { readonly method: 'openText'; readonly tab: InspectorText | undefined };

/** A text that only the Worker can make. */
export type InspectorText =
  | { readonly type: 'yaml'; readonly kind: Kind; readonly key: string }
  | { readonly type: 'describe'; readonly kind: Kind; readonly key: string }
  /** Reasons as JSON. The target is written as for `orrery why`: pod/NAME, request/NUMBER. */
  | { readonly type: 'why'; readonly target: string; readonly namespace?: string }
  | { readonly type: 'iptables'; readonly node: string };

interface Reply {
  readonly type: 'reply';
  readonly id: number;
  readonly value?: unknown;
  /** A sentence, when the call failed. */
  readonly error?: string;
}

/** One mark of the timeline. */
export interface Mark {
  readonly time: number;
  readonly step: number;
  readonly kind: 'command' | 'created' | 'ready' | 'deleted' | 'warning';
  readonly text: string;
}

export interface BranchSummary {
  readonly id: number;
  readonly parent: number | undefined;
  readonly forkStep: number;
  readonly forkTime: number;
  readonly end: number;
  readonly endTime: number;
  /** The command that made it, or "main". */
  readonly name: string;
  readonly isCurrent: boolean;
}

/** A command, and the branch that it was recorded on. */
export interface LoggedCommand {
  readonly branch: number;
  readonly recorded: RecordedCommand<Command>;
}

/** At most one an animation frame: what changed since the one before. */
export interface Frame {
  readonly type: 'frame';
  readonly now: number;
  readonly step: number;
  readonly end: number;
  readonly endTime: number;
  readonly isPlaying: boolean;
  /** True while time runs only until something changes. */
  readonly isUntilChange: boolean;
  readonly speed: number;
  /** What parts of the control plane did in this step, while time runs in the last moment: part to a few words. */
  readonly acts: Readonly<Record<string, string>>;
  /** pid of the process that holds the terminal. */
  readonly foreground: number | undefined;
  /** True when the frame is the result of a seek or step back: nothing is animated. */
  readonly isJump: boolean;
  readonly changes: readonly {
    readonly table: string;
    readonly key: string;
    /** null = gone. */
    readonly value: unknown;
  }[];
  readonly branches: readonly BranchSummary[];
  /** Commands that were recorded since the frame before. */
  readonly commands: readonly LoggedCommand[];
  readonly text?: { readonly tab: InspectorText; readonly text: string };
}

/** A broken invariant: the session stops and says where. */
export interface Crash {
  readonly type: 'crash';
  readonly message: string;
  /** Where it stopped; missing when it did not even start. */
  readonly at?: { readonly seed: number; readonly step: number; readonly time: number };
}

/** A kept world is being computed again. */
export interface Progress {
  readonly type: 'progress';
  /** Steps done, and how many there are. */
  readonly step: number;
  readonly of: number;
}

/** The world is there; calls are answered from now on. */
export interface Started {
  readonly type: 'started';
  /** False when this engine does other steps than the one that made the record: it was replayed by time. */
  readonly isExact: boolean;
}

export type FromHost = Reply | Frame | Crash | Progress | Started;
export type ToHost =
  /** The first message: which world to make. */
  { readonly start: WorldRecord } | { readonly id: number; readonly call: HostCall };

/**
 * Tables mirrored to the page, each record by its key:
 * the API kinds (key namespace/name), `sandboxes` (Sandbox, key `NODE namespace/name`), `processes` (Process),
 * `connections` (Connection), `files` (FileRecord),
 * `marks` (Mark), `sizes` ({time, size, desired}; key `KIND namespace/name TIME`), `requestCounts` (RequestCount),
 * `tallies` ({count}; key `ADDRESS:PORT namespace/name`), `rollouts` (Rollout, by pid), `loads` (Load), `loadCounts` (LoadCount), `lostRequests` (LostRequest),
 * `settings` ({value}), `stopped` ({since}; key `COMPONENT[@NODE]`).
 */
export const mirroredTables = [
  'Namespace',
  'Node',
  'Pod',
  'ReplicationController',
  'Service',
  'Endpoints',
  'Event',
  'sandboxes',
  'processes',
  'connections',
  'files',
  'marks',
  'sizes',
  'requestCounts',
  'tallies',
  'loads',
  'loadCounts',
  'rollouts',
  'lostRequests',
  'settings',
  'stopped',
] as const;
