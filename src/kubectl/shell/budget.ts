// How much one line may do, so that nothing that somebody types can hang the page: rounds of loops, virtual time, texts,
// steps. Subshells and the shells on other nodes spend of the same budget.

import { ExitJump } from './jumps.ts';

const MAX_ROUNDS = 10_000;
const MAX_LOOP_MS = 3_600_000;
const MAX_COMMANDS = 60_000;
const MAX_PIECES = 200_000;
const MAX_WORK = 60_000_000;
const MAX_CALLS = 60;

/** Characters of one text: a variable, a word, what is piped or printed. */
const MAX_TEXT = 1_000_000;

export class Budget {
  private rounds = 0;
  private commands = 0;
  private pieces = 0;
  private worked = 0;
  private calls = 0;
  private startedAt: number | undefined;

  /** One more round of a loop, at a virtual time. */
  round(now: number): void {
    this.startedAt ??= now;
    if (++this.rounds > MAX_ROUNDS) {
      throw exhausted(`loops are stopped after ${MAX_ROUNDS} rounds`);
    }
    if (now - this.startedAt >= MAX_LOOP_MS) {
      throw exhausted('loops are stopped after one hour of virtual time');
    }
  }

  command(): void {
    if (++this.commands > MAX_COMMANDS) {
      throw exhausted(`a line is stopped after ${MAX_COMMANDS} commands`);
    }
  }

  /** One more piece of text that went through a pipe or a redirection. */
  piece(): void {
    if (++this.pieces > MAX_PIECES) {
      throw exhausted(`a line is stopped after ${MAX_PIECES} pieces of output`);
    }
  }

  /** So many steps of a pattern, a script or a calculation. */
  work(steps: number): void {
    this.worked += steps;
    if (this.worked > MAX_WORK) throw exhausted('this line takes too long to compute');
  }

  text(length: number): void {
    if (length > MAX_TEXT) throw exhausted(`a text of more than ${MAX_TEXT} characters`);
  }

  /** Runs a function or another nested command. */
  enter(): void {
    if (++this.calls > MAX_CALLS)
      throw exhausted(`commands are nested more than ${MAX_CALLS} deep`);
  }

  leave(): void {
    this.calls--;
  }
}

function exhausted(text: string): ExitJump {
  return new ExitJump('exhausted', 1, text);
}
