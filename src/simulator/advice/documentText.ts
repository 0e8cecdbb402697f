// A document of a manifest with the place of every field in the file, so that a field path leads to a line, and to edits that
// change only what they mean to change. Values are kubectl's (kubectl/documents.ts); only the places come from here.

import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Pair } from 'yaml';
import type { FieldPath } from './fieldPath.ts';
import type { TextEdit, TextRange } from './problem.ts';

export class DocumentText {
  private readonly text: string;
  private readonly document: Document;
  /** Offset at which each line begins. */
  private readonly lineStarts: readonly number[];
  private readonly firstLine: number;

  /** `line` is where in the file it begins, from 0. */
  constructor(text: string, line: number) {
    this.text = text;
    this.firstLine = line;
    this.document = parseDocument(text, { version: '1.1', uniqueKeys: false, merge: true });
    this.lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  }

  /** The value of a field; of one that is not there the key of what it would be in. */
  rangeOf(path: FieldPath): TextRange {
    const node = this.nodeAt(path);
    if (!isMap(node) && !isSeq(node)) {
      const [start, end] = node?.range ?? [0, 0];
      if (end > start) return this.range(start, end);
    }
    return this.keyRangeOf(path);
  }

  /** The key of a field; for an item of a list its first line; of what is not there that of what it would be in. */
  keyRangeOf(path: FieldPath): TextRange {
    if (path.length === 0) return this.lineRange(this.firstContent());
    const pair = this.pairAt(path);
    const key = pair && isScalar(pair.key) ? pair.key.range : undefined;
    if (key) return this.range(key[0], key[1]);
    const start = typeof path.at(-1) === 'number' ? this.nodeAt(path)?.range?.[0] : undefined;
    return start === undefined ? this.keyRangeOf(path.slice(0, -1)) : this.lineRange(start);
  }

  has(path: FieldPath): boolean {
    return this.nodeAt(path) !== undefined;
  }

  /** Puts another value in the place of a scalar. */
  replace(path: FieldPath, text: string): TextEdit[] {
    const node = this.nodeAt(path);
    const pair = this.pairAt(path);
    if (isScalar(node) && node.range && node.range[1] > node.range[0]) {
      return [{ range: this.range(node.range[0], node.range[1]), text }];
    }
    const key = pair && isScalar(pair.key) ? pair.key.range : undefined;
    const colon = key ? this.text.indexOf(':', key[1]) : -1;
    return colon < 0 || isMap(node) || isSeq(node)
      ? []
      : [{ range: this.range(colon, colon + 1), text: `: ${text}` }];
  }

  renameKey(path: FieldPath, name: string): TextEdit[] {
    const pair = this.pairAt(path);
    return pair && isScalar(pair.key) && pair.key.range
      ? [{ range: this.range(pair.key.range[0], pair.key.range[1]), text: name }]
      : [];
  }

  /** Takes a field out with its lines. */
  remove(path: FieldPath): TextEdit[] {
    const lines = this.linesOf(path);
    return lines ? [{ range: this.range(lines.start, lines.end), text: '' }] : [];
  }

  removeAll(): TextEdit[] {
    return [{ range: this.range(0, this.text.trimEnd().length), text: '' }];
  }

  /** Adds a field (its lines, without indentation) behind the others of a mapping. */
  add(path: FieldPath, lines: readonly string[]): TextEdit[] {
    const node = this.nodeAt(path);
    if (!isMap(node) || node.flow || node.items.length === 0) return [];
    const first = node.items[0];
    const start = first && isScalar(first.key) ? first.key.range?.[0] : undefined;
    if (start === undefined) return [];
    const indent = ' '.repeat(this.columnOf(start));
    return this.insert(this.endOf(node.range?.[1] ?? start), lines, indent);
  }

  /** Takes the lines of a field to another mapping. */
  move(path: FieldPath, target: FieldPath): TextEdit[] {
    const from = this.linesOf(path);
    if (!from) return [];
    const lines = this.text.slice(from.start, from.end).replace(/\n$/, '').split('\n');
    const own = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
    const bare = lines.map((line) => line.slice(Math.min(own, line.search(/\S|$/))));
    const [added] = this.add(target, bare);
    if (!added) return [];
    const gone = this.range(from.start, from.end);
    const isHere =
      added.range.startLineNumber === gone.startLineNumber &&
      added.range.startColumn === gone.startColumn;
    return isHere ? [{ range: gone, text: added.text }] : [added, { range: gone, text: '' }];
  }

  /** The lines of a field from the first to behind the last; undefined when others share them. */
  private linesOf(path: FieldPath): { readonly start: number; readonly end: number } | undefined {
    const pair = this.pairAt(path);
    const key = pair && isScalar(pair.key) ? pair.key.range : undefined;
    if (!pair || !key) return undefined;
    const start = key[0] - this.columnOf(key[0]);
    if (this.text.slice(start, key[0]).trim() !== '') return undefined;
    const value = pair.value as { range?: readonly number[] } | null;
    return { start, end: this.endOf(Math.max(value?.range?.[1] ?? 0, key[1])) };
  }

  /** Behind the line on which what ends here has its last character. */
  private endOf(offset: number): number {
    const last = this.text.slice(0, offset).trimEnd().length;
    const end = this.text.indexOf('\n', last);
    return end < 0 ? this.text.length : end + 1;
  }

  private insert(offset: number, lines: readonly string[], indent: string): TextEdit[] {
    const text = lines.map((line) => (line === '' ? '\n' : `${indent}${line}\n`)).join('');
    const isOpen = offset > 0 && this.text[offset - 1] !== '\n';
    return [{ range: this.range(offset, offset), text: isOpen ? `\n${text}` : text }];
  }

  /** The node itself, through aliases; null values are nodes. */
  private nodeAt(path: FieldPath): NodeOf | undefined {
    let node = this.resolve(this.document.contents);
    for (const part of path) {
      if (isMap(node)) node = this.resolve(pairNamed(node.items, part)?.value);
      else if (isSeq(node) && typeof part === 'number') node = this.resolve(node.items[part]);
      else return undefined;
    }
    return node;
  }

  private pairAt(path: FieldPath): Pair | undefined {
    const parent = this.nodeAt(path.slice(0, -1));
    const name = path.at(-1);
    return isMap(parent) && name !== undefined ? pairNamed(parent.items, name) : undefined;
  }

  private resolve(node: unknown): NodeOf | undefined {
    const target = isAlias(node) ? node.resolve(this.document) : node;
    return target ?? undefined;
  }

  private firstContent(): number {
    const start = this.document.contents?.range?.[0];
    return start ?? Math.max(0, this.text.search(/\S/));
  }

  /** The text of the line on which an offset is. */
  private lineRange(offset: number): TextRange {
    const start = offset - this.columnOf(offset);
    const line = this.text.slice(start).split('\n', 1)[0] ?? '';
    return this.range(start + line.search(/\S|$/), start + line.trimEnd().length);
  }

  private columnOf(offset: number): number {
    return offset - (this.lineStarts[this.lineOf(offset)] ?? 0);
  }

  private lineOf(offset: number): number {
    const after = this.lineStarts.findIndex((start) => start > offset);
    return (after < 0 ? this.lineStarts.length : after) - 1;
  }

  private range(start: number, end: number): TextRange {
    const [first, last] = [this.lineOf(start), this.lineOf(end)];
    return {
      startLineNumber: this.firstLine + first + 1,
      startColumn: this.columnOf(start) + 1,
      endLineNumber: this.firstLine + last + 1,
      endColumn: this.columnOf(end) + 1,
    };
  }
}

type NodeOf = { readonly range?: readonly [number, number, number] | null };

/** The last of equal keys counts; 1.3 also writes some names with other capitals than the field has. */
function pairNamed(items: readonly Pair[], name: string | number): Pair | undefined {
  const is = (each: Pair, wanted: string) =>
    isScalar(each.key) && String(each.key.value) === wanted;
  const wanted = String(name);
  return (
    items.findLast((each) => is(each, wanted)) ??
    items.findLast(
      ({ key }) => isScalar(key) && String(key.value).toLowerCase() === wanted.toLowerCase(),
    )
  );
}
