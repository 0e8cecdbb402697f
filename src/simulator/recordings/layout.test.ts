// The replays collapse blanks, because columns are as wide as the names and addresses in them. Here the recorded tables and
// descriptions are taken apart into cells, and laid out again they must be what they were, blank by blank and tab by tab.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alignTabs, describeOptions, getOptions } from '../../kubectl/text/tabWriter.ts';
import { readRecordings } from './recording.ts';

const recordings = readRecordings((name) =>
  readFileSync(new URL(`testdata/${name}.json`, import.meta.url), 'utf8'),
);

const rows = recordings.flatMap(({ name, release, sections }) =>
  [...sections.values()]
    .flat()
    .map((row) => ({ ...row, release, title: `${name} ${row.n} ${row.cmd}` })),
);

const tables = rows.filter(
  ({ cmd = '', stdout = '' }) =>
    cmd.startsWith('kubectl get ') &&
    !/ -o(=| )?(yaml|json|name|template|go-t)/.test(cmd) &&
    /^[A-Z]/.test(stdout) &&
    // Below an Event whose text has several lines nothing stands where the header's words do.
    !stdout.includes('\nfit failure'),
);

const descriptions = rows.filter(
  ({ cmd = '', stdout = '' }) => cmd.startsWith('kubectl describe ') && stdout.startsWith('Name:'),
);

describe('kubectl get lays out as it was recorded', () => {
  test.each(tables)('$title', ({ stdout = '', release }) => {
    const parts = stdout.split(/(?<=\n)(?=(?:NAME|CONTROLLER|NAMESPACE|LASTSEEN|FIRSTSEEN)\b)/);
    // 1.3 lays all kinds of one call out together, 1.0 each by itself.
    const texts = release === 'v1.3' ? [parts.map(toCells).join('')] : parts.map(toCells);
    expect(texts.map((text) => alignTabs(text, getOptions)).join('')).toBe(stdout);
  });

  test('in many recordings', () => {
    expect(tables.length).toBeGreaterThan(200);
  });
});

/** The table with tabs between its cells, which stand where the header's words do. */
function toCells(table: string): string {
  const [header = ''] = table.split('\n', 1);
  const starts = [...header.matchAll(/\S+( \S+)*/g)].map(({ index }) => index);
  const lines = table
    .split('\n')
    .map((line) =>
      line === ''
        ? line
        : starts.map((start, index) => line.slice(start, starts[index + 1]).trimEnd()).join('\t'),
    );
  return lines.join('\n');
}

describe('kubectl describe lays out as it was recorded', () => {
  test.each(descriptions)('$title', ({ stdout = '' }) => {
    for (const text of stdout.split(/(?<=\n)(?=Name:)/)) {
      expect(alignTabs(text.split('\n').map(cellsOfLine).join('\n'), describeOptions)).toBe(text);
    }
  });
});

/** One tab between two cells; the empty SubobjectPath of an event is a cell too. */
function cellsOfLine(line: string): string {
  const cells = line.split(/\t+/);
  const isEvent = /^ {2}(\d+[smhd]|[A-Z][a-z]{2}, )/.test(line);
  const source = cells.findIndex((cell) => cell.startsWith('{'));
  if (isEvent && source >= 0 && !cells[source + 1]?.startsWith('spec.')) {
    cells.splice(source + 1, 0, '');
  }
  return cells.join('\t');
}
