// Brace expansion: a{b,c}d and {1..5}. It is done on the text of a word, before anything else.

import { SyntaxFault } from './cursor.ts';

/** More words than this are refused. */
const MAX_WORDS = 10_000;

/** Longer words stay as they are: nobody types their braces. */
const MAX_LENGTH = 4_000;

/** The words that a word stands for; the word itself when it has no braces to expand. */
export function expandBraces(source: string): readonly string[] {
  if (!source.includes('{') || source.length > MAX_LENGTH) return [source];
  for (let at = 0; at < source.length; at++) {
    const skipped = skipQuoted(source, at);
    if (skipped !== at) {
      at = skipped - 1;
      continue;
    }
    if (source[at] !== '{') continue;
    const brace = readBrace(source, at);
    if (!brace) continue;
    const before = source.slice(0, at);
    const after = expandBraces(source.slice(brace.end));
    const inner = brace.isSequence ? brace.choices : brace.choices.flatMap(expandBraces);
    if (inner.length * after.length > MAX_WORDS) {
      throw new SyntaxFault(`syntax error: more than ${MAX_WORDS} words in braces`);
    }
    return inner.flatMap((choice) => after.map((rest) => before + choice + rest));
  }
  return [source];
}

interface Brace {
  readonly choices: readonly string[];
  readonly isSequence: boolean;
  /** Behind the closing brace. */
  readonly end: number;
}

/** The choices of the brace that opens at `start`, if it closes and has any. */
function readBrace(source: string, start: number): Brace | undefined {
  const choices: string[] = [];
  let from = start + 1;
  let depth = 0;
  for (let at = start + 1; at < source.length; at++) {
    const skipped = skipQuoted(source, at);
    if (skipped !== at) {
      at = skipped - 1;
      continue;
    }
    const character = source[at];
    if (character === '{') depth++;
    else if (character === ',' && depth === 0) {
      choices.push(source.slice(from, at));
      from = at + 1;
    } else if (character === '}') {
      if (depth > 0) {
        depth--;
        continue;
      }
      const last = source.slice(from, at);
      if (choices.length > 0) {
        return { choices: [...choices, last], isSequence: false, end: at + 1 };
      }
      const sequence = sequenceOf(last);
      return sequence && { choices: sequence, isSequence: true, end: at + 1 };
    }
  }
  return undefined;
}

function sequenceOf(text: string): string[] | undefined {
  const numbers = /^([+-]?\d{1,15})\.\.([+-]?\d{1,15})(?:\.\.([+-]?\d{1,15}))?$/.exec(text);
  if (numbers) {
    const [, first = '', last = '', step] = numbers;
    const isPadded = /^-?0\d/.test(first) || /^-?0\d/.test(last);
    const width = isPadded ? Math.max(first.length, last.length) : 0;
    return range(Number(first), Number(last), Number(step ?? 1)).map((value) => pad(value, width));
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([+-]?\d{1,15}))?$/.exec(text);
  if (!letters) return undefined;
  const [, first = '', last = '', step] = letters;
  return range(first.charCodeAt(0), last.charCodeAt(0), Number(step ?? 1)).map((code) =>
    String.fromCharCode(code),
  );
}

function range(first: number, last: number, step: number): number[] {
  const size = Math.abs(step) || 1;
  const count = Math.floor(Math.abs(last - first) / size) + 1;
  if (count > MAX_WORDS)
    throw new SyntaxFault(`syntax error: more than ${MAX_WORDS} words in braces`);
  const direction = last < first ? -size : size;
  return Array.from({ length: count }, (_, index) => first + index * direction);
}

function pad(value: number, width: number): string {
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}

/** Where a quote, an escape or an expansion that starts here ends; the same place when none does. */
function skipQuoted(source: string, at: number): number {
  const character = source[at];
  if (character === '\\') return Math.min(source.length, at + 2);
  if (character === "'" || character === '"' || character === '`') {
    for (let end = at + 1; end < source.length; end++) {
      if (source[end] === '\\' && character !== "'") end++;
      else if (source[end] === character) return end + 1;
    }
    return source.length;
  }
  if (character === '$' && (source[at + 1] === '{' || source[at + 1] === '(')) {
    return skipBracket(source, at + 1);
  }
  return at;
}

function skipBracket(source: string, start: number): number {
  const open = source[start];
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    if (source[at] === open) depth++;
    else if (source[at] === close && --depth === 0) return at + 1;
  }
  return source.length;
}
