// A 64-bit fingerprint of the world: the sum of a pair of 32-bit hashes over every record with its key and table. Only what
// was written since it was last asked for is hashed again. Keys stand for order: every list is sorted by them.

/** What has records in rows: a table, or the queue. */
export interface DigestSource {
  /** Hears of every row that has changed. */
  listen(listener: (row: number) => void): void;
  /** Lets the listeners hear what undo and redo have changed. */
  settle(): void;
  /** All that the record in a row is; undefined where there is none. */
  textAt(row: number): string | undefined;
}

interface Part {
  readonly source: DigestSource;
  readonly dirty: Set<number>;
  readonly low: number[];
  readonly high: number[];
}

export class Digest {
  private readonly parts: Part[] = [];
  private low = 0;
  private high = 0;

  watch(source: DigestSource): void {
    const part: Part = { source, dirty: new Set(), low: [], high: [] };
    source.listen((row) => part.dirty.add(row));
    this.parts.push(part);
  }

  /** The digest at a position in time, which the text names, as 16 hex digits. */
  read(position: string): string {
    for (const part of this.parts) this.refresh(part);
    const [low, high] = hashPair(position);
    return hex((this.high + high) >>> 0) + hex((this.low + low) >>> 0);
  }

  private refresh({ source, dirty, low, high }: Part): void {
    source.settle();
    for (const row of dirty) {
      const text = source.textAt(row);
      const pair = text === undefined ? ([0, 0] as const) : hashPair(text);
      this.low = (this.low - (low[row] ?? 0) + pair[0]) >>> 0;
      this.high = (this.high - (high[row] ?? 0) + pair[1]) >>> 0;
      low[row] = pair[0];
      high[row] = pair[1];
    }
    dirty.clear();
  }
}

/** JSON with sorted keys: equal for equal plain values, whatever order their fields were written in. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>;
    const fields = Object.keys(record)
      .filter((key) => record[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalText(record[key])}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function hashPair(text: string): readonly [number, number] {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  const first =
    Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const second =
    Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return [first >>> 0, second >>> 0];
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
