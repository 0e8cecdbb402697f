// Every recorded row is a test. Rows of testdata/pending.json are known to differ still; `PENDING=write` writes that file anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { whyExcluded } from './exclusions.ts';
import { readRecordings } from './recording.ts';
import { replaySection, type Outcome } from './replay.ts';
import pending from './testdata/pending.json' with { type: 'json' };

const recordings = readRecordings((name) =>
  readFileSync(new URL(`testdata/${name}.json`, import.meta.url), 'utf8'),
);

const known: Readonly<Record<string, readonly number[]>> = pending;
const isWriting = process.env['PENDING'] === 'write';
const different: Record<string, number[]> = {};

for (const recording of recordings) {
  different[recording.name] = [];
  for (const [section, rows] of recording.sections) {
    const reasons = rows.map((row) => whyExcluded(row, recording));
    if (!reasons.includes(undefined)) continue;
    describe(`${recording.name} ${section}`, () => {
      let outcomes: readonly Outcome[] | undefined;
      for (const [index, row] of rows.entries()) {
        const isPending = known[recording.name]?.includes(row.n) ?? false;
        const title = `${row.n} ${(row.cmd ?? row.api ?? '').slice(0, 120)}`;
        if (reasons[index] !== undefined) continue;
        const run = isPending && process.env['PENDING'] === undefined ? test.todo : test;
        run(title, () => {
          outcomes ??= replaySection(recording, section);
          const outcome = outcomes[index];
          if (!isWriting) expect(outcome?.actual).toBe(outcome?.expected);
          else if (outcome?.actual !== outcome?.expected) different[recording.name]?.push(row.n);
        });
      }
    });
  }
}

test('leaves out rows for a reason only', () => {
  const counts = new Map<string, number>();
  for (const recording of recordings) {
    for (const row of [...recording.sections.values()].flat()) {
      const reason = whyExcluded(row, recording);
      if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  expect([...counts.keys()].every((reason) => reason.length > 10)).toBe(true);
});

afterAll(() => {
  if (!isWriting) return;
  const lines = Object.entries(different).map(
    ([name, numbers]) => `  ${JSON.stringify(name)}: [\n    ${numbers.join(',\n    ')}\n  ]`,
  );
  const file = new URL('testdata/pending.json', import.meta.url);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
});
