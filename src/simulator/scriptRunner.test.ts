import { expect, test } from 'vitest';
import { ScriptRunner } from './scriptRunner.ts';
import { Simulation } from './simulation.ts';

test('shows both streams in the order of writing, and tells them apart', () => {
  const runner = new ScriptRunner(new Simulation());
  const line = 'echo a; echo b >&2; echo c; kubectl get pods nope; echo d';
  const error = 'Error from server: pods "nope" not found\n';
  expect(runner.run({ type: 'line', line })).toMatchObject([
    { shown: `a\nb\nc\n${error}d\n`, result: { stdout: 'a\nc\nd\n', stderr: `b\n${error}` } },
  ]);
});
