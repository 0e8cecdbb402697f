// What real bash and GNU coreutils answered to lines that people type (testdata/golden.json says which).

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

interface Golden {
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly line: string;
    readonly stdout: string;
    readonly stderr: string;
    readonly exit: number;
  }[];
}

const golden = JSON.parse(
  readFileSync(process.env['GOLDEN'] ?? new URL('testdata/golden.json', import.meta.url), 'utf8'),
) as Golden;

test.each(golden.cases)('bash answers $line', ({ line, stdout, stderr, exit }) => {
  const result = new Simulation({ files: golden.files }).run(line);
  expect({ stdout: result.stdout, stderr: result.stderr, exit: result.exit }).toEqual({
    stdout,
    stderr,
    exit,
  });
});
