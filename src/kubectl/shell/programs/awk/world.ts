// What an awk program does to the world, and what leaves its statements.

import type { Part } from '../../../process.ts';
import type { Budget } from '../../budget.ts';
import type { Value } from './values.ts';

/** What an awk program does to the world. */
export interface AwkWorld {
  readonly budget: Budget;
  print(text: string): Part<void>;
  printTo(kind: '>' | '>>' | '|', target: string, text: string): Part<void>;
  close(target: string): Part<number>;
  system(command: string): Part<number>;
  /** The next line of the input, of a file or of a command's output; undefined at the end, null if it cannot be read. */
  readLine(from?: { kind: 'file' | 'command'; source: string }): Part<string | undefined | null>;
  now(): Part<number>;
  random(): Part<number>;
}

/** What leaves a statement before its end. */
export class AwkJump extends Error {
  readonly kind: 'next' | 'break' | 'continue' | 'return' | 'exit';
  readonly value: Value;

  constructor(kind: AwkJump['kind'], value?: Value) {
    super();
    this.kind = kind;
    this.value = value;
  }
}
