// What an awk program keeps: variables, arrays, the locals of running functions, compiled patterns, the present line.

import type { Budget } from '../../budget.ts';
import { expressionPattern, type Pattern } from '../../patterns/pattern.ts';
import { Fields, splitterOf } from './fields.ts';
import { AwkFault } from './tree.ts';
import { numberOf, textOf, type Value } from './values.ts';

/** A variable; an array once it is used as one. */
export interface Cell {
  value?: Value;
  array?: Map<string, Value>;
  /** The argument of a function that had no value yet: it becomes an array with this one. */
  origin?: Cell;
}

const FIRST: Readonly<Record<string, Value>> = {
  FS: ' ',
  OFS: ' ',
  ORS: '\n',
  RS: '\n',
  SUBSEP: '\x1c',
  CONVFMT: '%.6g',
  OFMT: '%.6g',
  NR: 0,
  FNR: 0,
  FILENAME: '',
};

/** A pattern that has cost so much is charged and compiled anew. */
const CHARGED_STEPS = 1_000_000;

export class Memory {
  readonly fields: Fields;
  readonly frames: Map<string, Cell>[] = [];
  private readonly globals = new Map<string, Cell>();
  private readonly patterns = new Map<string, Pattern>();
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
    this.fields = new Fields(
      () => splitterOf(this.text('FS'), (source) => this.pattern(source)),
      () => this.text('OFS'),
    );
    for (const [name, value] of Object.entries(FIRST)) this.globals.set(name, { value });
  }

  get(name: string): Value {
    return name === 'NF' ? this.fields.count : this.cell(name).value;
  }

  set(name: string, value: Value): void {
    if (name === 'NF') this.fields.setCount(numberOf(value));
    else this.cell(name).value = value;
  }

  text(name: string): string {
    return textOf(this.cell(name).value);
  }

  cell(name: string): Cell {
    const known = this.frames.at(-1)?.get(name) ?? this.globals.get(name);
    if (known) return known;
    const made: Cell = {};
    this.globals.set(name, made);
    return made;
  }

  array(name: string): Map<string, Value> {
    const cell = this.cell(name);
    if (cell.value !== undefined) {
      throw new AwkFault(`attempt to use scalar \`${name}' as an array`);
    }
    if (!cell.array) {
      cell.array = cell.origin?.array ?? new Map<string, Value>();
      if (cell.origin) cell.origin.array = cell.array;
    }
    return cell.array;
  }

  setArray(name: string, entries: Iterable<readonly [string, Value]>): void {
    const array = this.array(name);
    for (const [key, value] of entries) array.set(key, value);
  }

  matches(text: string, source: string): boolean {
    const pattern = this.pattern(source);
    const before = pattern.steps;
    const isMatch = pattern.test(text);
    this.budget.work(pattern.steps - before);
    return isMatch;
  }

  pattern(source: string): Pattern {
    const known = this.patterns.get(source);
    if (known && known.steps < CHARGED_STEPS) return known;
    const pattern = expressionPattern(source, { isExtended: true });
    this.patterns.set(source, pattern);
    return pattern;
  }
}
