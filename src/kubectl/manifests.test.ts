import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Simulation } from '../simulator/simulation.ts';

function create(text: string) {
  return new Simulation({ files: { 'f.yaml': text } }).run('kubectl create -f f.yaml');
}

describe('hostile manifests', () => {
  test('nested deeper than 100 levels are refused with a sentence', () => {
    const { stderr, exit } = create(`a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^error/);
  });

  test('whose aliases multiply are refused', () => {
    const levels = Array.from({ length: 30 }, (_, at) =>
      at === 0 ? 'a0: &a0 [x, x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
    );
    const { stderr, exit } = create(`${levels.join('\n')}\n`);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^error/);
  });

  test('larger than 1 MB are refused', () => {
    const { stderr, exit } = create(`# ${'x'.repeat(1_100_000)}\n`);
    expect(exit).toBe(1);
    expect(stderr).not.toBe('');
  });

  test('of any text get an answer, never an exception', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'apiVersion: v1',
        'kind: Service',
        'kind: Pod',
        'metadata:',
        '  name: web',
        '  labels: {a: "<script>"}',
        'spec:',
        '  ports: []',
        '  - port: 80',
        '  containers: null',
        '---',
        '{"kind": "List"}',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const { stdout, stderr, exit } = create(lines.join('\n'));
        expect(exit === 0 ? stdout : stderr).not.toBe('');
      }),
      { numRuns: 150 },
    );
  });

  test('any line in the terminal gets an exit code', () => {
    const word = fc.constantFrom(
      'kubectl',
      'get',
      'pods',
      '-o',
      'yaml',
      '|',
      'grep',
      '"',
      "'",
      '$(',
      ')',
      ';',
      '&&',
      '-l',
      'app=',
      '--',
      '-n',
      'describe',
      'delete',
      'scale',
      '--replicas=x',
      '\\',
      '>',
      'f',
      'curl',
      '1.2.3',
      'ssh',
      '192.168.18.3',
      'exec',
      'sleep',
      '1e9',
      '*',
      '\u0000',
      '❤',
    );
    const simulation = new Simulation();
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        expect(simulation.run(words.join(' ')).exit).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });
});
