// Which world the page shows: it is started in a Worker of its own, from a record, and can be made again from what was
// recorded since. So a reload, a crash, another profile and a shared link are one thing: a new Worker with a record.

import {
  newWorld,
  VERSION,
  type BranchRecord,
  type HostCall,
  type WorldOrigin,
  type WorldRecord,
} from '../simulator/index.ts';
import { Host } from './host.ts';
import { addNotice } from './notices.ts';
import { clearWorld, takeFrame, useSession, type Session } from './store.ts';

let newWorker: (() => Worker) | undefined;
let host: Host | undefined;

/** The record that a world is made from, until its first frame: then the session knows more. */
let startedFrom: WorldRecord | undefined;

/** Calls that hold for every world: they are made again in the next. */
const standing = new Map<HostCall['method'], HostCall>();

/** Says how a Worker is made; nothing runs yet. */
export function provideWorkers(make: () => Worker): void {
  newWorker = make;
}

/** Ends the present world and makes another one; frames arrive when it is there. */
export function startWorld(world: WorldRecord): void {
  if (!newWorker) throw new Error('nobody has said how a Worker is made');
  host?.end();
  startedFrom = world;
  clearWorld(world);
  host = new Host(newWorker(), {
    onFrame: (frame) => {
      startedFrom = undefined;
      takeFrame(frame);
    },
    onProgress: ({ step, of }) => useSession.setState({ starting: { step, of } }),
    onStarted: ({ isExact }) => {
      useSession.setState({ starting: undefined });
      if (!isExact) addNotice({ kind: 'replayed', text: replayedText(world.version) });
    },
    onCrash: (crash) => useSession.setState({ crash, isPlaying: false }),
  });
  host.start(world);
  for (const call of standing.values()) host.call(call).catch(() => undefined);
}

function replayedText(version: string): string {
  const maker = version === VERSION ? 'another build' : `version ${version}`;
  return `Made by ${maker} of Kube Orrery; this is ${VERSION}. The commands were replayed by their times, and may have come out otherwise.`;
}

/** Carries a call out in the Worker; rejects with its sentence when it fails. */
export function callHost(call: HostCall): Promise<unknown> {
  if (call.method === 'setPace' || call.method === 'openText') standing.set(call.method, call);
  return host ? host.call(call) : Promise.reject(new Error('the simulation has not started'));
}

/** Everything that is needed to make the present world again. */
export function presentWorld(): WorldRecord {
  return startedFrom ?? recordOf(useSession.getState());
}

function recordOf({ origin, branches, log, end, endTime, step, now }: Session): WorldRecord {
  return {
    ...origin,
    version: VERSION,
    branches: branches.map((branch): BranchRecord => {
      const { id, parent, forkStep, forkTime, isCurrent } = branch;
      return {
        ...(parent === undefined ? {} : { parent }),
        forkStep,
        forkTime,
        end: isCurrent ? end : branch.end,
        endTime: isCurrent ? endTime : branch.endTime,
        commands: log[id] ?? [],
      };
    }),
    current: Math.max(
      0,
      branches.findIndex(({ isCurrent }) => isCurrent),
    ),
    at: { step, time: now },
  };
}

/** A new cluster, with the files as they are now: the terminal and time start over. */
export function startOver(change: Partial<WorldOrigin> = {}): void {
  const { origin, tables, drafts } = useSession.getState();
  const saved = Object.entries(tables.files).map(([path, { text }]) => [path, text] as const);
  const files = { ...Object.fromEntries(saved), ...drafts };
  startWorld(newWorld({ ...origin, files, ...change }));
}

/** A new cluster with the first files, as on a first visit. */
export function startFresh(): void {
  const { profile, seed, nodes } = useSession.getState().origin;
  useSession.setState({ typed: [] });
  startWorld(newWorld({ profile, seed, nodes }));
}

/** Makes the world again up to the step before the one at which it stopped. */
export function recover(): void {
  const { drafts } = useSession.getState();
  startWorld(presentWorld());
  useSession.setState({ drafts });
}

/** The lines that were typed on this branch, as one could type them again. */
export function presentCommands(): string {
  return pathOf(presentWorld())
    .flatMap(({ command }) => (command.type === 'line' ? [`${command.line}\n`] : []))
    .join('');
}

/** Commands of the current branch from the beginning. */
export function pathOf({ branches, current }: WorldRecord): BranchRecord['commands'] {
  const parts: BranchRecord['commands'][] = [];
  let limit = Infinity;
  for (let branch = branches[current]; branch; branch = branches[branch.parent ?? -1]) {
    const until = limit;
    parts.unshift(branch.commands.filter(({ step }) => step <= until));
    limit = Math.min(limit, branch.forkStep);
  }
  return parts.flat();
}
