// Uids are version 1 UUIDs, as Kubernetes 1.3 makes them: the time in steps of 100 ns since 1582, and the machine's network
// card. Two of one moment differ by one step.

import { EPOCH_MS } from '../api/calendar.ts';
import { hash32 } from '../../engine/random.ts';
import type { World } from '../../engine/world.ts';

const TABLE = 'uidClock';

/** From 1582-10-15 to 1970-01-01. */
const GREGORIAN_MS = 12_219_292_800_000;
const STEPS_PER_MS = 10_000;
const CARD = '0242ac110002';

export class UIDClock {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    world.table(TABLE);
  }

  next(): string {
    const table = this.world.table<{ readonly steps: number }>(TABLE);
    // Steps of virtual time stay small enough to be exact; the epoch is added in two halves.
    const steps = Math.max(this.world.now * STEPS_PER_MS, (table.get('last')?.steps ?? -1) + 1);
    table.set('last', { steps });
    return format(steps, hash32(this.world.seed, 'uid', 0) & 0x3fff);
  }
}

const HALF = 2 ** 32;

function format(steps: number, sequence: number): string {
  const epoch = EPOCH_MS + GREGORIAN_MS;
  const epochHigh = Math.floor(epoch / HALF) * STEPS_PER_MS;
  const low = (epoch % HALF) * STEPS_PER_MS + steps;
  const timeLow = low % HALF;
  const high = epochHigh + Math.floor(low / HALF);
  const timeMiddle = high % 2 ** 16;
  const timeHigh = Math.floor(high / 2 ** 16) % 2 ** 12;
  return [
    hex(timeLow, 8),
    hex(timeMiddle, 4),
    hex(0x1000 + timeHigh, 4),
    hex(0x8000 + sequence, 4),
    CARD,
  ].join('-');
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
