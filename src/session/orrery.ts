// window.orrery: the door for tests, scripts and curious people. Everything is a promise.

import type { Kind } from '../cluster/api/core/v1/objects.ts';
import type { RunResult } from '../simulator/index.ts';
import { applyText, runLine } from './actions.ts';
import { callHost } from './world.ts';

/** Documented in CONTRIBUTING.md. Times are virtual milliseconds. */
export interface Orrery {
  /** Types a line and lets time run until it ends, whatever the play speed. Rejects if time is rewound under it. */
  run(line: string): Promise<RunResult>;
  /** Writes the open file and applies it. */
  apply(yaml: string): Promise<RunResult>;
  /** So many wakeups on; resolves to the step reached. */
  step(count?: number): Promise<number>;
  back(count?: number): Promise<number>;
  seek(ms: number): Promise<number>;
  /** Lets time run until only periodic work is pending; resolves to the time reached. */
  runUntilIdle(): Promise<number>;
  /** 16 hex digits over the whole world; equal worlds have equal digests. */
  digest(): Promise<string>;
  /** All objects of a kind such as 'Pod'. */
  objects(kind: Kind): Promise<readonly unknown[]>;
}

export const orrery: Orrery = {
  run: runLine,
  apply: applyText,
  step: async (count = 1) => (await callHost({ method: 'step', count })) as number,
  back: async (count = 1) => (await callHost({ method: 'back', count })) as number,
  seek: async (ms) => (await callHost({ method: 'seek', ms })) as number,
  runUntilIdle: async () => (await callHost({ method: 'runUntilIdle' })) as number,
  digest: async () => (await callHost({ method: 'digest' })) as string,
  objects: async (kind) => (await callHost({ method: 'objects', kind })) as readonly unknown[],
};
