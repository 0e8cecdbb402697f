import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-imports-'));
  write('tsconfig.json', '{ "compilerOptions": { "allowImportingTsExtensions": true } }');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What the checker of the gate says of the planted files: names of broken rules, and how many modules it saw. */
function check(): { readonly rules: string[]; readonly modules: number } {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const { stdout } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'src'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string } }[]; totalCruised: number };
  };
  return { rules: summary.violations.map(({ rule }) => rule.name), modules: summary.totalCruised };
}

describe('the import table', () => {
  test('lets the API server import the API', () => {
    write('src/cluster/apiserver/a.ts', "import { b } from '../api/b.ts';\nexport const a = b;\n");
    write('src/cluster/api/b.ts', 'export const b = 1;\n');
    expect(check()).toEqual({ rules: [], modules: 2 });
  });

  test('keeps Kubernetes out of the engine', () => {
    write('src/engine/a.ts', "import { b } from '../cluster/api/b.ts';\nexport const a = b;\n");
    write('src/cluster/api/b.ts', 'export const b = 1;\n');
    expect(check().rules).toContain('engine-imports');
  });

  test('keeps components apart', () => {
    write('src/cluster/scheduler/a.ts', "import { b } from '../kubelet/b.ts';\nconsole.log(b);\n");
    write('src/cluster/kubelet/b.ts', 'export const b = 1;\n');
    expect(check().rules).toContain('components-apart');
  });

  test('sees imports of types', () => {
    write('src/engine/a.ts', "import type { B } from '../ui/b.ts';\nexport type A = B;\n");
    write('src/ui/b.ts', 'export type B = 1;\n');
    expect(check().rules).toContain('engine-imports');
  });
});
