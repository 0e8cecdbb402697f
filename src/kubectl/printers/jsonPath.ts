// The JSONPath of kubectl 1.3 (pkg/util/jsonpath): dot and bracket steps, slices, unions, filters, recursive descent and
// {range}{end}. Values of one list are JSON, those of one object are typed, so that fields without a value are known.

import { formatGoValue } from './goText.ts';
import { JSONPathError, type Action, type Step, type Template } from './jsonPathSyntax.ts';

/** A template can print the same values again and again; longer outputs are refused. */
const LONGEST_OUTPUT = 5_000_000;

const TOO_MUCH = 'the template asks for more than this playground prints';

/** More values than this are not looked at: a template can ask for as many as it likes. */
const MOST_VALUES = 1_000_000;

export interface JSONPathOptions {
  /** Numbers are integers, as in Go's types, not the floats of JSON. */
  readonly isTyped?: boolean;
}

/** What a template prints of a value, or what is wrong. */
export function executeJSONPath(
  template: Template,
  data: unknown,
  options: JSONPathOptions = {},
): string | JSONPathError {
  const results = findJSONPath(template, data, options);
  if (results instanceof JSONPathError) return results;
  let text = '';
  for (const values of results) {
    for (const [index, value] of values.entries()) {
      text += (index === 0 ? '' : ' ') + formatGoValue(plain(value), options.isTyped);
      if (text.length > LONGEST_OUTPUT) return new JSONPathError(TOO_MUCH);
    }
  }
  return text;
}

/** The values that each action of a template finds. */
export function findJSONPath(
  template: Template,
  data: unknown,
  { isTyped = false }: JSONPathOptions = {},
): readonly (readonly unknown[])[] | JSONPathError {
  const walk = new Walk(isTyped);
  try {
    return walk.run(template, data);
  } catch (error) {
    if (error instanceof JSONPathError) return error;
    throw error;
  }
}

/** An integer of the template, which Go does not compare with the floats of JSON. */
class Integer {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

function plain(value: unknown): unknown {
  return value instanceof Integer ? value.value : value;
}

class Walk {
  private readonly isTyped: boolean;
  private seen = 0;

  constructor(isTyped: boolean) {
    this.isTyped = isTyped;
  }

  run(template: Template, data: unknown): (readonly unknown[])[] {
    const results: (readonly unknown[])[] = [];
    const end = this.runBlock(template, { from: 0, current: data }, results);
    if (end < template.length) throw new JSONPathError('not in range, nothing to end');
    return results;
  }

  /** Runs actions until the `end` that belongs to the block; gives where that is. */
  private runBlock(
    template: Template,
    block: { readonly from: number; readonly current: unknown },
    results: (readonly unknown[])[],
  ): number {
    let at = block.from;
    while (at < template.length) {
      const action = template[at] ?? [];
      const keyword = keywordOf(action);
      if (keyword === 'end') return at;
      const values = this.evaluate(action, [block.current]);
      at++;
      if (keyword !== 'range') {
        results.push(values);
        continue;
      }
      let end = values.length === 0 ? skipBlock(template, at) : at;
      for (const value of values) {
        end = this.runBlock(template, { from: at, current: value }, results);
      }
      at = end + 1;
    }
    return template.length;
  }

  private evaluate(action: Action, input: readonly unknown[]): readonly unknown[] {
    let values = input;
    for (const step of action) {
      values = this.take(step, values);
      this.seen += values.length + 1;
      if (this.seen > MOST_VALUES) {
        throw new JSONPathError(TOO_MUCH);
      }
    }
    return values;
  }

  private take(step: Step, values: readonly unknown[]): readonly unknown[] {
    switch (step.type) {
      case 'text':
        return [step.text];
      case 'number':
        return values.map(() => (step.isInteger ? new Integer(step.value) : step.value));
      case 'field':
        return takeField(step.name, values);
      case 'wildcard':
        return values.flatMap(childrenOf);
      case 'recursive':
        return this.takeRecursive(values);
      case 'slice':
        return values.flatMap((value) => takeSlice(step.bounds, value));
      case 'union':
        return step.actions.flatMap((action) => this.evaluate(action, values));
      case 'filter':
        return values.flatMap((value) => this.filter(step, value));
      case 'identifier':
        if (step.name === 'range' || step.name === 'end') return values;
        throw new JSONPathError(`unrecognized identifier ${step.name}`);
    }
  }

  private takeRecursive(values: readonly unknown[]): unknown[] {
    const found: unknown[] = [];
    const queue = [...values].reverse();
    while (queue.length > 0) {
      const value = queue.pop();
      const children = typeof value === 'string' ? [] : childrenOf(value);
      if (children.length === 0) continue;
      found.push(value);
      if (found.length > MOST_VALUES) break;
      queue.push(...children.reverse());
    }
    return found;
  }

  private filter(step: Extract<Step, { type: 'filter' }>, value: unknown): unknown[] {
    if (!Array.isArray(value)) {
      throw new JSONPathError(
        `${formatGoValue(plain(value))} is not array or slice and cannot be filtered`,
      );
    }
    return value.filter((item: unknown) => {
      if (step.operator === 'exists') return this.exists(step.left, item);
      const lefts = this.evaluate(step.left, [item]);
      const rights = this.evaluate(step.right, [item]);
      if (lefts.length !== 1 || rights.length !== 1) {
        throw new JSONPathError('can only compare one element at a time');
      }
      return compare(lefts[0], step.operator, { other: rights[0], isTyped: this.isTyped });
    });
  }

  private exists(action: Action, item: unknown): boolean {
    try {
      return this.evaluate(action, [item]).length > 0;
    } catch (error) {
      if (error instanceof JSONPathError) return false;
      throw error;
    }
  }
}

function keywordOf(action: Action): string | undefined {
  const first = action[0];
  return first?.type === 'identifier' ? first.name : undefined;
}

/** Behind a range without values: where its `end` is. */
function skipBlock(template: Template, from: number): number {
  let depth = 1;
  for (let at = from; at < template.length; at++) {
    const keyword = keywordOf(template[at] ?? []);
    if (keyword === 'range') depth++;
    if (keyword === 'end' && --depth === 0) return at;
  }
  return template.length;
}

function takeField(name: string, values: readonly unknown[]): unknown[] {
  if (values.length === 0) return [];
  const found = values
    .filter((value) => isMap(value) && Object.hasOwn(value, name))
    .map((value) => (value as Readonly<Record<string, unknown>>)[name]);
  if (found.length === 0) throw new JSONPathError(`${name} is not found`);
  return found;
}

function takeSlice(
  [first, last]: Extract<Step, { type: 'slice' }>['bounds'],
  value: unknown,
): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) {
    throw new JSONPathError(`${goTypeOf(value)} is not array or slice`);
  }
  const { length } = value;
  const from = (first ?? 0) < 0 ? (first ?? 0) + length : (first ?? 0);
  const end = last ?? length;
  const to = end < 0 || (end === 0 && (first ?? 0) < 0) ? end + length : end;
  if (to !== from && from >= length) throw outOfBounds(from, length);
  if (to !== from && to > length) throw outOfBounds(to - 1, length);
  if (from < 0 || to < from) throw outOfBounds(from, length);
  return value.slice(from, to);
}

function outOfBounds(index: number, length: number): JSONPathError {
  return new JSONPathError(`array index out of bounds: index ${index}, length ${length}`);
}

function childrenOf(value: unknown): unknown[] {
  if (typeof value === 'string') return [...value].map((char) => char.codePointAt(0));
  if (Array.isArray(value)) return [...(value as unknown[])];
  if (!isMap(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key]);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Integer)
  );
}

function goTypeOf(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'number' ? 'float64' : 'map[string]interface {}';
}

function compare(
  left: unknown,
  operator: string,
  { other, isTyped }: { readonly other: unknown; readonly isTyped: boolean },
): boolean {
  if (basicKind(left, isTyped) !== basicKind(other, isTyped)) {
    throw new JSONPathError('incompatible types for comparison');
  }
  const one = plain(left) as string | number | boolean;
  const two = plain(other) as string | number | boolean;
  if (typeof one === 'boolean' && operator !== '==' && operator !== '!=') {
    throw new JSONPathError('invalid type for comparison');
  }
  switch (operator) {
    case '<':
      return one < two;
    case '>':
      return one > two;
    case '<=':
      return one <= two;
    case '>=':
      return one >= two;
    case '==':
      return one === two;
    case '!=':
      return one !== two;
    default:
      throw new JSONPathError(`unrecognized filter operator ${operator}`);
  }
}

function basicKind(value: unknown, isTyped: boolean): string {
  if (value instanceof Integer) return 'int';
  if (typeof value === 'number') return isTyped && Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value;
  throw new JSONPathError('invalid type for comparison');
}
