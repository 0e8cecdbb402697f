import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Simulation } from '../simulation.ts';
import { checkEditorFile } from '../fileCheck.ts';
import type { Problem } from './problem.ts';
import { applyEdits } from './textEdits.ts';

interface Example {
  readonly name: string;
  readonly title: string;
  readonly isPrinted: boolean;
}

const folder = new URL('../../../public/examples/book/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');
const examples = JSON.parse(read('index.json')) as readonly Example[];

function check(name: string, text: string) {
  const simulation = new Simulation({ files: { [name]: text } });
  return { simulation, ...checkEditorFile(simulation, name, {}) };
}

/** Takes the first fix of the first problem of a kind, again and again. */
function mended(name: string, printed: string, isWanted: (problem: Problem) => boolean) {
  let text = printed;
  for (let turn = 0; turn < 30; turn++) {
    const fix = check(name, text)
      .problems.filter(isWanted)
      .flatMap(({ fixes }) => fixes)[0];
    if (!fix) break;
    text = applyEdits(text, fix.edits);
  }
  return text;
}

describe.each(examples)('$title of the book', ({ name, isPrinted }) => {
  test('is applied without an error when it is mended, and the editor finds none', () => {
    const { simulation, problems } = check(name, read(name));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(simulation.run(`kubectl apply -f ${name}`)).toMatchObject({ exit: 0, stderr: '' });
  });

  if (!isPrinted) return;
  test('has a problem as it is printed', () => {
    expect(check(name, read(`printed/${name}`)).problems).not.toEqual([]);
  });
});

test.each([
  'nginx-headless-svc.yaml',
  'my-service-endpoints.yaml',
  'webapp-svc-nodeport.yaml',
  'webapp-rc.yaml',
])('quick fixes make of %s as printed what it was meant to be', (name) => {
  const text = mended(
    name,
    read(`printed/${name}`),
    ({ severity, rule }) => severity === 'error' || rule === 'containerPortIsInformation',
  );
  const { simulation } = check(name, text);
  simulation.run(`kubectl apply -f ${name}`);
  const other = check(name, read(name)).simulation;
  other.run(`kubectl apply -f ${name}`);
  expect(objects(simulation)).toEqual(objects(other));
});

function objects(simulation: Simulation) {
  return (['Service', 'Endpoints', 'ReplicationController'] as const).flatMap((kind) =>
    simulation.objects(kind).map((object) => ({ ...object, metadata: undefined })),
  );
}
