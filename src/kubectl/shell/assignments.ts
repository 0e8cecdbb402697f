// Assignments: NAME=value, NAME+=value, NAME[i]=value, NAME=(a b c).

import type { Part, Variable } from '../process.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { expandText, expandWords, type ExpansionContext } from './expansion.ts';
import type { Assignment } from './syntax/tree.ts';

/** Nobody fills longer arrays. */
const MAX_INDEX = 10_000;

/** What a variable is after an assignment. */
export function* valueOf(
  { name, subscript, isAppended, value, elements }: Assignment,
  context: ExpansionContext,
): Part<Variable> {
  const { state } = context;
  const before = state.variables.get(name);
  const isExported = before?.isExported ?? false;
  if (elements) {
    const list = yield* expandWords(elements, context);
    const all = isAppended ? [...(before?.elements ?? []), ...list] : list;
    return { value: all[0] ?? '', elements: all, isExported };
  }
  const text = yield* expandText(value, context);
  if (subscript) {
    const index = Number(evaluateArithmetic(yield* expandText(subscript, context), state));
    const all: (string | undefined)[] = [...(before?.elements ?? (before ? [before.value] : []))];
    if (index >= 0 && index < MAX_INDEX) all[index] = isAppended ? (all[index] ?? '') + text : text;
    return { value: all[0] ?? '', elements: all, isExported };
  }
  const whole = isAppended ? (before?.value ?? '') + text : text;
  state.budget.text(whole.length);
  return { value: whole, isExported };
}
