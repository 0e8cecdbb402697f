// Keeps the work of this tab: commands, files, where one stands in time. One's own work lies in localStorage and belongs to one
// tab at a time; a second tab, and a tab that opened a link, keep theirs apart in sessionStorage, so that nobody fights.

import {
  newWorld,
  readWorldRecord,
  type WorldOrigin,
  type WorldRecord,
} from '../simulator/index.ts';
import { isLink, readLink, writeLink } from './link.ts';
import { addNotice } from './notices.ts';
import { readText, writeText } from './storage.ts';
import { useSession } from './store.ts';
import { callHost, pathOf, presentWorld, startWorld } from './world.ts';

interface KeptWork {
  readonly world: WorldRecord;
  readonly drafts: Readonly<Record<string, string>>;
  readonly openFile: string;
  readonly typed: readonly string[];
  /** The link that the world came from. */
  readonly link?: string;
}

/** Where the work of this tab goes; nowhere until it is known whether another tab has it. */
type Place = 'undecided' | 'own' | 'apart';

const KEEP_AFTER_MS = 1_000;
/** A page that is loaded again waits so long for the lock of the one before. */
const RELEASE_MS = 500;

let place: Place = 'undecided';
let link: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let hasFailed = false;

/** Starts the world that the address asks for, or the one that was left here. */
export async function openWork(): Promise<void> {
  const apart = readKept('sessionStorage');
  const { hash } = location;
  watch();
  if (isLink(hash) && apart?.link !== hash && (await openLink(hash))) return;
  if (apart) {
    resume(apart, 'apart');
    return;
  }
  const own = readKept('localStorage');
  if (own) resume(own, 'undecided');
  else startWorld(newWorld(wishes()));
  await claim();
}

/** Leaves a shared world for one's own. */
export function returnToOwnWork(): void {
  place = 'undecided';
  clearTimeout(timer);
  writeText('sessionStorage', storageKey(), undefined);
  history.replaceState(null, '', location.pathname + location.search);
  location.reload();
}

/** An address that gives this world to others, as it is now: the branch one is on. */
export async function shareAddress(): Promise<string> {
  const digest = (await callHost({ method: 'digest' })) as string;
  const world = presentWorld();
  const line = world.branches[world.current];
  const branch = line && {
    forkStep: 0,
    forkTime: 0,
    end: line.end,
    endTime: line.endTime,
    commands: pathOf(world),
  };
  const shared = { ...world, branches: branch ? [branch] : [], current: 0, digest };
  return location.origin + location.pathname + (await writeLink(shared));
}

/** False when there is no world in it. */
async function openLink(hash: string): Promise<boolean> {
  const world = await readLink(hash);
  if (typeof world === 'string') {
    addNotice({ kind: 'wrongLink', text: `The link cannot be read: ${world}.` });
    return false;
  }
  place = 'apart';
  link = hash;
  startWorld(world);
  addLinkNotice();
  return true;
}

function resume({ world, drafts, openFile, typed, link: from }: KeptWork, into: Place): void {
  place = into;
  link = from;
  startWorld(world);
  useSession.setState({ drafts, openFile, typed });
  if (into !== 'apart') return;
  if (from) addLinkNotice();
  else addCopyNotice();
}

function addLinkNotice(): void {
  addNotice({ kind: 'link', text: 'A shared cluster. Your own work is kept as it was.' });
}

/** Takes one's own work, unless another tab has it. */
async function claim(): Promise<void> {
  if (!('locks' in navigator)) {
    place = 'own';
    return;
  }
  for (const isLast of [false, true]) {
    await new Promise<void>((resolve) => {
      void navigator.locks.request(storageKey(), { ifAvailable: true }, (lock) => {
        resolve();
        if (!lock) return undefined;
        place = 'own';
        keepSoon();
        return new Promise(() => undefined); // Until the page goes.
      });
    });
    if (place === 'own') return;
    if (!isLast) await new Promise((resolve) => setTimeout(resolve, RELEASE_MS));
  }
  place = 'apart';
  addCopyNotice();
}

function addCopyNotice(): void {
  addNotice({
    kind: 'copy',
    text: 'A copy: another tab has your work open. What you do here stays in this tab.',
  });
}

function watch(): void {
  useSession.subscribe((session, before) => {
    const isSame =
      session.log === before.log &&
      session.drafts === before.drafts &&
      session.openFile === before.openFile &&
      session.branches === before.branches &&
      session.now === before.now &&
      session.step === before.step;
    if (!isSame) keepSoon();
  });
  addEventListener('pagehide', keepNow);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keepNow();
  });
  addEventListener('hashchange', () => {
    if (!isLink(location.hash) || location.hash === link) return;
    keepNow();
    void openLink(location.hash);
  });
}

function keepSoon(): void {
  timer ??= setTimeout(keepNow, KEEP_AFTER_MS);
}

function keepNow(): void {
  clearTimeout(timer);
  timer = undefined;
  const { drafts, openFile, typed } = useSession.getState();
  if (place === 'undecided') return;
  const work: KeptWork = {
    world: presentWorld(),
    drafts,
    openFile,
    typed,
    ...(link === undefined ? {} : { link }),
  };
  const area = place === 'own' ? 'localStorage' : 'sessionStorage';
  const failure = writeText(area, storageKey(), JSON.stringify(work));
  if (failure === undefined || hasFailed) return;
  hasFailed = true;
  const because = failure === 'full' ? 'is full' : 'is forbidden to this page';
  addNotice({
    kind: 'unkept',
    text: `Your work cannot be kept here: the browser's storage ${because}. Share makes a link that holds it.`,
  });
}

function readKept(area: 'localStorage' | 'sessionStorage'): KeptWork | undefined {
  const text = readText(area, storageKey());
  if (text === undefined) return undefined;
  try {
    const work = JSON.parse(text) as KeptWork;
    const isGood = typeof readWorldRecord(work.world) !== 'string';
    return isGood && Array.isArray(work.typed) ? work : undefined;
  } catch {
    return undefined;
  }
}

/** Every world that an address asks for has its own place. */
function storageKey(): string {
  const { profile, seed, nodes } = wishes();
  return ['kube-orrery-work', profile, seed, nodes].filter((each) => each !== undefined).join(' ');
}

/** What the page's address asks for: `?nodes=20&seed=2&profile=v1.3`; what is not understood is passed over. */
function wishes(): Partial<WorldOrigin> {
  const wanted = new URLSearchParams(location.search);
  const count = (name: string) => {
    const text = wanted.get(name) ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  const [nodes, seed, profile] = [count('nodes'), count('seed'), wanted.get('profile')];
  return {
    ...(nodes ? { nodes: Math.min(nodes, 1_000) } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(profile === 'book' || profile === 'v1.3' ? { profile } : {}),
  };
}
