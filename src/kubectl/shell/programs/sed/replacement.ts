// The right side of s///: text, groups, and GNU's \U \L \u \l \E.

import type { Match } from '../../patterns/pattern.ts';
import type { ReplacementPart } from './commands.ts';

export function replacementOf(source: string): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push({ type: 'text', text });
    text = '';
  };
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (character === '&') {
      flush();
      parts.push({ type: 'group', index: 0 });
    } else if (character !== '\\') text += character;
    else {
      at++;
      if (/\d/.test(next)) {
        flush();
        parts.push({ type: 'group', index: Number(next) });
      } else if (/[LUluE]/.test(next)) {
        flush();
        parts.push({ type: 'case', letter: next });
      } else text += { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' }[next] ?? next;
    }
  }
  flush();
  return parts;
}

/** What takes the place of a match. */
export function replaced({ groups }: Match, replacement: readonly ReplacementPart[]): string {
  let text = '';
  let mode = '';
  let once = '';
  for (const part of replacement) {
    if (part.type === 'case') {
      if (/[lu]/.test(part.letter)) once = part.letter;
      else mode = part.letter === 'E' ? '' : part.letter;
      continue;
    }
    let piece = part.type === 'text' ? part.text : (groups[part.index] ?? '');
    if (mode === 'U') piece = piece.toUpperCase();
    if (mode === 'L') piece = piece.toLowerCase();
    if (once !== '' && piece !== '') {
      const first = piece.slice(0, 1);
      piece = (once === 'u' ? first.toUpperCase() : first.toLowerCase()) + piece.slice(1);
      once = '';
    }
    text += piece;
  }
  return text;
}
