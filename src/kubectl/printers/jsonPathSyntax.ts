// Reads a JSONPath template of kubectl 1.3: text with {actions}, `range` and `end` among them. Complaints have the texts of
// its parser (pkg/util/jsonpath/parser.go).

import { unquoteGo } from './goText.ts';

/** One step of an action, from values to values. */
export type Step =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly value: number; readonly isInteger: boolean }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  /** [start:end:capacity]; a missing bound is undefined. */
  | {
      readonly type: 'slice';
      readonly bounds: readonly [number | undefined, number | undefined, number | undefined];
    }
  | { readonly type: 'union'; readonly actions: readonly Action[] }
  | {
      readonly type: 'filter';
      readonly left: Action;
      readonly operator: string;
      readonly right: Action;
    }
  | { readonly type: 'identifier'; readonly name: string };

export type Action = readonly Step[];

/** Text outside braces is an action of one text. */
export type Template = readonly Action[];

/** A complaint about a template. */
export class JSONPathError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export function parseJSONPath(text: string): Template | JSONPathError {
  const actions: Action[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    const plain = text.slice(at, open < 0 ? text.length : open);
    if (plain !== '') actions.push([{ type: 'text', text: plain }]);
    if (open < 0) break;
    const reader = new ActionReader(text, open + 1);
    const steps = reader.read('}');
    if (steps instanceof JSONPathError) return steps;
    actions.push(steps);
    at = reader.at;
  }
  return actions;
}

const TERMINATORS = '.,[]$@{}';
const SLICE = /^(-?\d*)(:-?\d*)?(:\d*)?$/;
const COMPARISON = /^([^!<>=]+)([!<>=]+)(.+?)$/s;

class ActionReader {
  private readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** Steps up to a closing brace, or to the end of the text if it is an action by itself. */
  read(end: '}' | undefined): Action | JSONPathError {
    const steps: Step[] = [];
    for (;;) {
      const char = this.text[this.at];
      if (end === undefined && char === undefined) return steps;
      if (end !== undefined && char === end) {
        this.at++;
        return steps;
      }
      const added = this.readSteps();
      if (added instanceof JSONPathError) return added;
      steps.push(...added);
    }
  }

  private readSteps(): readonly Step[] | JSONPathError {
    const { text } = this;
    if (text.startsWith('[?(', this.at)) return this.readFilter();
    if (text.startsWith('..', this.at)) {
      this.at += 2;
      const isNamed = /[\p{L}\p{N}_]/u.test(text[this.at] ?? '');
      return [{ type: 'recursive' }, ...(isNamed ? [this.readField()] : [])];
    }
    const char = text[this.at];
    if (char === undefined || char === '\n' || char === '\r') {
      return new JSONPathError('unclosed action');
    }
    if (char === ' ' || char === '@' || char === '$') {
      this.at++;
      return [];
    }
    if (char === '[') return this.readArray();
    if (char === '"' || char === "'") return this.readQuote(char);
    if (char === '.') {
      this.at++;
      return [this.readField()];
    }
    if (/[-+\d]/.test(char)) return this.readNumber();
    if (/[\p{L}_]/u.test(char)) return [{ type: 'identifier', name: this.readName() }];
    const code = (text.codePointAt(this.at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return new JSONPathError(`unrecognized character in action: U+${code} '${char}'`);
  }

  /** Up to a terminator; a backslash takes the next letter as it is. */
  private readName(): string {
    const start = this.at;
    while (this.at < this.text.length) {
      const char = this.text[this.at] ?? '';
      if (char === '\\') this.at++;
      else if (TERMINATORS.includes(char) || /\s/.test(char)) break;
      this.at++;
    }
    return this.text.slice(start, this.at);
  }

  private readField(): Step {
    const name = this.readName();
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') };
  }

  private readNumber(): readonly Step[] | JSONPathError {
    const literal = /^[-+]?[\d.]*/.exec(this.text.slice(this.at, this.at + 100))?.[0] ?? '';
    this.at += literal.length;
    const value = Number(literal);
    if (!/\d/.test(literal) || Number.isNaN(value)) {
      return new JSONPathError(`cannot parse number ${literal}`);
    }
    return [{ type: 'number', value, isInteger: !literal.includes('.') }];
  }

  private readQuote(quote: string): readonly Step[] | JSONPathError {
    const start = this.at++;
    for (;;) {
      const char = this.text[this.at++];
      if (char === undefined || char === '\n') {
        return new JSONPathError('unterminated quoted string');
      }
      if (char === '\\') this.at++;
      if (char === quote) break;
    }
    const literal = this.text.slice(start, this.at);
    const text = unquoteGo(quote === '"' ? literal : `"${literal.slice(1, -1)}"`);
    if (text === undefined) {
      return new JSONPathError(`unquote string ${literal} error invalid syntax`);
    }
    return [{ type: 'text', text }];
  }

  private readArray(): readonly Step[] | JSONPathError {
    const end = /[\]\n]/.exec(this.text.slice(this.at));
    if (!end || end[0] === '\n') return new JSONPathError('unterminated array');
    const inner = this.text.slice(this.at + 1, this.at + end.index);
    this.at += end.index + 1;
    return parseIndex(inner);
  }

  private readFilter(): readonly Step[] | JSONPathError {
    const start = this.at + 3;
    let quote: string | undefined;
    for (this.at = start; ; this.at++) {
      const char = this.text[this.at];
      if (char === undefined || char === '\n') return new JSONPathError('unterminated filter');
      if (quote !== undefined) {
        if (char === '\\') this.at++;
        else if (char === quote) quote = undefined;
      } else if (char === '"' || char === "'") quote = char;
      else if (char === ')') break;
    }
    const inner = this.text.slice(start, this.at);
    if (this.text[this.at + 1] !== ']') return new JSONPathError('unclosed array expect ]');
    this.at += 2;
    return parseFilter(inner);
  }
}

function parseIndex(text: string): readonly Step[] | JSONPathError {
  if (text.includes(',')) {
    const actions: Action[] = [];
    for (const part of text.split(',')) {
      const steps = parseIndex(part.trim());
      if (steps instanceof JSONPathError) return steps;
      actions.push(steps);
    }
    return [{ type: 'union', actions }];
  }
  if (text === '*') return [{ type: 'slice', bounds: [undefined, undefined, undefined] }];
  const key = /^'([^']*)'$/.exec(text)?.[1];
  if (key !== undefined) {
    const steps = new ActionReader(`.${key}`, 0).read(undefined);
    return steps;
  }
  const match = SLICE.exec(text);
  if (!match) return new JSONPathError(`invalid array index ${text}`);
  const [, first = '', second, third] = match;
  const start = first === '' ? undefined : Number(first);
  return [
    {
      type: 'slice',
      bounds: [start, second === undefined ? (start ?? 0) + 1 : bound(second), bound(third)],
    },
  ];
}

function bound(text: string | undefined): number | undefined {
  return text === undefined || text === ':' ? undefined : Number(text.slice(1));
}

function parseFilter(text: string): readonly Step[] | JSONPathError {
  const comparison = COMPARISON.exec(text);
  const left = new ActionReader(comparison?.[1] ?? text, 0).read(undefined);
  if (left instanceof JSONPathError) return left;
  if (!comparison) return [{ type: 'filter', left, operator: 'exists', right: [] }];
  const right = new ActionReader(comparison[3] ?? '', 0).read(undefined);
  if (right instanceof JSONPathError) return right;
  return [{ type: 'filter', left, operator: comparison[2] ?? '', right }];
}
