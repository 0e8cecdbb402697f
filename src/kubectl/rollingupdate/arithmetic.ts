// How far both controllers may be scaled, as in kubectl 1.2 and 1.3 (pkg/kubectl/rolling_updater.go).

/** A number of pods, or a part of the desired number: "30%". */
export type IntOrPercent = number | `${number}%`;

export interface Limits {
  readonly desired: number;
  readonly maxSurge: number;
  readonly minAvailable: number;
}

/** What may be more and less than desired; both nothing would stand still, so one pod may be missing then. */
export function resolveFenceposts(
  maxSurge: IntOrPercent,
  maxUnavailable: IntOrPercent,
  desired: number,
): Limits {
  const surge = Math.ceil(share(maxSurge, desired));
  const missing = Math.floor(share(maxUnavailable, desired));
  const unavailable = surge === 0 && missing === 0 ? 1 : missing;
  return { desired, maxSurge: surge, minAvailable: Math.max(0, desired - unavailable) };
}

function share(value: IntOrPercent, of: number): number {
  return typeof value === 'number' ? value : (Number(value.slice(0, -1)) * of) / 100;
}

/** The size of the new controller after a step up; the same when it cannot go up. */
export function scaledUp(
  oldReplicas: number,
  newReplicas: number,
  { desired, maxSurge }: Limits,
): number {
  if (newReplicas === desired) return newReplicas;
  const increment =
    oldReplicas === 0 ? desired - newReplicas : desired + maxSurge - (oldReplicas + newReplicas);
  return increment <= 0 ? newReplicas : Math.min(newReplicas + increment, desired);
}

/** The size of the old controller after a step down, with so many pods of the new one ready. */
export function scaledDown(
  oldReplicas: number,
  newReplicas: number,
  { limits, newReady }: { readonly limits: Limits; readonly newReady: number },
): number {
  if (oldReplicas === 0) return 0;
  const { desired, minAvailable } = limits;
  const decrement = oldReplicas + newReplicas - minAvailable - (newReplicas - newReady);
  if (decrement <= 0) return oldReplicas;
  return newReplicas === desired && newReady === desired ? 0 : Math.max(0, oldReplicas - decrement);
}

/** How many loops it takes when every pod becomes ready. */
export function countLoops(oldReplicas: number, newReplicas: number, limits: Limits): number {
  let loops = 0;
  let old = oldReplicas;
  let next = newReplicas;
  while ((next !== limits.desired || old !== 0) && loops < oldReplicas + limits.desired) {
    next = scaledUp(old, next, limits);
    old = scaledDown(old, next, { limits, newReady: next });
    loops += 1;
  }
  return loops;
}
