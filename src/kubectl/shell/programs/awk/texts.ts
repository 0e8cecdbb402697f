// awk's functions that look into texts: split, sub, gsub, gensub, match.

import type { Part } from '../../../process.ts';
import { lengthOf } from './functions.ts';
import { splitterOf } from './fields.ts';
import type { Memory } from './memory.ts';
import { AwkFault, type Expression, type Target } from './tree.ts';
import { inputValue, numberOf, textOf, type Value } from './values.ts';
import type { AwkWorld } from './world.ts';

interface TextContext {
  readonly memory: Memory;
  readonly world: AwkWorld;
  evaluate(expression: Expression): Part<Value>;
  evaluateOr(expression: Expression | undefined, otherwise: Value): Part<Value>;
  patternSource(expression: Expression): Part<string>;
  write(target: Target, value: Value): Part<Value>;
}

export function* split(
  [text, array, separator]: readonly Expression[],
  context: TextContext,
): Part<Value> {
  if (array?.type !== 'variable') throw new AwkFault('split: second argument is not an array');
  const source = textOf(yield* context.evaluateOr(text, ''));
  const given = separator ? yield* context.patternSource(separator) : context.memory.text('FS');
  const splitter = splitterOf(given, (each) => context.memory.pattern(each));
  const pieces = splitter(source);
  const target = context.memory.array(array.name);
  target.clear();
  for (const [index, piece] of pieces.entries()) target.set(String(index + 1), inputValue(piece));
  context.world.budget.work(source.length);
  return pieces.length;
}

export function* substitute(
  name: string,
  args: readonly Expression[],
  context: TextContext,
): Part<Value> {
  const [expression, replacement] = args;
  const isGeneral = name === 'gensub';
  const targetExpression =
    args[isGeneral ? 3 : 2] ?? ({ type: 'field', index: { type: 'number', value: 0 } } as const);
  const pattern = context.memory.pattern(
    expression ? yield* context.patternSource(expression) : '',
  );
  const template = textOf(yield* context.evaluateOr(replacement, ''));
  const how = isGeneral
    ? textOf(yield* context.evaluateOr(args[2], '1'))
    : name === 'gsub'
      ? 'g'
      : '1';
  const text = textOf(yield* context.evaluate(targetExpression));
  const isAll = /^[gG]/.test(how);
  const wanted = isAll ? 1 : Math.max(1, numberOf(how));
  let result = '';
  let from = 0;
  let count = 0;
  let replaced = 0;
  const before = pattern.steps;
  for (const { start, end, groups } of pattern.all(text)) {
    if (++count < wanted) continue;
    result += text.slice(from, start) + fill(template, groups, isGeneral);
    from = end;
    replaced++;
    if (!isAll) break;
  }
  context.world.budget.work(pattern.steps - before);
  result += text.slice(from);
  context.world.budget.text(result.length);
  if (isGeneral) return result;
  const target = targetExpression.type === 'group' ? targetExpression.expression : targetExpression;
  const isTarget =
    target.type === 'variable' || target.type === 'field' || target.type === 'element';
  if (replaced > 0 && isTarget) yield* context.write(target, result);
  return replaced;
}

export function* match(
  [text, expression, array]: readonly Expression[],
  context: TextContext,
): Part<Value> {
  const source = textOf(yield* context.evaluateOr(text, ''));
  const pattern = context.memory.pattern(
    expression ? yield* context.patternSource(expression) : '',
  );
  const found = pattern.search(source);
  context.memory.set('RSTART', found ? lengthOf(source.slice(0, found.start)) + 1 : 0);
  context.memory.set('RLENGTH', found ? lengthOf(found.groups[0] ?? '') : -1);
  if (array?.type === 'variable') {
    const target = context.memory.array(array.name);
    target.clear();
    found?.groups.forEach((group, index) => target.set(String(index), inputValue(group ?? '')));
  }
  return context.memory.cell('RSTART').value;
}
/** The replacement with & (and in gensub \1) filled in. */
function fill(
  template: string,
  groups: readonly (string | undefined)[],
  hasGroups: boolean,
): string {
  return template.replace(/\\([\\&0-9])|&/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return groups[0] ?? '';
    if (escaped === '&' || escaped === '\\') return escaped;
    return hasGroups ? (groups[Number(escaped)] ?? '') : whole;
  });
}
