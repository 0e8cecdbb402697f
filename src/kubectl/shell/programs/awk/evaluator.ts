// awk's expressions at work.

import type { Part } from '../../../process.ts';
import { pureFunctions } from './functions.ts';
import type { Cell, Memory } from './memory.ts';
import { match, split, substitute } from './texts.ts';
import {
  AwkFault,
  type AwkFunction,
  type Expression,
  type Statement,
  type Target,
} from './tree.ts';
import {
  calculate,
  compareValues,
  inputValue,
  isTrue,
  numberOf,
  textOf,
  type Value,
} from './values.ts';
import { AwkJump, type AwkWorld } from './world.ts';

export class Evaluator {
  readonly memory: Memory;
  readonly world: AwkWorld;
  private readonly functions: ReadonlyMap<string, AwkFunction>;
  private readonly runBody: (body: Statement) => Part<void>;

  constructor(
    memory: Memory,
    world: AwkWorld,
    own: { functions: ReadonlyMap<string, AwkFunction>; runBody(body: Statement): Part<void> },
  ) {
    this.memory = memory;
    this.world = world;
    this.functions = own.functions;
    this.runBody = own.runBody;
  }

  *evaluate(expression: Expression): Part<Value> {
    this.world.budget.work(5);
    switch (expression.type) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.memory.matches(textOf(this.memory.fields.get(0)), expression.source) ? 1 : 0;
      case 'group':
        return yield* this.evaluate(expression.expression);
      case 'variable':
      case 'field':
      case 'element':
        return yield* this.read(expression);
      case 'unary': {
        const value = yield* this.evaluate(expression.operand);
        if (expression.operator === '!') return isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -numberOf(value) : numberOf(value);
      }
      case 'binary':
        return yield* this.binary(expression);
      case 'choice':
        return isTrue(yield* this.evaluate(expression.condition))
          ? yield* this.evaluate(expression.first)
          : yield* this.evaluate(expression.second);
      case 'assign':
        return yield* this.assign(expression);
      case 'step':
        return yield* this.step(expression);
      case 'in':
        return this.memory.array(expression.array).has(yield* this.key(expression.keys)) ? 1 : 0;
      case 'call':
        return yield* this.call(expression.name, expression.args);
      case 'getline':
        return yield* this.getline(expression);
    }
  }

  private *assign({
    operator,
    target,
    value,
  }: Extract<Expression, { type: 'assign' }>): Part<Value> {
    const right = yield* this.evaluate(value);
    if (operator === '=') return yield* this.write(target, right);
    const left = numberOf(yield* this.read(target));
    return yield* this.write(target, calculate(operator.slice(0, -1), left, numberOf(right)));
  }

  private *step({
    target,
    operator,
    isPrefix,
  }: Extract<Expression, { type: 'step' }>): Part<Value> {
    const before = numberOf(yield* this.read(target));
    const after = before + (operator === '++' ? 1 : -1);
    yield* this.write(target, after);
    return isPrefix ? after : before;
  }

  private *binary({ operator, left, right }: Extract<Expression, { type: 'binary' }>): Part<Value> {
    const one = yield* this.evaluate(left);
    if (operator === '&&') return isTrue(one) && isTrue(yield* this.evaluate(right)) ? 1 : 0;
    if (operator === '||') return isTrue(one) || isTrue(yield* this.evaluate(right)) ? 1 : 0;
    if (operator === '~' || operator === '!~') {
      const source = yield* this.patternSource(right);
      return this.memory.matches(textOf(one), source) === (operator === '~') ? 1 : 0;
    }
    const other = yield* this.evaluate(right);
    if (operator === ' ') {
      const text = textOf(one) + textOf(other);
      this.world.budget.text(text.length);
      return text;
    }
    const order = compareValues(one, other);
    const truths: Readonly<Record<string, boolean>> = {
      '<': order < 0,
      '<=': order <= 0,
      '==': order === 0,
      '!=': order !== 0,
      '>': order > 0,
      '>=': order >= 0,
    };
    const truth = truths[operator];
    if (truth !== undefined) return truth ? 1 : 0;
    return calculate(operator, numberOf(one), numberOf(other));
  }

  /** The source of a regular expression, which may be any text. */
  *patternSource(expression: Expression): Part<string> {
    return expression.type === 'regex'
      ? expression.source
      : textOf(yield* this.evaluate(expression));
  }

  private *read(target: Target): Part<Value> {
    switch (target.type) {
      case 'variable':
        return this.memory.get(target.name);
      case 'field':
        return this.memory.fields.get(yield* this.fieldIndex(target.index));
      case 'element': {
        const array = this.memory.array(target.array);
        const key = yield* this.key(target.keys);
        // Looking makes it.
        if (!array.has(key)) array.set(key, undefined);
        return array.get(key);
      }
    }
  }

  *write(target: Target, value: Value): Part<Value> {
    switch (target.type) {
      case 'variable':
        this.memory.set(target.name, value);
        break;
      case 'field':
        this.memory.fields.set(yield* this.fieldIndex(target.index), value);
        break;
      case 'element': {
        const array = this.memory.array(target.array);
        if (array.size > 100_000) throw new AwkFault('memory exhausted');
        array.set(yield* this.key(target.keys), value);
      }
    }
    return value;
  }

  private *fieldIndex(expression: Expression): Part<number> {
    const index = Math.trunc(numberOf(yield* this.evaluate(expression)));
    if (index < 0) throw new AwkFault(`attempt to access field ${index}`);
    return index;
  }

  *key(keys: readonly Expression[]): Part<string> {
    const texts: string[] = [];
    for (const each of keys) texts.push(textOf(yield* this.evaluate(each)));
    return texts.join(this.memory.text('SUBSEP'));
  }

  private *getline({ target, from }: Extract<Expression, { type: 'getline' }>): Part<Value> {
    const source = from
      ? { kind: from.kind, source: textOf(yield* this.evaluate(from.source)) }
      : undefined;
    const line = yield* this.world.readLine(source);
    if (line === null) return -1;
    if (line === undefined) return 0;
    if (target) yield* this.write(target, inputValue(line));
    else this.memory.fields.setRecord(line);
    return 1;
  }

  private *call(name: string, args: readonly Expression[]): Part<Value> {
    const known = this.functions.get(name);
    if (known) return yield* this.callOwn(known, args);
    switch (name) {
      case 'length': {
        const [only] = args;
        if (only?.type === 'variable' && this.memory.cell(only.name).array)
          return this.memory.array(only.name).size;
        return [...textOf(only ? yield* this.evaluate(only) : this.memory.fields.get(0))].length;
      }
      case 'split':
        return yield* split(args, this);
      case 'sub':
      case 'gsub':
      case 'gensub':
        return yield* substitute(name, args, this);
      case 'match':
        return yield* match(args, this);
      case 'system':
        return yield* this.world.system(textOf(yield* this.evaluateOr(args[0], '')));
      case 'close':
        return yield* this.world.close(textOf(yield* this.evaluateOr(args[0], '')));
      case 'rand':
        return (yield* this.world.random()) / 0x1_0000_0000;
      case 'systime':
        return Math.floor(((yield* this.world.now()) + 1_467_374_400_000) / 1000);
    }
    const pure = pureFunctions[name];
    if (!pure || !Object.hasOwn(pureFunctions, name))
      throw new AwkFault(`function \`${name}' not defined`);
    const values: Value[] = [];
    for (const each of args) values.push(yield* this.evaluate(each));
    return pure(...values);
  }

  *evaluateOr(expression: Expression | undefined, otherwise: Value): Part<Value> {
    return expression ? yield* this.evaluate(expression) : otherwise;
  }

  private *callOwn(
    { parameters, body }: { parameters: readonly string[]; body: Statement },
    args: readonly Expression[],
  ): Part<Value> {
    const frame = new Map<string, Cell>();
    for (const [index, name] of parameters.entries()) {
      const arg = args[index];
      const cell = arg?.type === 'variable' ? this.memory.cell(arg.name) : undefined;
      if (cell?.array) frame.set(name, { array: cell.array });
      else if (cell && cell.value === undefined) frame.set(name, { origin: cell });
      else frame.set(name, { value: yield* this.evaluateOr(arg, undefined) });
    }
    this.world.budget.enter();
    this.memory.frames.push(frame);
    try {
      yield* this.runBody(body);
      return undefined;
    } catch (jump) {
      if (jump instanceof AwkJump && jump.kind === 'return') return jump.value;
      throw jump;
    } finally {
      this.memory.frames.pop();
      this.world.budget.leave();
    }
  }
}
