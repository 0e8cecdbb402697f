// Tokens to nodes, by libyaml's grammar. As go-yaml does, it reads the first document of a stream only.

import { Scanner } from './scanner.ts';
import { refuseAt, YAMLRefusal, type Mark } from './reader.ts';
import type { TokenType } from './tokens.ts';

export type Node =
  | {
      readonly type: 'scalar';
      readonly text: string;
      readonly tag: string;
      readonly isImplicit: boolean;
    }
  | { readonly type: 'sequence'; readonly items: readonly Node[] }
  | { readonly type: 'mapping'; readonly entries: readonly (readonly [Node, Node])[] }
  | { readonly type: 'alias'; readonly name: string };

export interface Composed {
  /** Undefined when there is nothing but comments. */
  readonly root: Node | undefined;
  readonly anchors: ReadonlyMap<string, Node>;
}

/** Collections inside one another; more is refused before it fills the stack. */
const DEEPEST_INPUT = 100;

export const TOO_DEEP = 'is nested deeper than 100 levels';

/** The place, if any, stands in the text of the YAMLRefusal that it throws. */
export function compose(text: string): Composed {
  return new Composer(text).document();
}

class Composer {
  private readonly scanner: Scanner;
  private readonly anchors = new Map<string, Node>();
  private tagPrefixes = new Map<string, string>();
  private depth = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  document(): Composed {
    if (this.isNext('stream end')) return { root: undefined, anchors: this.anchors };
    const isImplicit = !this.isNext('document start', ...DIRECTIVES);
    if (!isImplicit) this.startDocument();
    const isEmpty =
      !isImplicit && this.isNext('document start', 'document end', 'stream end', ...DIRECTIVES);
    const root = isEmpty ? EMPTY : this.node({ isBlock: true });
    if (this.isNext('document end')) this.scanner.take();
    this.tagPrefixes = new Map();
    // go-yaml looks one event further, and so finds what cannot begin another document.
    while (this.isNext('document end')) this.scanner.take();
    if (!this.isNext('stream end')) this.startDocument();
    return { root, anchors: this.anchors };
  }

  private startDocument(): void {
    this.readDirectives();
    if (!this.isNext('document start')) this.refuse('did not find expected <document start>');
    this.scanner.take();
  }

  private readDirectives(): void {
    let hasVersion = false;
    while (this.isNext(...DIRECTIVES)) {
      const { type, text, handle, start } = this.scanner.take();
      if (type === 'version directive') {
        if (hasVersion) refuseAt(start, 'found duplicate %YAML directive');
        if (text !== '1.1') refuseAt(start, 'found incompatible YAML document');
        hasVersion = true;
      } else {
        if (this.tagPrefixes.has(handle)) refuseAt(start, 'found duplicate %TAG directive');
        this.tagPrefixes.set(handle, text);
      }
    }
  }

  private node(place: { isBlock: boolean; isIndentless?: boolean }): Node {
    this.depth += 1;
    if (this.depth > DEEPEST_INPUT) throw new YAMLRefusal(TOO_DEEP);
    const node = this.nodeHere(place);
    this.depth -= 1;
    return node;
  }

  private nodeHere(place: { isBlock: boolean; isIndentless?: boolean }): Node {
    const { isBlock, isIndentless } = place;
    const first = this.scanner.peek();
    if (first.type === 'alias') {
      this.scanner.take();
      return { type: 'alias', name: first.text };
    }
    const { anchor, tag } = this.properties();
    const named = (node: Node): Node => {
      if (anchor !== undefined) this.anchors.set(anchor, node);
      return node;
    };
    const next = this.scanner.peek();
    if (isIndentless && next.type === 'block entry') return named(this.indentlessSequence());
    if (next.type === 'scalar') {
      this.scanner.take();
      const isImplicit = tag === '!' || (tag === undefined && next.isPlain);
      const kept = tag === undefined || tag === '!' ? '' : tag;
      return named({ type: 'scalar', text: next.text, tag: kept, isImplicit });
    }
    if (next.type === 'flow sequence start') return named(this.flowSequence());
    if (next.type === 'flow mapping start') return named(this.flowMapping());
    if (isBlock && next.type === 'block sequence start') return named(this.blockSequence());
    if (isBlock && next.type === 'block mapping start') return named(this.blockMapping());
    if (anchor !== undefined || tag !== undefined) {
      return named({ type: 'scalar', text: '', tag: tag ?? '', isImplicit: tag === undefined });
    }
    return this.refuse('did not find expected node content', first.start);
  }

  /** An anchor and a tag, in either order. */
  private properties(): { anchor?: string; tag?: string } {
    let anchor: string | undefined;
    let tag: string | undefined;
    const { start } = this.scanner.peek();
    for (;;) {
      if (anchor === undefined && this.isNext('anchor')) anchor = this.scanner.take().text;
      else if (tag === undefined && this.isNext('tag')) tag = this.resolveTag(start);
      else break;
    }
    return { ...(anchor === undefined ? {} : { anchor }), ...(tag === undefined ? {} : { tag }) };
  }

  private resolveTag(start: Mark): string {
    const { handle, text, start: at } = this.scanner.take();
    if (handle === '') return text;
    const prefix =
      this.tagPrefixes.get(handle) ??
      (handle === '!' ? '!' : handle === '!!' ? 'tag:yaml.org,2002:' : undefined);
    return prefix === undefined ? refuseAt(at, 'found undefined tag handle', start) : prefix + text;
  }

  private blockSequence(): Node {
    const { start } = this.scanner.take();
    const items: Node[] = [];
    while (this.isNext('block entry')) {
      this.scanner.take();
      items.push(this.isNext('block entry', 'block end') ? EMPTY : this.node({ isBlock: true }));
    }
    if (!this.isNext('block end')) this.refuse("did not find expected '-' indicator", start);
    this.scanner.take();
    return { type: 'sequence', items };
  }

  /** A sequence whose dashes stand below the key that it belongs to. */
  private indentlessSequence(): Node {
    const items: Node[] = [];
    while (this.isNext('block entry')) {
      this.scanner.take();
      const isEmpty = this.isNext('block entry', 'key', 'value', 'block end');
      items.push(isEmpty ? EMPTY : this.node({ isBlock: true }));
    }
    return { type: 'sequence', items };
  }

  private blockMapping(): Node {
    const { start } = this.scanner.take();
    const entries: [Node, Node][] = [];
    const part = (mark: TokenType): Node => {
      if (!this.isNext(mark)) return EMPTY;
      this.scanner.take();
      return this.isNext('key', 'value', 'block end')
        ? EMPTY
        : this.node({ isBlock: true, isIndentless: true });
    };
    while (this.isNext('key')) entries.push([part('key'), part('value')]);
    if (!this.isNext('block end')) this.refuse('did not find expected key', start);
    this.scanner.take();
    return { type: 'mapping', entries };
  }

  private flowSequence(): Node {
    const { start } = this.scanner.take();
    const items: Node[] = [];
    for (let isFirst = true; !this.isNext('flow sequence end'); isFirst = false) {
      if (!isFirst) {
        if (!this.isNext('flow entry')) this.refuse("did not find expected ',' or ']'", start);
        this.scanner.take();
        if (this.isNext('flow sequence end')) break;
      }
      items.push(this.isNext('key') ? this.singlePair() : this.node({ isBlock: false }));
    }
    this.scanner.take();
    return { type: 'sequence', items };
  }

  /** [a: b] is a list of one mapping. */
  private singlePair(): Node {
    this.scanner.take();
    let key: Node = EMPTY;
    if (this.isNext('value', 'flow entry', 'flow sequence end')) this.scanner.take();
    else key = this.node({ isBlock: false });
    return { type: 'mapping', entries: [[key, this.flowValue('flow sequence end')]] };
  }

  private flowValue(end: TokenType): Node {
    if (!this.isNext('value')) return EMPTY;
    this.scanner.take();
    return this.isNext('flow entry', end) ? EMPTY : this.node({ isBlock: false });
  }

  private flowMapping(): Node {
    const { start } = this.scanner.take();
    const entries: [Node, Node][] = [];
    for (let isFirst = true; !this.isNext('flow mapping end'); isFirst = false) {
      if (!isFirst) {
        if (!this.isNext('flow entry')) this.refuse("did not find expected ',' or '}'", start);
        this.scanner.take();
        if (this.isNext('flow mapping end')) break;
      }
      if (!this.isNext('key')) {
        entries.push([this.node({ isBlock: false }), EMPTY]);
        continue;
      }
      this.scanner.take();
      const key = this.isNext('value', 'flow entry', 'flow mapping end')
        ? EMPTY
        : this.node({ isBlock: false });
      entries.push([key, this.flowValue('flow mapping end')]);
    }
    this.scanner.take();
    return { type: 'mapping', entries };
  }

  private isNext(...types: readonly TokenType[]): boolean {
    return types.includes(this.scanner.peek().type);
  }

  private refuse(problem: string, context?: Mark): never {
    return refuseAt(this.scanner.peek().start, problem, context);
  }
}

const DIRECTIVES: readonly TokenType[] = ['version directive', 'tag directive'];
const EMPTY: Node = { type: 'scalar', text: '', tag: '', isImplicit: true };
