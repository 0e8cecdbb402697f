// The jobs of the terminal: numbers of processes that run beside its line, as bash gives them out. A number is free again
// when its job has ended and the terminal has told so.

import type { World } from '../engine/world.ts';
import type { JobStatus, Process } from '../kubectl/process.ts';
import { pidKey } from './pidKey.ts';

export const jobTables = ['jobs'] as const;

/** The record of the table `jobs`; its key is the number padded to 4 digits. */
export interface JobRecord {
  readonly pid: number;
}

/** One more than the highest number in use. */
export function nextJob(world: World): number {
  return Number(world.table('jobs').lastKey() ?? 0) + 1;
}

/** Jobs by their numbers. */
export function listJobs(world: World): JobStatus[] {
  const processes = world.table<Process>('processes');
  return world
    .table<JobRecord>('jobs')
    .entries()
    .flatMap(([key, { pid }]) => {
      const process = processes.get(pidKey(pid));
      if (!process) return [];
      const { line, exit, signal } = process;
      return {
        job: Number(key),
        pid,
        line,
        ...(exit === undefined ? {} : { exit }),
        ...(signal === undefined ? {} : { signal }),
      };
    });
}
