// The keys of a table in the order of their code units. It follows from the set of keys alone, so it is no state of its own:
// what came and went is noted, and put in its place when somebody asks for the order.

/** Blocks of keys split beyond this. */
const BLOCK = 512;

/** Among fewer notes than this the order is always kept. */
const FEW = 256;

export class KeyOrder {
  /** Sorted keys, in blocks that are not empty. */
  private blocks: string[][] = [];
  private size = 0;
  /** Keys that may have come or gone since. */
  private touched: string[] = [];
  /** False when so many keys were touched that sorting all anew costs less. */
  private isKept = true;
  private readonly has: (key: string) => boolean;
  private readonly allKeys: () => string[];

  constructor(has: (key: string) => boolean, allKeys: () => string[]) {
    this.has = has;
    this.allKeys = allKeys;
  }

  /** A key has come or gone. */
  touch(key: string): void {
    if (!this.isKept) return;
    this.touched.push(key);
    if (this.touched.length < FEW || this.touched.length < this.size / 4) return;
    this.isKept = false;
    this.touched = [];
    this.blocks = [];
  }

  /** Calls with every key from `start` on, in order, until the visitor says no. */
  visit(start: string, visitor: (key: string) => boolean): void {
    this.settle();
    let index = this.blockOf(start);
    let at = firstNotBefore(this.blocks[index] ?? [], start);
    for (; index < this.blocks.length; index++, at = 0) {
      const block = this.blocks[index] as string[];
      for (; at < block.length; at++) if (!visitor(block[at] as string)) return;
    }
  }

  last(): string | undefined {
    this.settle();
    return this.blocks.at(-1)?.at(-1);
  }

  private settle(): void {
    if (!this.isKept) {
      this.sortAnew();
      return;
    }
    if (this.touched.length === 0) return;
    for (const key of this.touched) this.place(key);
    this.touched = [];
  }

  private sortAnew(): void {
    const keys = this.allKeys().sort();
    this.blocks = [];
    for (let at = 0; at < keys.length; at += BLOCK / 2) {
      this.blocks.push(keys.slice(at, at + BLOCK / 2));
    }
    this.size = keys.length;
    this.isKept = true;
  }

  /** Brings the order up to date for one key. */
  private place(key: string): void {
    const index = this.blockOf(key);
    const block = this.blocks[index] ?? [];
    const at = firstNotBefore(block, key);
    const isThere = block[at] === key;
    if (isThere === this.has(key)) return;
    this.size += isThere ? -1 : 1;
    if (isThere) block.splice(at, 1);
    else block.splice(at, 0, key);
    if (block.length === 0) this.blocks.splice(index, 1);
    else if (block.length > BLOCK) this.blocks.splice(index + 1, 0, block.splice(BLOCK / 2));
    else this.blocks[index] = block;
  }

  /** The last block that begins at or before a key; the first if there is none. */
  private blockOf(key: string): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.blocks[middle]?.[0] as string) <= key) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }
}

function firstNotBefore(block: readonly string[], key: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((block[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
