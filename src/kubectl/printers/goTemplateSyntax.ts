// Reads Go templates (text/template of Go 1.6): what people write in kubectl's -o go-template.

import { unquoteGo } from './goText.ts';

export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline }
  | {
      readonly type: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | { readonly type: 'template'; readonly name: string; readonly pipeline: Pipeline | undefined };

export interface Pipeline {
  /** As it is written, for messages. */
  readonly text: string;
  /** $x := ..., and in a range $i, $x := ... */
  readonly declared: readonly string[];
  readonly commands: readonly Command[];
}

/** A function with its arguments, or one operand. */
export interface Command {
  readonly operands: readonly Operand[];
}

export type Operand =
  | { readonly type: 'dot' }
  | { readonly type: 'literal'; readonly value: unknown }
  | { readonly type: 'function'; readonly name: string }
  | {
      readonly type: 'chain';
      readonly base: Operand | undefined;
      readonly fields: readonly string[];
      readonly text: string;
    }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'parenthesis'; readonly pipeline: Pipeline };

export interface GoTemplate {
  readonly nodes: readonly Node[];
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}

/** A complaint in the words of text/template. */
export class TemplateError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const DEEPEST = 100;

export function parseGoTemplate(text: string): GoTemplate | TemplateError {
  try {
    return new Parser(text).parse();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

interface Piece {
  readonly type: 'text' | 'action';
  readonly text: string;
  readonly line: number;
}

/** Splits at {{ }}; `{{-` and `-}}` eat blanks. */
function splitPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let line = 1;
  let trimsNext = false;
  while (at <= text.length) {
    const open = text.indexOf('{{', at);
    let plain = text.slice(at, open < 0 ? text.length : open);
    const lines = plain.split('\n').length - 1;
    if (trimsNext) plain = plain.trimStart();
    const trims = open >= 0 && /^-\s/.test(text.slice(open + 2, open + 4));
    if (trims) plain = plain.trimEnd();
    if (plain !== '') pieces.push({ type: 'text', text: plain, line });
    line += lines;
    if (open < 0) return pieces;
    const end = endOfAction(text, open + 2);
    if (end < 0) throw new TemplateError(`template: output:${line}: unclosed action`);
    let inner = text.slice(open + 2 + (trims ? 1 : 0), end);
    trimsNext = /\s-$/.test(inner);
    if (trimsNext) inner = inner.slice(0, -1);
    pieces.push({ type: 'action', text: inner.trim(), line });
    line += inner.split('\n').length - 1;
    at = end + 2;
  }
  return pieces;
}

/** Where the `}}` is that is not in a string; -1 when there is none. */
function endOfAction(text: string, from: number): number {
  if (/^(-\s)?\s*\/\*/.test(text.slice(from, from + 20))) {
    const end = text.indexOf('*/', from);
    return end < 0 ? -1 : text.indexOf('}}', end);
  }
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== undefined) {
      if (char === '\\' && quote !== '`') at++;
      else if (char === quote) quote = undefined;
    } else if (char === '"' || char === '`' || char === "'") quote = char;
    else if (char === '}' && text[at + 1] === '}') return at;
    else if (char === '\n') return -1;
  }
  return -1;
}

const BLOCK = /^(if|with|range|define)\b\s*(.*)$/s;

class Parser {
  private readonly pieces: readonly Piece[];
  private at = 0;
  private depth = 0;
  private readonly defined = new Map<string, readonly Node[]>();

  constructor(text: string) {
    this.pieces = splitPieces(text);
  }

  parse(): GoTemplate {
    const { nodes, ended } = this.parseList();
    if (ended) this.fail(`unexpected {{${ended}}}`);
    return { nodes, defined: this.defined };
  }

  /** Nodes up to an `end` or `else`, which is given too. */
  private parseList(): { nodes: Node[]; ended: string | undefined } {
    if (++this.depth > DEEPEST) this.fail('the template is nested too deeply');
    const nodes: Node[] = [];
    for (; this.at < this.pieces.length; this.at++) {
      const piece = this.pieces[this.at] as Piece;
      if (piece.type === 'text') {
        nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      const { text } = piece;
      if (/^\/\*.*\*\/$/s.test(text)) continue;
      if (/^(end|else)\b/.test(text)) {
        this.depth--;
        return { nodes, ended: text };
      }
      const node = this.parseAction(text);
      if (node) nodes.push(node);
    }
    this.depth--;
    return { nodes, ended: undefined };
  }

  private parseAction(text: string): Node | undefined {
    const [, keyword, rest = ''] = BLOCK.exec(text) ?? [];
    if (keyword === 'define') {
      const name = unquoteGo(rest.trim());
      if (name === undefined) this.fail('unexpected operand in define clause');
      this.at++;
      const { nodes, ended } = this.parseList();
      if (ended !== 'end') this.fail('unexpected EOF');
      this.defined.set(name, nodes);
      return undefined;
    }
    if (keyword !== undefined) {
      return this.parseControl(keyword as 'if' | 'with' | 'range', rest);
    }
    const call = /^template\s+("(?:[^"\\]|\\.)*")\s*(.*)$/s.exec(text);
    if (call) {
      const pipeline = call[2] ? this.pipeline(call[2], 'template') : undefined;
      return { type: 'template', name: unquoteGo(call[1] ?? '') ?? '', pipeline };
    }
    return { type: 'pipeline', pipeline: this.pipeline(text, 'command') };
  }

  private parseControl(type: 'if' | 'with' | 'range', text: string): Node {
    const pipeline = this.pipeline(text, type);
    this.at++;
    const { nodes: body, ended } = this.parseList();
    if (ended === undefined) this.fail('unexpected EOF');
    if (ended === 'end') return { type, pipeline, body, otherwise: [] };
    const chained = /^else\s+if\b\s*(.*)$/s.exec(ended ?? '')?.[1];
    if (chained !== undefined && type === 'if') {
      return { type, pipeline, body, otherwise: [this.parseControl('if', chained)] };
    }
    if (ended !== 'else') this.fail(`unexpected {{${ended}}}`);
    this.at++;
    const other = this.parseList();
    if (other.ended === undefined) this.fail('unexpected EOF');
    if (other.ended !== 'end') this.fail('expected end; found {{else}}');
    return { type, pipeline, body, otherwise: other.nodes };
  }

  private pipeline(text: string, context: string): Pipeline {
    const result = parsePipeline(text, context);
    if (typeof result === 'string') this.fail(result);
    return result;
  }

  private fail(message: string): never {
    const line = this.pieces[Math.min(this.at, this.pieces.length - 1)]?.line ?? 1;
    throw new TemplateError(`template: output:${line}: ${message}`);
  }
}

const TOKEN =
  /\s+|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<char>'(?:[^'\\]|\\.)+')|(?<number>[+-]?(?:0[xX][\da-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+))|(?<variable>\$[\p{L}\p{N}_]*)|(?<field>\.[\p{L}_][\p{L}\p{N}_]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<declare>:=)|(?<sign>[.|(),])/uy;

interface Token {
  readonly type: string;
  readonly text: string;
  /** A field right behind it belongs to it. */
  readonly isSpaced: boolean;
}

function tokenize(text: string): Token[] | string {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let isSpaced = true;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (char === '"' || char === '`') return 'unterminated quoted string';
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return `unexpected bad character U+${code} '${char}' in command`;
    }
    const type = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
    if (type !== undefined) tokens.push({ type, text: match[0], isSpaced });
    isSpaced = type === undefined;
  }
  return tokens;
}

/** A pipeline, or what is wrong with it. */
function parsePipeline(text: string, context: string): Pipeline | string {
  const tokens = tokenize(text);
  if (typeof tokens === 'string') return tokens;
  const declaration = /^\s*(\$[\p{L}\p{N}_]+)(?:\s*,\s*(\$[\p{L}\p{N}_]+))?\s*:=/u.exec(text);
  const declared = declaration
    ? [declaration[1], declaration[2]].filter((name) => name !== undefined)
    : [];
  const from = declaration ? tokens.findIndex(({ type }) => type === 'declare') + 1 : 0;
  const reader = new PipelineReader(
    tokens.slice(from),
    text.slice(declaration?.[0].length ?? 0).trim(),
  );
  const pipeline = reader.read(context);
  if (typeof pipeline === 'string') return pipeline;
  if (!reader.isDone) return `unexpected "${reader.rest}" in ${context}`;
  return { ...pipeline, declared };
}

class PipelineReader {
  private readonly tokens: readonly Token[];
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.tokens = tokens;
    this.text = text;
  }

  get isDone(): boolean {
    return this.at >= this.tokens.length;
  }

  get rest(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  read(context: string): Pipeline | string {
    if (++this.depth > DEEPEST) return 'the template is nested too deeply';
    const commands: Command[] = [];
    for (;;) {
      const operands: Operand[] = [];
      while (!this.isDone && this.rest !== '|' && this.rest !== ')') {
        const operand = this.readOperand(context);
        if (typeof operand === 'string') return operand;
        operands.push(operand);
      }
      if (operands.length === 0) return `missing value for ${context}`;
      commands.push({ operands });
      if (this.rest !== '|') break;
      this.at++;
    }
    this.depth--;
    return { text: this.text, declared: [], commands };
  }

  private readOperand(context: string): Operand | string {
    const base = this.readTerm(context);
    if (typeof base === 'string') return base;
    const fields: string[] = [];
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      if (token.type !== 'field' || token.isSpaced) break;
      fields.push(token.text.slice(1));
      this.at++;
    }
    if (base.type === 'chain') {
      const all = [...base.fields, ...fields];
      return { ...base, fields: all, text: `.${all.join('.')}` };
    }
    if (fields.length === 0) return base;
    const name = base.type === 'variable' ? base.name : '';
    return { type: 'chain', base, fields, text: `${name}.${fields.join('.')}` };
  }

  private readTerm(context: string): Operand | string {
    const token = this.tokens[this.at++];
    if (!token) return `missing value for ${context}`;
    const { type, text } = token;
    switch (type) {
      case 'string':
        return {
          type: 'literal',
          value: text.startsWith('`') ? text.slice(1, -1) : (unquoteGo(text) ?? ''),
        };
      case 'char':
        return { type: 'literal', value: unquoteGo(`"${text.slice(1, -1)}"`)?.codePointAt(0) ?? 0 };
      case 'number':
        return { type: 'literal', value: Number(text) };
      case 'variable':
        return { type: 'variable', name: text };
      case 'field':
        return { type: 'chain', base: undefined, fields: [text.slice(1)], text };
      case 'word':
        return wordOperand(text);
    }
    if (text === '.') return { type: 'dot' };
    if (text !== '(') return `unexpected "${text}" in ${context}`;
    const pipeline = this.read('parenthesized pipeline');
    if (typeof pipeline === 'string') return pipeline;
    if (this.rest !== ')') return 'unclosed left paren';
    this.at++;
    return { type: 'parenthesis', pipeline };
  }
}

function wordOperand(text: string): Operand {
  if (text === 'true' || text === 'false') return { type: 'literal', value: text === 'true' };
  return text === 'nil' ? { type: 'literal', value: null } : { type: 'function', name: text };
}
