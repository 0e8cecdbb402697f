import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import libyaml from './testdata/libyaml.json' with { type: 'json' };
import { readYAML } from './yaml.ts';

describe('a YAML document', () => {
  test('is refused for the reason and on the line that libyaml gives', () => {
    const wrong = libyaml.cases.filter(({ text, problem }) => {
      const read = readYAML(text);
      const found = 'problem' in read ? read.problem : null;
      // Values can be wrong too, which libyaml does not look at.
      if (problem === null) return /line \d|did not find|could not find/.test(found ?? '');
      return found !== problem;
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    [
      'a: "it is"\nb: 010\nc: 0x1F\nd: 1_000\ne: 08\nf: 1e3',
      { a: 'it is', b: 8, c: 31, d: 1000, e: 8, f: 1000 },
    ],
    [
      'a: yes\nb: Off\nc: y\nd: "yes"\ne: ~\nf:\ng: 12:30',
      { a: true, b: false, c: true, d: 'yes', e: null, f: null, g: '12:30' },
    ],
    [
      'a: |\n  one\n  two\n\nb: >-\n  one\n  two\n\n  three\n',
      { a: 'one\ntwo\n', b: 'one two\nthree' },
    ],
    ['a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n', { a: { b: 1 }, c: { b: 1, d: 2 } }],
    ['a: 1\na: 2\n', { a: 2 }],
    ['true: a\n1: b\n1.5: c\n', { true: 'a', 1: 'b', 1.5: 'c' }],
    ['a: !!str 80\nb: !!int "80"\nc: !other x\n', { a: '80', b: 80, c: 'x' }],
    ['# nothing\n', null],
    ['a: 1\n--- # more\nb: 2\n', { a: 1 }],
  ])('becomes the value that go-yaml makes of %j', (text, value) => {
    expect(readYAML(text)).toEqual({ value });
  });

  test.each([
    [
      'a: {{ name }}\n',
      'yaml: invalid map key: map[interface {}]interface {}{"name":interface {}(nil)}',
    ],
    ['a: *x\n', "yaml: unknown anchor 'x' referenced"],
    ['a: &x [*x]\n', "yaml: anchor 'x' value contains itself"],
    ['<<: 1\n', 'yaml: map merge requires map or sequence of maps as the value'],
    ['a: !!int x\n', 'yaml: cannot decode !!str `x` as a !!int'],
    ['a: {image: nginx:1.9}\n', "yaml: found unexpected ':'"],
    ['a:\n\tb: 1\n', 'yaml: line 1: found character that cannot start any token'],
    ['a: x\n\tb: 1\n', 'yaml: line 1: found a tab character that violate intendation'],
    ['a: \u0000\n', 'yaml: control characters are not allowed'],
  ])('is refused as go-yaml of 2016 refuses %j', (text, problem) => {
    expect(readYAML(text)).toEqual({ problem });
  });

  test('of any text gives a value or a reason', () => {
    const piece = fc.constantFrom(
      'a',
      'b: ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '|\n',
      '>',
      '#',
      '&a ',
      '*a',
      '!!int ',
      '%',
      '---\n',
      '...',
      '\t',
      '\\',
      '?',
      '<<: ',
      '❤',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const read = readYAML(pieces.join(''));
        expect('value' in read || read.problem !== '').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
