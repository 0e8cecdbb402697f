// The present line and its fields: each follows from the other.

import type { Pattern } from '../../patterns/pattern.ts';
import { inputValue, textOf, type Value } from './values.ts';

/** More fields are not made by assigning to one far out. */
const MAX_FIELDS = 100_000;

/** How text is split: by blanks, by one character, by a pattern, or into characters. */
export type Splitter = (text: string) => string[];

export function splitterOf(separator: string, patternOf: (source: string) => Pattern): Splitter {
  if (separator === ' ') return (text) => text.match(/[^ \t\n]+/g) ?? [];
  if (separator === '') return (text) => [...text];
  if (separator.length === 1 && separator !== '\\') {
    return (text) => (text === '' ? [] : text.split(separator));
  }
  return (text) => {
    if (text === '') return [];
    const pieces: string[] = [];
    let from = 0;
    for (const { start, end } of patternOf(separator).all(text)) {
      if (end === start) continue;
      pieces.push(text.slice(from, start));
      from = end;
    }
    return [...pieces, text.slice(from)];
  };
}

export class Fields {
  private record: Value = '';
  private fields: Value[] | undefined;
  private readonly splitter: () => Splitter;
  private readonly joiner: () => string;

  constructor(splitter: () => Splitter, joiner: () => string) {
    this.splitter = splitter;
    this.joiner = joiner;
  }

  setRecord(text: string): void {
    this.record = inputValue(text);
    // Split at once: a new FS holds from the next line on.
    this.fields = this.splitter()(text).map(inputValue);
  }

  get(index: number): Value {
    return index === 0 ? this.record : this.fields?.[index - 1];
  }

  get count(): number {
    return this.fields?.length ?? 0;
  }

  set(index: number, value: Value): void {
    if (index === 0) {
      this.setRecord(textOf(value));
      return;
    }
    if (index > MAX_FIELDS) return;
    const fields = this.fields ?? [];
    while (fields.length < index - 1) fields.push('');
    fields[index - 1] = value;
    this.fields = fields;
    this.join();
  }

  setCount(count: number): void {
    const fields = (this.fields ?? []).slice(0, Math.max(0, count));
    while (fields.length < Math.min(count, MAX_FIELDS)) fields.push('');
    this.fields = fields;
    this.join();
  }

  private join(): void {
    this.record = inputValue((this.fields ?? []).map((field) => textOf(field)).join(this.joiner()));
  }
}
