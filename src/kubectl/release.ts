// Which kubectl the terminal is: `orrery release v1.0` makes it print and read flags as kubectl 1.0 did. Only what kubectl
// itself prints changes; texts of the API server stay those of 1.3.

import type { Part } from './process.ts';

export type Release = 'v1.0' | 'v1.3';

/** A text of each release. */
export type ByRelease<T> = Readonly<Record<Release, T>>;

export function* currentRelease(): Part<Release> {
  return (yield { type: 'setting', name: 'release' }) === 'v1.0' ? 'v1.0' : 'v1.3';
}

/** Which kubectl a command is of: the book updates with that of 1.0 unless `orrery release` says otherwise. */
export function* releaseOf(command: string): Part<Release> {
  if (command !== 'rolling-update') return yield* currentRelease();
  const chosen = yield { type: 'setting', name: 'release' };
  const isBook = (yield { type: 'setting', name: 'profile' }) === 'book';
  return chosen === 'v1.0' || (chosen === undefined && isBook) ? 'v1.0' : 'v1.3';
}
