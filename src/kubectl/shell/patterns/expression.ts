// Regular expressions as GNU grep, sed and awk read them: basic and extended, with GNU's \w \s \b \< \>.

import {
  anything,
  escapedClass,
  literal,
  PatternFault,
  readBracket,
  type Assertion,
  type PatternNode,
} from './tree.ts';

/** RE_DUP_MAX would be 32767; nobody counts so far, and each costs a copy. */
const MAX_REPEAT = 1000;

const MAX_DEPTH = 100;

export interface Expression {
  readonly node: PatternNode;
  readonly groupCount: number;
}

export function parseExpression(source: string, isExtended: boolean): Expression {
  return new Reader(source, isExtended).read();
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  '<': 'word start',
  '>': 'word end',
  b: 'word boundary',
  B: 'no word boundary',
  '`': 'line start',
  "'": 'line end',
};

class Reader {
  private readonly source: string;
  private readonly isExtended: boolean;
  private at = 0;
  private depth = 0;
  private groupCount = 0;

  constructor(source: string, isExtended: boolean) {
    this.source = source;
    this.isExtended = isExtended;
  }

  read(): Expression {
    const node = this.readChoice();
    if (this.at < this.source.length) throw new PatternFault('Unmatched ) or \\)');
    return { node, groupCount: this.groupCount };
  }

  /** Takes `|`, `(`, `)` ... : bare in extended expressions, behind a backslash in basic ones. */
  private take(operator: string): boolean {
    if (!this.isNext(operator)) return false;
    this.at += this.isExtended ? 1 : 2;
    return true;
  }

  private isNext(operator: string): boolean {
    const { source, at, isExtended } = this;
    return isExtended ? source[at] === operator : source.startsWith(`\\${operator}`, at);
  }

  private readChoice(): PatternNode {
    if (++this.depth > MAX_DEPTH) throw new PatternFault('Regular expression too big');
    const nodes = [this.readSequence()];
    while (this.take('|')) nodes.push(this.readSequence());
    this.depth--;
    return nodes.length === 1 ? (nodes[0] as PatternNode) : { type: 'choice', nodes };
  }

  private readSequence(): PatternNode {
    const nodes: PatternNode[] = [];
    while (this.at < this.source.length && !this.isNext('|')) {
      if (this.isNext(')') && (this.depth > 1 || this.isExtended)) break;
      let node = this.readAtom(nodes.length === 0);
      for (let bounds = this.readRepeat(); bounds; bounds = this.readRepeat()) {
        node = { type: 'repeat', node, ...bounds };
      }
      nodes.push(node);
    }
    return nodes.length === 1 ? (nodes[0] as PatternNode) : { type: 'sequence', nodes };
  }

  private readAtom(isFirst: boolean): PatternNode {
    const { source, isExtended } = this;
    if (this.take('(')) {
      const index = ++this.groupCount;
      const node = this.readChoice();
      if (!this.take(')')) throw new PatternFault('Unmatched ( or \\(');
      return { type: 'group', index, node };
    }
    const character = String.fromCodePoint(source.codePointAt(this.at) ?? 0);
    this.at += character.length;
    switch (character) {
      case '.':
        return anything;
      case '[':
        return this.readSet();
      case '\\':
        return this.readEscape();
      case '^':
        if (isExtended || isFirst) return { type: 'assertion', kind: 'line start' };
        return literal('^');
      case '$':
        if (isExtended || this.isAtSequenceEnd()) return { type: 'assertion', kind: 'line end' };
        return literal('$');
      case '*':
        // Nothing to repeat: GNU takes it as it is.
        return isFirst && isExtended ? { type: 'empty' } : literal('*');
      case '+':
      case '?':
        return isFirst && isExtended ? { type: 'empty' } : literal(character);
      default:
        return literal(character);
    }
  }

  private isAtSequenceEnd(): boolean {
    return this.at >= this.source.length || this.isNext(')') || this.isNext('|');
  }

  private readSet(): PatternNode {
    const bracket = readBracket(this.source, this.at, false);
    if (!bracket) throw new PatternFault('Unmatched [ or [^');
    this.at = bracket.end;
    return bracket.set;
  }

  private readEscape(): PatternNode {
    const letter = this.source[this.at++];
    if (letter === undefined) throw new PatternFault('Trailing backslash');
    const kind = ASSERTIONS[letter];
    if (kind) return { type: 'assertion', kind };
    if (/[1-9]/.test(letter)) {
      const index = Number(letter);
      if (index > this.groupCount) throw new PatternFault('Invalid back reference');
      return { type: 'back reference', index };
    }
    return escapedClass(letter) ?? literal({ n: '\n', t: '\t' }[letter] ?? letter);
  }

  private readRepeat(): { readonly min: number; readonly max: number } | undefined {
    const { source, isExtended } = this;
    if (source[this.at] === '*') {
      this.at++;
      return { min: 0, max: Infinity };
    }
    if (this.take('+')) return { min: 1, max: Infinity };
    if (this.take('?')) return { min: 0, max: 1 };
    if (!this.isNext('{')) return undefined;
    const bounds = isExtended ? /\{(\d*)(,?)(\d*)\}/y : /\\\{(\d*)(,?)(\d*)\\\}/y;
    bounds.lastIndex = this.at;
    const found = bounds.exec(source);
    if (!found || (found[1] === '' && found[2] === '')) {
      if (isExtended) return undefined;
      throw new PatternFault('Invalid content of \\{\\}');
    }
    const [whole, low = '', comma, high = ''] = found;
    const min = Number(low);
    const max = comma === '' ? min : high === '' ? Infinity : Number(high);
    if (max < min) throw new PatternFault('Invalid content of \\{\\}');
    if (min > MAX_REPEAT || (max > MAX_REPEAT && max !== Infinity)) {
      throw new PatternFault('Regular expression too big');
    }
    this.at += whole.length;
    return { min, max };
  }
}
