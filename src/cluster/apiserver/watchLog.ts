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

  add(change: Change): void {
    const log = this.world.table<Change>(TABLE);
    log.set(versionKey(change.resourceVersion), change);
    if (log.size > RETAINED_CHANGES) {
      const oldest = log.firstKey();
      if (oldest !== undefined) log.delete(oldest);
    }
  }

  /** The newest resourceVersion. */
  get latest(): number {
    return Number(this.world.table<Change>(TABLE).lastKey() ?? '0');
  }

  /** Changes after a resourceVersion, or the oldest version that can still be asked for. */
  since(resourceVersion: number): readonly Change[] | { readonly oldest: number } {
    const log = this.world.table<Change>(TABLE);
    const first = log.firstKey();
    const oldest = first === undefined ? 0 : Number(first) - 1;
    if (resourceVersion < oldest) return { oldest };
    return log
      .entriesAfter(versionKey(resourceVersion), RETAINED_CHANGES)
      .map(([, change]) => change);
  }
}

function versionKey(resourceVersion: number): string {
  return String(resourceVersion).padStart(12, '0');
}
