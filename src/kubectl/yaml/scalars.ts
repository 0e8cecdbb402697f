// Scalars of YAML as libyaml scans them: plain, quoted and blocks.

import type { Mark, Reader } from './reader.ts';

export interface Scalar {
  readonly text: string;
  readonly end: Mark;
  /** A plain scalar that ran over a line end: a key may follow it. */
  readonly endsLine?: boolean;
}

export interface Surroundings {
  /** Column of the enclosing block; -1 outside any. */
  readonly indent: number;
  readonly isFlow: boolean;
}

const FLOW_INDICATORS = ',:?[]{}';

export function scanPlain(reader: Reader, { indent, isFlow }: Surroundings): Scalar {
  const start = reader.mark;
  let end = start;
  let text = '';
  let folded = noBreaks();
  let blanks = '';
  let hasLeadingBlanks = false;
  while (!reader.isDocumentIndicator() && !reader.is('#')) {
    while (!reader.isBlankOrEnd()) {
      if (isFlow && reader.is(':') && !reader.isBlankOrEnd(1)) {
        reader.refuse("found unexpected ':'", start);
      }
      if (reader.is(':') && reader.isBlankOrEnd(1)) break;
      if (isFlow && FLOW_INDICATORS.includes(reader.at())) break;
      if (hasLeadingBlanks) text += join(folded);
      else text += blanks;
      hasLeadingBlanks = false;
      folded = noBreaks();
      blanks = '';
      text += reader.take();
      end = reader.mark;
    }
    if (!reader.isBlank() && !reader.isBreak()) break;
    while (reader.isBlank() || reader.isBreak()) {
      if (reader.isBreak()) {
        blanks = '';
        folded = withBreak(folded, reader.takeBreak());
        hasLeadingBlanks = true;
        continue;
      }
      if (hasLeadingBlanks && reader.column <= indent && reader.is('\t')) {
        reader.refuse('found a tab character that violate intendation', start);
      }
      const blank = reader.take();
      if (!hasLeadingBlanks) blanks += blank;
    }
    if (!isFlow && reader.column <= indent) break;
  }
  return { text, end, endsLine: hasLeadingBlanks };
}

/** Line breaks between two parts of a scalar: one is a blank, more are one less. */
interface Breaks {
  readonly first: string;
  readonly others: string;
}

function noBreaks(): Breaks {
  return { first: '', others: '' };
}

function withBreak({ first, others }: Breaks, next: string): Breaks {
  return first === '' ? { first: next, others } : { first, others: others + next };
}

function join({ first, others }: Breaks): string {
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}

export function scanQuoted(reader: Reader): Scalar {
  const start = reader.mark;
  const quote = reader.take();
  const isSingle = quote === "'";
  let text = '';
  for (;;) {
    if (reader.isDocumentIndicator()) reader.refuse('found unexpected document indicator', start);
    if (reader.isEnd()) reader.refuse('found unexpected end of stream', start);
    let hasLeadingBlanks = false;
    while (!reader.isBlankOrEnd()) {
      if (isSingle && reader.is("'") && reader.is("'", 1)) {
        reader.skip(2);
        text += "'";
      } else if (reader.is(quote)) {
        break;
      } else if (!isSingle && reader.is('\\') && reader.isBreak(1)) {
        reader.take();
        reader.takeBreak();
        hasLeadingBlanks = true;
        break;
      } else if (!isSingle && reader.is('\\')) {
        text += takeEscape(reader, start);
      } else {
        text += reader.take();
      }
    }
    if (reader.is(quote)) break;
    text += takeBlanks(reader, hasLeadingBlanks);
  }
  reader.take();
  return { text, end: reader.mark };
}

/** Blanks inside quotes: as they are within a line, folded over line ends. */
function takeBlanks(reader: Reader, isBehindBreak: boolean): string {
  let hasLeadingBlanks = isBehindBreak;
  let blanks = '';
  let folded = noBreaks();
  let behindEscape = '';
  while (reader.isBlank() || reader.isBreak()) {
    if (!reader.isBreak()) {
      const blank = reader.take();
      if (!hasLeadingBlanks) blanks += blank;
    } else if (isBehindBreak) {
      behindEscape += reader.takeBreak();
    } else {
      blanks = '';
      folded = withBreak(folded, reader.takeBreak());
      hasLeadingBlanks = true;
    }
  }
  return hasLeadingBlanks ? join(folded) + behindEscape : blanks;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\u000B',
  f: '\f',
  r: '\r',
  e: '\u001B',
  ' ': ' ',
  '"': '"',
  '/': '/',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00A0',
  L: '\u2028',
  P: '\u2029',
};
const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function takeEscape(reader: Reader, start: Mark): string {
  const letter = reader.at(1);
  const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (plain !== undefined) {
    reader.skip(2);
    return plain;
  }
  const length = Object.hasOwn(CODE_LENGTHS, letter) ? (CODE_LENGTHS[letter] ?? 0) : 0;
  if (length === 0) reader.refuse('found unknown escape character', start);
  reader.skip(2);
  let digits = '';
  for (let at = 0; at < length; at++) {
    if (!/^[0-9a-fA-F]$/.test(reader.at(at))) {
      reader.refuse('did not find expected hexdecimal number', start);
    }
    digits += reader.at(at);
  }
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    reader.refuse('found invalid Unicode character escape code', start);
  }
  reader.skip(length);
  return String.fromCodePoint(code);
}

/** `|` and `>`; blocks are as deep as their first line with text, or as their number says. */
export function scanBlock(reader: Reader, outer: number): Scalar {
  const start = reader.mark;
  const isLiteral = reader.take() === '|';
  const { chomping, increment } = takeHeader(reader, start);
  let end = reader.mark;
  const fixed = increment === 0 ? 0 : Math.max(outer, 0) + increment;
  const first = takeEmptyLines(reader, { fixed, outer, start });
  let { indent } = first;
  let breaks = first.breaks;
  if (first.end) end = first.end;
  let text = '';
  let leadingBreak = '';
  let wasBlank = false;
  while (reader.column === indent && !reader.isEnd()) {
    const isBlank = reader.isBlank();
    const isFolding = !isLiteral && leadingBreak.startsWith('\n') && !wasBlank && !isBlank;
    if (!isFolding) text += leadingBreak;
    else if (breaks === '') text += ' ';
    text += breaks;
    leadingBreak = '';
    wasBlank = isBlank;
    while (!reader.isBreakOrEnd()) text += reader.take();
    end = reader.mark;
    if (reader.isEnd()) {
      breaks = '';
      break;
    }
    leadingBreak = reader.takeBreak();
    const next = takeEmptyLines(reader, { fixed: indent, outer, start });
    breaks = next.breaks;
    if (next.end) end = next.end;
    indent = next.indent;
  }
  if (chomping !== '-') text += leadingBreak;
  if (chomping === '+') text += breaks;
  return { text, end };
}

function takeHeader(reader: Reader, start: Mark): { chomping: string; increment: number } {
  let chomping = '';
  let increment = 0;
  const takeDigit = () => {
    if (!/^[0-9]$/.test(reader.at())) return;
    if (reader.is('0')) reader.refuse('found an indentation indicator equal to 0', start);
    increment = Number(reader.take());
  };
  takeDigit();
  if (reader.is('+') || reader.is('-')) {
    chomping = reader.take();
    if (increment === 0) takeDigit();
  }
  while (reader.isBlank()) reader.take();
  if (reader.is('#')) while (!reader.isBreakOrEnd()) reader.take();
  if (!reader.isBreakOrEnd()) reader.refuse('did not find expected comment or line break', start);
  if (reader.isBreak()) reader.takeBreak();
  return { chomping, increment };
}

interface EmptyLines {
  readonly breaks: string;
  readonly indent: number;
  readonly end?: Mark;
}

/** Goes over indentation and empty lines; finds the indentation if it is not `fixed` yet. */
function takeEmptyLines(
  reader: Reader,
  { fixed, outer, start }: { fixed: number; outer: number; start: Mark },
): EmptyLines {
  let breaks = '';
  let widest = 0;
  let end: Mark | undefined;
  for (;;) {
    while ((fixed === 0 || reader.column < fixed) && reader.is(' ')) reader.take();
    widest = Math.max(widest, reader.column);
    if ((fixed === 0 || reader.column < fixed) && reader.is('\t')) {
      reader.refuse('found a tab character where an indentation space is expected', start);
    }
    if (!reader.isBreak()) break;
    breaks += reader.takeBreak();
    end = reader.mark;
  }
  const indent = fixed === 0 ? Math.max(widest, outer + 1, 1) : fixed;
  return { breaks, indent, ...(end ? { end } : {}) };
}
