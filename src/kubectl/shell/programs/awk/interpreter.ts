// Runs an awk program. What it keeps is in this object; input, files and commands are the surroundings'.

import type { Part } from '../../../process.ts';
import { sprintf } from './functions.ts';
import { Evaluator } from './evaluator.ts';
import { Memory } from './memory.ts';
import type { AwkProgram, Rule, Statement } from './tree.ts';
import { inputValue, isTrue, numberOf, textOf, type Value } from './values.ts';
import { AwkJump, type AwkWorld } from './world.ts';

export class Interpreter {
  private readonly program: AwkProgram;
  private readonly world: AwkWorld;
  readonly memory: Memory;
  private readonly evaluator: Evaluator;
  private readonly openRanges = new Set<Rule>();
  private exitCode = 0;

  constructor(program: AwkProgram, world: AwkWorld) {
    this.program = program;
    this.world = world;
    this.memory = new Memory(world.budget);
    this.evaluator = new Evaluator(this.memory, world, {
      functions: program.functions,
      runBody: (body) => this.runStatement(body),
    });
  }

  private get needsInput(): boolean {
    return this.program.rules.some(({ when }) => when !== 'BEGIN');
  }

  /** Runs everything; the exit code. */
  *run(): Part<number> {
    const { rules } = this.program;
    const isOver = yield* this.untilExit(this.runLines(rules));
    if (!isOver || rules.some(({ when }) => when === 'END')) {
      yield* this.untilExit(this.runAll(rules, 'END'));
    }
    return this.exitCode;
  }

  private *runLines(rules: readonly Rule[]): Part<void> {
    yield* this.runAll(rules, 'BEGIN');
    if (!this.needsInput) return;
    for (;;) {
      const line = yield* this.world.readLine();
      if (line === undefined || line === null) return;
      this.memory.fields.setRecord(line);
      try {
        yield* this.runAll(rules, 'line');
      } catch (jump) {
        if (!(jump instanceof AwkJump) || jump.kind !== 'next') throw jump;
      }
    }
  }

  /** True when `exit` was met. */
  private *untilExit(part: Part<void>): Part<boolean> {
    try {
      yield* part;
      return false;
    } catch (jump) {
      if (!(jump instanceof AwkJump) || jump.kind !== 'exit') throw jump;
      if (jump.value !== undefined) this.exitCode = numberOf(jump.value) & 255;
      return true;
    }
  }

  private *runAll(rules: readonly Rule[], when: Rule['when']): Part<void> {
    for (const rule of rules) {
      if (rule.when !== when || !(yield* this.selects(rule))) continue;
      if (rule.action) yield* this.runStatement(rule.action);
      else yield* this.world.print(textOf(this.memory.fields.get(0)) + this.memory.text('ORS'));
    }
  }

  private *selects(rule: Rule): Part<boolean> {
    const { pattern, end } = rule;
    if (!pattern) return true;
    if (!end) return isTrue(yield* this.evaluator.evaluate(pattern));
    if (!this.openRanges.has(rule)) {
      if (!isTrue(yield* this.evaluator.evaluate(pattern))) return false;
      this.openRanges.add(rule);
    }
    if (isTrue(yield* this.evaluator.evaluate(end))) this.openRanges.delete(rule);
    return true;
  }

  private *runStatement(statement: Statement): Part<void> {
    this.world.budget.work(10);
    switch (statement.type) {
      case 'expression':
        yield* this.evaluator.evaluate(statement.expression);
        return;
      case 'print':
      case 'printf':
        yield* this.print(statement);
        return;
      case 'block':
        for (const each of statement.statements) yield* this.runStatement(each);
        return;
      case 'if':
        if (isTrue(yield* this.evaluator.evaluate(statement.condition)))
          yield* this.runStatement(statement.then);
        else if (statement.otherwise) yield* this.runStatement(statement.otherwise);
        return;
      case 'loop':
        yield* this.loop(statement);
        return;
      case 'for in':
        for (const key of Array.from(this.memory.array(statement.array).keys())) {
          this.memory.set(statement.variable, inputValue(key));
          if (yield* this.runBody(statement.body)) return;
        }
        return;
      case 'delete':
        if (!statement.keys) this.memory.array(statement.array).clear();
        else this.memory.array(statement.array).delete(yield* this.evaluator.key(statement.keys));
        return;
      case 'next':
      case 'break':
      case 'continue':
        throw new AwkJump(statement.type);
      case 'exit':
      case 'return':
        throw new AwkJump(
          statement.type,
          statement.value ? yield* this.evaluator.evaluate(statement.value) : undefined,
        );
    }
  }

  private *loop({
    start,
    condition,
    step,
    body,
    runsFirst,
  }: Extract<Statement, { type: 'loop' }>): Part<void> {
    if (start) yield* this.runStatement(start);
    let isFirst = runsFirst;
    for (;;) {
      if (!isFirst && condition && !isTrue(yield* this.evaluator.evaluate(condition))) return;
      isFirst = false;
      if (yield* this.runBody(body)) return;
      if (step) yield* this.runStatement(step);
      this.world.budget.work(10);
    }
  }

  /** One round; true when it was left by `break`. */
  private *runBody(body: Statement): Part<boolean> {
    try {
      yield* this.runStatement(body);
    } catch (jump) {
      if (!(jump instanceof AwkJump) || (jump.kind !== 'break' && jump.kind !== 'continue'))
        throw jump;
      return jump.kind === 'break';
    }
    return false;
  }

  private *print({ type, args, to }: Extract<Statement, { type: 'print' | 'printf' }>): Part<void> {
    const values: Value[] = [];
    for (const each of args) values.push(yield* this.evaluator.evaluate(each));
    let text: string;
    if (type === 'printf') text = sprintf(textOf(values[0]), values.slice(1));
    else {
      const shown = args.length === 0 ? [this.memory.fields.get(0)] : values;
      const format = this.memory.text('OFMT');
      text =
        shown.map((value) => textOf(value, format)).join(this.memory.text('OFS')) +
        this.memory.text('ORS');
    }
    this.world.budget.text(text.length);
    if (!to) yield* this.world.print(text);
    else
      yield* this.world.printTo(to.kind, textOf(yield* this.evaluator.evaluate(to.target)), text);
  }
}
