// Generated names of a recorded section, so that a replay gives its pods the same ones: when each came into being is read
// from the ages that tables and Events show.

import { HASH } from './mask.ts';
import type { Row } from './recording.ts';

const NAME = /\b([a-z0-9][a-z0-9.-]*-)([a-z0-9]{5})\b/g;
const POD_ROW = /^(?:\S+\s+)?(\S+)\s+\d+\/\d+\s+\S+\s+\d+\s+(\d+)([smh])\b/;
const CREATED = /^\s*(\d+)([smh])\s.*Created pod: (\S+)$/;
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A name is given to a pod that is created at most so far from the recorded time, in seconds. */
const TOLERANCE = 3;

interface RecordedName {
  readonly name: string;
  readonly createdAt: number;
}

export class RecordedNames {
  private unused: RecordedName[];

  constructor(rows: readonly Row[]) {
    const times = new Map<string, number>();
    const known = new Set<string>();
    let at = 0;
    for (const row of rows) {
      at = row.at ?? at;
      for (const [name, seconds] of agesIn(row.stdout ?? '')) {
        if (!times.has(name)) times.set(name, at - seconds);
      }
      for (const name of namesIn(row)) {
        known.add(name);
        if (!times.has(name) && row.cmd === undefined) times.set(name, at);
      }
    }
    this.unused = [...known]
      .map((name) => ({ name, createdAt: times.get(name) ?? Infinity }))
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  /** The suffix for a generateName at a time in seconds; undefined when the recording shows no such pod. */
  take(generateName: string, at: number): string | undefined {
    const distance = ({ createdAt }: RecordedName) => Math.abs(createdAt - at);
    const found = this.unused
      .filter(({ name }) => masked(name.slice(0, -5)) === masked(generateName))
      .reduce<RecordedName | undefined>(
        (best, each) =>
          distance(each) <= TOLERANCE && (!best || distance(each) < distance(best)) ? each : best,
        undefined,
      );
    this.unused = this.unused.filter((each) => each !== found);
    return found?.name.slice(-5);
  }
}

/** A controller that an update made is called otherwise in the replay. */
function masked(name: string): string {
  return name.replace(HASH, 'HASH');
}

function agesIn(text: string): (readonly [string, number])[] {
  return text.split('\n').flatMap((line) => {
    const pod = POD_ROW.exec(line);
    if (pod) return [[pod[1] ?? '', seconds(pod[2], pod[3])] as const];
    const created = CREATED.exec(line);
    return created ? [[created[3] ?? '', seconds(created[1], created[2])] as const] : [];
  });
}

function seconds(amount = '0', unit = 's'): number {
  return Number(amount) * (UNIT_SECONDS[unit] ?? 1);
}

function namesIn({ cmd = '', stdout = '', response }: Row): string[] {
  const text = `${cmd}\n${stdout}\n${response === undefined ? '' : JSON.stringify(response)}`;
  return [...text.matchAll(NAME)].map(([name]) => name);
}
