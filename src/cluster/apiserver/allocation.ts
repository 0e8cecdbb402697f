// Cluster IPs and node ports: a random start, then the next free one with wrap-around, as the bitmap allocator of
// Kubernetes 1.3. One pool of node ports serves TCP and UDP.

import type { World } from '../../engine/world.ts';

/** The record of a pool's table: a number that is taken. */
export interface TakenNumber {
  readonly index: number;
}

/** A pool of numbers 0 to size - 1, each taken at most once. */
export class Pool {
  readonly size: number;
  private readonly world: World;
  private readonly name: string;

  constructor(world: World, name: string, size: number) {
    this.world = world;
    this.name = name;
    this.size = size;
    world.table(name);
  }

  /** Takes one; false if it is taken already. */
  take(index: number): boolean {
    const table = this.world.table<TakenNumber>(this.name);
    const key = indexKey(index);
    if (table.has(key)) return false;
    table.set(key, { index });
    return true;
  }

  /** Takes the first free one from a random start; undefined when all are taken. */
  takeNext(): number | undefined {
    const table = this.world.table<TakenNumber>(this.name);
    if (table.size >= this.size) return undefined;
    const start = this.world.random(this.name) % this.size;
    for (let offset = 0; offset < this.size; offset++) {
      const index = (start + offset) % this.size;
      if (this.take(index)) return index;
    }
    return undefined;
  }

  release(index: number): void {
    this.world.table(this.name).delete(indexKey(index));
  }
}

/** The key of a number in its pool's table. */
export function indexKey(index: number): string {
  return String(index).padStart(6, '0');
}

/** An IPv4 address as a number. */
export function addressToNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function numberToAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** First address of a range and how many it has: 169.169.0.0/16. */
export function parseRange(cidr: string): { readonly base: number; readonly size: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const base = Math.floor(addressToNumber(address) / size) * size;
  return { base, size };
}
