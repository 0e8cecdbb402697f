// Patterns of the shell: `*`, `?` and `[ ]`, where a backslash takes a character as it is.

import type { Expression } from './expression.ts';
import { anything, literal, readBracket, type PatternNode } from './tree.ts';

export function parseGlob(source: string): Expression {
  const nodes: PatternNode[] = [];
  let at = 0;
  while (at < source.length) {
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
    at += character.length;
    if (character === '*') nodes.push({ type: 'repeat', node: anything, min: 0, max: Infinity });
    else if (character === '?') nodes.push(anything);
    else if (character === '\\' && at < source.length) {
      const next = String.fromCodePoint(source.codePointAt(at) ?? 0);
      nodes.push(literal(next));
      at += next.length;
    } else {
      const bracket = character === '[' ? readBracket(source, at, true) : undefined;
      if (bracket) at = bracket.end;
      nodes.push(bracket?.set ?? literal(character));
    }
  }
  return { node: { type: 'sequence', nodes }, groupCount: 0 };
}

/** The pattern that matches just this text. */
export function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

/** True when something in it is not just itself. */
export function isGlob(source: string): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(source);
}
