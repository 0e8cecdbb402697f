// What a wakeup of a kubelet is about: the node's heartbeat or Docker, or a pod: its sync, its programs, one of its probes.
// Keys that end in "quiet" are of what goes on for ever: `orrery idle` does not wait for them.

import { nodeKey, splitNodeKey, type Action } from '../apiserver/client.ts';

export const HEARTBEAT = 'heartbeat';
export const DOCKER = 'docker';

export type ProbeType = 'liveness' | 'readiness';

/** Why a pod is looked at. */
export type Occasion =
  /** It changed, or something of it is due. */
  | { readonly type: 'sync' }
  /** Its last sync failed, and it is time for the next one. */
  | { readonly type: 'retry' }
  /** Its programs have something to do. */
  | { readonly type: 'play' }
  | { readonly type: 'probe'; readonly probe: ProbeType; readonly container: string }
  /** A connection that the program of a container opened came to something. */
  | { readonly type: 'outcome'; readonly container: string; readonly startedAt: number };

const QUIET = ' quiet';

/** Wakes a kubelet for a pod. */
export function wakePod(
  node: string,
  pod: string,
  {
    occasion,
    afterMs,
    isQuiet = false,
  }: { readonly occasion: Occasion; readonly afterMs: number; readonly isQuiet?: boolean },
): Action {
  return { type: 'wake', key: wakeupKey(node, pod, { occasion, isQuiet }), afterMs };
}

export function wakeupKey(
  node: string,
  pod: string,
  { occasion, isQuiet }: { readonly occasion: Occasion; readonly isQuiet: boolean },
): string {
  return `${nodeKey(node, pod)}${wordOf(occasion)}${isQuiet ? QUIET : ''}`;
}

function wordOf(occasion: Occasion): string {
  switch (occasion.type) {
    case 'sync':
      return '';
    case 'retry':
    case 'play':
      return ` ${occasion.type}`;
    case 'probe':
      return ` ${occasion.probe} ${occasion.container}`;
    case 'outcome':
      return ` outcome ${occasion.container} ${occasion.startedAt}`;
  }
}

/** The node, the pod (or `heartbeat`, `docker`) and the occasion of a wakeup. */
export function parseWakeupKey(wakeupKey: string): {
  readonly node: string;
  readonly pod: string;
  readonly occasion: Occasion;
} {
  const { node, key } = splitNodeKey(wakeupKey);
  const [pod = '', ...words] = key.split(' ');
  return { node, pod, occasion: occasionOf(words) };
}

function occasionOf([word, container = '', startedAt]: readonly string[]): Occasion {
  switch (word) {
    case 'outcome':
      return { type: word, container, startedAt: Number(startedAt) };
    case 'retry':
    case 'play':
      return { type: word };
    case 'liveness':
    case 'readiness':
      return { type: 'probe', probe: word, container };
    default:
      return { type: 'sync' };
  }
}

export function isPeriodicKey(wakeupKey: string): boolean {
  return wakeupKey.endsWith(QUIET) || splitNodeKey(wakeupKey).key === HEARTBEAT;
}
