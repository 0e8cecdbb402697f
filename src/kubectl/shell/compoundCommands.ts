// Loops and conditions at work. Rounds are counted over the whole line: see budget.ts.

import { now, type Part, type Program } from '../process.ts';
import { testBinary, testUnary } from './conditions.ts';
import type { Evaluation } from './evaluation.ts';
import { expandArithmetic, expandPattern, expandText, expandWords } from './expansion.ts';
import { ExitJump, LoopJump } from './jumps.ts';
import { expressionPattern, globPattern } from './patterns/pattern.ts';
import { PatternFault } from './patterns/tree.ts';
import type {
  ArithmeticForCommand,
  CaseCommand,
  Condition,
  ForCommand,
  IfCommand,
  List,
  WhileCommand,
} from './syntax/tree.ts';

export function* runFor({ variable, words, body }: ForCommand, shell: Evaluation): Program {
  const { state } = shell;
  const values = words ? yield* expandWords(words, shell) : state.positional;
  let exit = 0;
  for (const value of values) {
    state.set(variable, value);
    const round = yield* runRound(body, shell);
    exit = round.exit;
    if (round.isLast) break;
  }
  return exit;
}

export function* runArithmeticFor(
  { start, condition, step, body }: ArithmeticForCommand,
  shell: Evaluation,
): Program {
  let exit = 0;
  yield* expandArithmetic(start, shell);
  while (condition.source.trim() === '' || (yield* expandArithmetic(condition, shell)) !== 0n) {
    const round = yield* runRound(body, shell);
    exit = round.exit;
    if (round.isLast) break;
    yield* expandArithmetic(step, shell);
  }
  return exit;
}

export function* runWhile({ isUntil, condition, body }: WhileCommand, shell: Evaluation): Program {
  let exit = 0;
  for (;;) {
    const check = yield* inLoop(condition, shell);
    if (check.isLast || (check.exit === 0) === isUntil) return exit;
    const round = yield* runRound(body, shell);
    exit = round.exit;
    if (round.isLast) return exit;
  }
}

interface Round {
  readonly exit: number;
  /** A `break` was met. */
  readonly isLast: boolean;
}

function* runRound(body: List, shell: Evaluation): Part<Round> {
  shell.state.budget.round(yield* now());
  return yield* inLoop(body, shell);
}

function* inLoop(list: List, shell: Evaluation): Part<Round> {
  const { state } = shell;
  const depth = state.loopDepth;
  state.loopDepth++;
  try {
    return { exit: yield* shell.runList(list), isLast: false };
  } catch (jump) {
    if (!(jump instanceof LoopJump)) throw jump;
    if (jump.levels > 1 && depth > 0) {
      jump.levels--;
      throw jump;
    }
    return { exit: 0, isLast: !jump.goesOn };
  } finally {
    state.loopDepth = depth;
  }
}

export function* runIf({ branches, otherwise }: IfCommand, shell: Evaluation): Program {
  for (const { condition, body } of branches) {
    if ((yield* shell.runList(condition)) === 0) return yield* shell.runList(body);
  }
  return otherwise ? yield* shell.runList(otherwise) : 0;
}

export function* runCase({ word, arms }: CaseCommand, shell: Evaluation): Program {
  const text = yield* expandText(word, shell);
  for (const { patterns, body } of arms) {
    for (const pattern of patterns) {
      const matcher = globPattern(yield* expandPattern(pattern, shell));
      const isMatch = matcher.matchesAll(text);
      shell.state.budget.work(matcher.steps);
      if (isMatch) return yield* shell.runList(body);
    }
  }
  return 0;
}

/** [[ ]]. */
export function* runCondition(condition: Condition, shell: Evaluation): Part<boolean> {
  switch (condition.type) {
    case 'not':
      return !(yield* runCondition(condition.condition, shell));
    case 'and':
      return (
        (yield* runCondition(condition.left, shell)) &&
        (yield* runCondition(condition.right, shell))
      );
    case 'or':
      return (
        (yield* runCondition(condition.left, shell)) ||
        (yield* runCondition(condition.right, shell))
      );
    case 'unary': {
      const operand = yield* expandText(condition.operand, shell);
      return yield* testUnary(condition.operator, operand, shell.state);
    }
    case 'binary':
      return yield* runComparison(condition, shell);
  }
}

function* runComparison(
  { operator, left, right }: Extract<Condition, { type: 'binary' }>,
  shell: Evaluation,
): Part<boolean> {
  const text = yield* expandText(left, shell);
  if (operator === '=' || operator === '==' || operator === '!=') {
    const pattern = globPattern(yield* expandPattern(right, shell));
    const isMatch = pattern.matchesAll(text);
    shell.state.budget.work(pattern.steps);
    return isMatch === (operator !== '!=');
  }
  if (operator === '=~')
    return yield* matchExpression(text, yield* expandText(right, shell), shell);
  if (operator.startsWith('-') && /^-(eq|ne|lt|le|gt|ge)$/.test(operator)) {
    // Here both sides are arithmetic, not only numbers.
    const one = yield* expandArithmetic(left, shell);
    const other = yield* expandArithmetic(right, shell);
    return yield* testBinary(String(one), operator, String(other));
  }
  return yield* testBinary(text, operator, yield* expandText(right, shell));
}

function* matchExpression(text: string, source: string, { state }: Evaluation): Part<boolean> {
  try {
    const pattern = expressionPattern(source, { isExtended: true });
    const match = pattern.search(text);
    state.budget.work(pattern.steps);
    const elements = match?.groups.map((group) => group ?? '') ?? [];
    state.put('BASH_REMATCH', { value: elements[0] ?? '', elements, isExported: false });
    return match !== undefined;
  } catch (fault) {
    if (fault instanceof PatternFault) throw new ExitJump('error', 2, fault.message);
    throw fault;
  }
}
