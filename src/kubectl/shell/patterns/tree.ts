// A pattern (a regular expression or a glob) as a tree.

export type PatternNode =
  | { readonly type: 'empty' }
  | CharacterSet
  | { readonly type: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly type: 'choice'; readonly nodes: readonly PatternNode[] }
  | {
      readonly type: 'repeat';
      readonly node: PatternNode;
      readonly min: number;
      /** Infinity for no bound. */
      readonly max: number;
    }
  | { readonly type: 'group'; readonly index: number; readonly node: PatternNode }
  | { readonly type: 'assertion'; readonly kind: Assertion }
  | { readonly type: 'back reference'; readonly index: number };

export type Assertion =
  'line start' | 'line end' | 'word start' | 'word end' | 'word boundary' | 'no word boundary';

/** One character of a set of ranges of code points. */
export interface CharacterSet {
  readonly type: 'set';
  readonly ranges: readonly (readonly [number, number])[];
  readonly isNegated: boolean;
}

/** A text that is no pattern; the message is the GNU C library's. */
export class PatternFault extends Error {}

export function literal(character: string): CharacterSet {
  const code = character.codePointAt(0) ?? 0;
  return { type: 'set', ranges: [[code, code]], isNegated: false };
}

export const anything: CharacterSet = { type: 'set', ranges: [], isNegated: true };

const CLASSES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  alpha: rangesOf('AZaz'),
  digit: rangesOf('09'),
  alnum: rangesOf('AZaz09'),
  upper: rangesOf('AZ'),
  lower: rangesOf('az'),
  space: [
    [9, 13],
    [32, 32],
  ],
  blank: [
    [9, 9],
    [32, 32],
  ],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  print: [[32, 126]],
  graph: [[33, 126]],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  xdigit: rangesOf('09AFaf'),
};

function rangesOf(ends: string): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < ends.length; at += 2) {
    ranges.push([ends.charCodeAt(at), ends.charCodeAt(at + 1)]);
  }
  return ranges;
}

/** \w, \s and their opposites. */
export function escapedClass(letter: string): CharacterSet | undefined {
  switch (letter) {
    case 'w':
    case 'W':
      return { type: 'set', ranges: rangesOf('AZaz09__'), isNegated: letter === 'W' };
    case 's':
    case 'S':
      return { type: 'set', ranges: CLASSES['space'] ?? [], isNegated: letter === 'S' };
    default:
      return undefined;
  }
}

/** A bracket expression; `start` is behind its `[`. Undefined when it is never closed. */
export function readBracket(
  source: string,
  start: number,
  hasEscapes: boolean,
): { readonly set: CharacterSet; readonly end: number } | undefined {
  let at = start;
  const isNegated = source[at] === '^' || (hasEscapes && source[at] === '!');
  if (isNegated) at++;
  const ranges: (readonly [number, number])[] = [];
  for (let isFirst = true; ; isFirst = false) {
    const character = source[at];
    if (character === undefined) return undefined;
    if (character === ']' && !isFirst) {
      return { set: { type: 'set', ranges, isNegated }, end: at + 1 };
    }
    const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 12));
    if (named) {
      const known = CLASSES[named[1] ?? ''];
      if (!known) throw new PatternFault('Invalid character class name');
      ranges.push(...known);
      at += named[0].length;
      continue;
    }
    const low = readMember(source, at, hasEscapes);
    at = low.end;
    if (source[at] === '-' && source[at + 1] !== ']' && source[at + 1] !== undefined) {
      const high = readMember(source, at + 1, hasEscapes);
      if (high.code < low.code) throw new PatternFault('Invalid range end');
      ranges.push([low.code, high.code]);
      at = high.end;
    } else ranges.push([low.code, low.code]);
  }
}

function readMember(source: string, at: number, hasEscapes: boolean) {
  const isEscaped = hasEscapes && source[at] === '\\' && source[at + 1] !== undefined;
  const from = isEscaped ? at + 1 : at;
  const code = source.codePointAt(from) ?? 0;
  return { code, end: from + (code > 0xffff ? 2 : 1) };
}
