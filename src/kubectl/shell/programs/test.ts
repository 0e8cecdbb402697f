// test and [ ].

import { printError, type Part, type Program } from '../../process.ts';
import { BINARY, TestFault, testBinary, testUnary, UNARY } from '../conditions.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import type { ShellState } from '../state.ts';

function* test(call: ProgramCall): Program {
  const { name, state } = call;
  const words = [...call.words];
  try {
    if (name === '[' && words.pop() !== ']') throw new TestFault("missing `]'");
    return (yield* new Expression(words, state).run()) ? 0 : 1;
  } catch (fault) {
    if (!(fault instanceof TestFault)) throw fault;
    yield* printError(`${state.name}: ${name}: ${fault.message}\n`);
    return 2;
  }
}

class Expression {
  private readonly words: readonly string[];
  private readonly state: ShellState;
  private at = 0;
  private depth = 0;

  constructor(words: readonly string[], state: ShellState) {
    this.words = words;
    this.state = state;
  }

  *run(): Part<boolean> {
    const { words } = this;
    const [first = '', second = '', third = ''] = words;
    // POSIX decides by the number of words before it looks at what they are.
    switch (words.length) {
      case 0:
        return false;
      case 1:
        return first !== '';
      case 2:
        if (first === '!') return second === '';
        if (UNARY.test(first)) return yield* testUnary(first, second, this.state);
        throw new TestFault(`${first}: unary operator expected`);
      case 3:
        if (BINARY.test(second)) return yield* testBinary(first, second, third);
        if (second === '-a') return first !== '' && third !== '';
        if (second === '-o') return first !== '' || third !== '';
        if (first === '!') return !(yield* new Expression(words.slice(1), this.state).run());
        if (first === '(' && third === ')') return second !== '';
        throw new TestFault(`${second}: binary operator expected`);
      case 4:
        if (first === '!') return !(yield* new Expression(words.slice(1), this.state).run());
        break;
    }
    const value = yield* this.readOr();
    if (this.at < words.length) throw new TestFault('too many arguments');
    return value;
  }

  private *readOr(): Part<boolean> {
    let value = yield* this.readAnd();
    while (this.words[this.at] === '-o') {
      this.at++;
      const right = yield* this.readAnd();
      value ||= right;
    }
    return value;
  }

  private *readAnd(): Part<boolean> {
    let value = yield* this.readPrimary();
    while (this.words[this.at] === '-a') {
      this.at++;
      const right = yield* this.readPrimary();
      value &&= right;
    }
    return value;
  }

  private *readPrimary(): Part<boolean> {
    const { words } = this;
    const word = words[this.at];
    if (word === undefined) throw new TestFault('argument expected');
    if (++this.depth > 500) throw new TestFault('too many arguments');
    if (word === '!') {
      this.at++;
      return !(yield* this.readPrimary());
    }
    if (word === '(') {
      this.at++;
      const value = yield* this.readOr();
      if (words[this.at++] !== ')') throw new TestFault("`)' expected");
      return value;
    }
    const operator = words[this.at + 1];
    const right = words[this.at + 2];
    if (operator !== undefined && BINARY.test(operator) && right !== undefined) {
      this.at += 3;
      return yield* testBinary(word, operator, right);
    }
    if (UNARY.test(word) && operator !== undefined) {
      this.at += 2;
      return yield* testUnary(word, operator, this.state);
    }
    this.at++;
    return word !== '';
  }
}

export const testPrograms: Readonly<Record<string, ShellProgram>> = { test, '[': test };
