// The last changes, for watches that ask from a resourceVersion on: pull, with 410 Gone where they have been compacted.

import type { World } from '../../engine/world.ts';
import type { Change } from './client.ts';

/** As etcd 2 keeps them. */
const RETAINED_CHANGES = 1000;

const TABLE = 'watchLog';

export class WatchLog {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    world.table(TABLE);
  }

  /** Takes the place of the change that is no longer kept. */
  add(change: Change): void {
    this.world.table<Change>(TABLE).set(placeOf(change.resourceVersion), change);
  }

  /** The newest resourceVersion. */
  get latest(): number {
    return this.world.last('resourceVersion');
  }

  /** Changes after a resourceVersion, or the oldest version that can still be asked for. */
  since(resourceVersion: number): readonly Change[] | { readonly oldest: number } {
    const oldest = Math.max(0, this.latest - RETAINED_CHANGES);
    if (resourceVersion < oldest) return { oldest };
    const log = this.world.table<Change>(TABLE);
    const changes: Change[] = [];
    for (let version = resourceVersion + 1; version <= this.latest; version++) {
      const change = log.get(placeOf(version));
      if (change) changes.push(change);
    }
    return changes;
  }
}

function placeOf(resourceVersion: number): string {
  return String(resourceVersion % RETAINED_CHANGES);
}
