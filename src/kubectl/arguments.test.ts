import { describe, expect, test } from 'vitest';
import { parseArguments, wantsHelp, type Arguments } from './arguments.ts';
import { findUsage } from './usage/usages.ts';
import type { Release } from './release.ts';

function parse(text: string, release: Release = 'v1.3') {
  const flags = findUsage('get', release)?.flags ?? [];
  return parseArguments(text.split(' '), flags, release);
}

describe('flags of kubectl 1.3', () => {
  test('may stand anywhere, with or without an equals sign', () => {
    for (const text of [
      'pods -l app=web -o wide',
      '-lapp=web pods -owide',
      '--selector app=web pods --output=wide',
      'pods -l=app=web -o=wide',
    ]) {
      const args = parse(text) as Arguments;
      expect(args.words).toEqual(['pods']);
      expect(args.text('selector')).toBe('app=web');
      expect(args.text('output')).toBe('wide');
    }
  });

  test('may be joined when they are switches', () => {
    const args = parse('-wa pods') as Arguments;
    expect([args.isOn('watch'), args.isOn('show-all'), args.words]).toEqual([true, true, ['pods']]);
  });

  test('collect lists from commas and from repetition', () => {
    expect((parse('pods -L a,b -L c') as Arguments).list('label-columns')).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['pods --foo', 'unknown flag: --foo'],
    ['pods -wz', "unknown shorthand flag: 'z' in -z"],
    ['pods -l', "flag needs an argument: 'l' in -l"],
    ['pods --selector', 'flag needs an argument: --selector'],
    ['pods ---x', 'bad flag syntax: ---x'],
    [
      'pods --watch=maybe',
      'invalid argument "maybe" for --watch=maybe: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
  ])('%s: %s', (text, complaint) => {
    expect(parse(text)).toBe(complaint);
  });

  test('give help at -h, whatever comes behind it', () => {
    expect(parse('-h --foo')).toBe(wantsHelp);
    expect(parse('--foo -h')).toBe('unknown flag: --foo');
  });
});

test('kubectl 1.0 wants the equals sign of long flags and does not know later ones', () => {
  expect(parse('pods --selector app=web', 'v1.0')).toBe('flag needs an argument: --selector');
  expect(parse('pods --show-labels', 'v1.0')).toBe('unknown flag: --show-labels');
  expect((parse('pods -l app=web', 'v1.0') as Arguments).text('selector')).toBe('app=web');
});
