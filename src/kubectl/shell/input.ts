// What a program reads. A pipe is pulled: the program before it runs only when somebody reads, up to its next piece of
// output. So `head` and `grep -m` end an endless program, and ^C ends all of a pipeline, which is one process here. It
// differs from real pipelines in one thing: the programs take turns, so two that sleep take the sum of their times.

import { passOn, type Part, type Program } from '../process.ts';
import type { Budget } from './budget.ts';

export interface Input {
  /** The next line with its newline, or what is left without one; undefined at the end. */
  readLine(): Part<string | undefined>;
  readAll(): Part<string>;
  /** True when a line (or the end) is there without running another program. */
  readonly isReady: boolean;
  /** True for the keyboard: it gives nothing here. */
  readonly isTerminal: boolean;
}

/** A text: a file, a here-document, or nothing. */
export class TextInput implements Input {
  readonly isTerminal: boolean;
  readonly isReady = true;
  private readonly text: string;
  private at = 0;

  constructor(text: string, isTerminal = false) {
    this.text = text;
    this.isTerminal = isTerminal;
  }

  *readLine(): Part<string | undefined> {
    if (this.at >= this.text.length) return undefined;
    const newline = this.text.indexOf('\n', this.at);
    const end = newline < 0 ? this.text.length : newline + 1;
    const line = this.text.slice(this.at, end);
    this.at = end;
    return line;
  }

  *readAll(): Part<string> {
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest;
  }
}

/** The keyboard of a terminal that takes whole lines only: always at its end. */
export const terminalInput: Input = new TextInput('', true);

/** The output of a program. */
export class PipeInput implements Input {
  readonly isTerminal = false;
  private readonly program: Program;
  private readonly budget: Budget;
  private text = '';
  private at = 0;
  private hasEnded = false;
  private isUnread = false;

  constructor(program: Program, budget: Budget) {
    this.program = program;
    this.budget = budget;
  }

  get isReady(): boolean {
    return this.hasEnded || this.text.includes('\n', this.at);
  }

  *readLine(): Part<string | undefined> {
    for (;;) {
      const newline = this.text.indexOf('\n', this.at);
      if (newline >= 0) {
        const line = this.text.slice(this.at, newline + 1);
        this.at = newline + 1;
        return line;
      }
      if (!(yield* this.fill())) break;
    }
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest === '' ? undefined : rest;
  }

  *readAll(): Part<string> {
    while (yield* this.fill()) this.budget.text(this.text.length - this.at);
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest;
  }

  /**
   * Nobody reads any more: the program runs on to its next output, which kills it (SIGPIPE). One that waits for the
   * cluster to change (`get -w`) would notice late, or never: it is ended at once.
   */
  *close(): Part<void> {
    this.isUnread = true;
    yield* this.fill();
    this.hasEnded = true;
    this.program.return(0);
  }

  /** Runs the program to its next piece of output; false when it has ended. */
  private *fill(): Part<boolean> {
    if (this.hasEnded) return false;
    let next = this.program.next();
    while (!next.done) {
      const effect = next.value;
      if (effect.type === 'print' && effect.stream === 'stdout') {
        this.budget.piece();
        this.text = this.text.slice(this.at) + effect.text;
        this.at = 0;
        return true;
      }
      if (this.isUnread && effect.type === 'watch') return false;
      next = yield* passOn(this.program, effect);
    }
    this.hasEnded = true;
    return false;
  }
}
