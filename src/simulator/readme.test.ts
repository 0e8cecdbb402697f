// The README's session is what the command line prints.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEntry } from './script.ts';
import { ScriptRunner } from './scriptRunner.ts';
import { Simulation } from './simulation.ts';

const root = join(import.meta.dirname, '..', '..');

test('the session in the README is what its example prints', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const session = /```console\n([^]*?)```/.exec(readme)?.[1];
  expect(transcriptOf('webapp.txt', ['webapp-rc.yaml'])).toBe(session);
});

function transcriptOf(script: string, manifests: readonly string[]): string {
  const read = (name: string) => readFileSync(join(root, 'public', 'examples', name), 'utf8');
  const files = Object.fromEntries(manifests.map((name) => [name, read(name)]));
  const runner = new ScriptRunner(new Simulation({ files }));
  const lines = read(script).split('\n');
  let transcript = '';
  while (lines.length > 0) {
    const entry = readEntry(lines, true);
    if (entry.type === 'blank' || entry.type === 'incomplete') continue;
    for (const { line, result } of runner.run(entry)) {
      // Headers end with CR and LF, which a page does not show.
      transcript += `$ ${line}\n${result.stdout}${result.stderr}`.replaceAll('\r\n', '\n');
    }
  }
  return transcript;
}
