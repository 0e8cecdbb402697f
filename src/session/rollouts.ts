// The rolling update that the page shows: the one that runs, or the last one that was stopped and not taken up again.

import type { Process, Rollout } from '../simulator/index.ts';
import type { Session } from './store.ts';

/** The records of the rollout to show, the same as long as they do not change. */
export function pickRollout({ tables }: Session): Rollout | undefined {
  const pid = shownPid(tables);
  return pid === undefined ? undefined : tables.rollouts[pid];
}

export function pickRolloutProcess({ tables }: Session): Process | undefined {
  const pid = shownPid(tables);
  return pid === undefined ? undefined : tables.processes[pid];
}

function shownPid({
  rollouts,
  processes,
  ReplicationController: controllers,
}: Session['tables']): string | undefined {
  const last = Object.keys(rollouts)
    .sort()
    .findLast((pid) => processes[pid] !== undefined);
  const process = last === undefined ? undefined : processes[last];
  const rollout = last === undefined ? undefined : rollouts[last];
  if (!process || !rollout) return undefined;
  if (process.exit === undefined) return last;
  // What has ended by itself is over; what was stopped is so while both controllers are there.
  const isThere = (name: string) => controllers[`${rollout.namespace}/${name}`] !== undefined;
  const isStopped = process.signal !== undefined && isThere(rollout.newName);
  return isStopped && isThere(rollout.oldName) ? last : undefined;
}

/** The line that goes back: 1.0 wants the image again, 1.3 forbids it. */
export function rollBackLine({ line }: Process, { release, oldName, newName }: Rollout): string {
  return release === 'v1.0'
    ? `${line} --rollback`
    : `kubectl rolling-update ${oldName} ${newName} --rollback`;
}

/** 1 for the pods that were there first, 2 for those of the first update, and so on: by the controllers that updates made. */
export function versionOfPod({ tables }: Pick<Session, 'tables'>, podKey: string): number {
  const made = tables.Pod[podKey]?.metadata.generateName?.slice(0, -1);
  const names = Object.keys(tables.rollouts)
    .sort()
    .flatMap((pid) => {
      const rollout = tables.rollouts[pid];
      return rollout && !rollout.isRollback ? [rollout.newName] : [];
    });
  return made === undefined ? 1 : [...new Set(names)].indexOf(made) + 2;
}

/** How many versions the legend explains. */
export function countVersions({ tables }: Session): number {
  if (Object.keys(tables.rollouts).length === 0) return 1;
  return Math.max(1, ...Object.keys(tables.Pod).map((key) => versionOfPod({ tables }, key)));
}
