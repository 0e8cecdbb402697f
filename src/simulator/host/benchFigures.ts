// How the benchmark measures and prints: CPU time, which other work on the machine changes least, and one table a subject.

import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** One column of a table. */
export interface Figures {
  readonly size: string;
  /** How many pods or records, for the ratios of growth. */
  readonly count: number;
  readonly figures: Readonly<Record<string, number>>;
}

/** CPU time of this process that an act takes. */
export function milliseconds(act: () => unknown): number {
  const start = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

export function repeat(times: number, act: () => unknown): void {
  for (let n = 0; n < times; n++) act();
}

export function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Rows are figures; the last two columns compare the largest with the smallest. */
export function printTable(title: string, measured: readonly Figures[]): void {
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last) return;
  const rows = [[title, ...measured.map(({ size }) => size), 'last / first', 'growth exponent']];
  for (const name of Object.keys(first.figures)) {
    const values = measured.map(({ figures }) => figures[name] ?? Number.NaN);
    const ratio = (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN);
    const exponent = Math.log(ratio) / Math.log(last.count / first.count);
    rows.push([name, ...values.map(format), format(ratio), format(exponent)]);
  }
  const lines = rows.map((row) => `| ${row.join(' | ')} |`);
  lines.splice(1, 0, `|${'---|'.repeat(rows[0]?.length ?? 0)}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** Three digits that count. */
function format(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
