// Copies of all slots at some steps, so that a far seek restores one and computes on from there.

import { assert } from './assert.ts';
import type { Blocks, Journal } from './journal.ts';

const MOST = 32;

export class Checkpoints {
  private readonly journal: Journal;
  private every: number;
  private copies: { readonly step: number; readonly slots: readonly Blocks[] }[] = [];

  constructor(journal: Journal, everySteps: number) {
    this.journal = journal;
    this.every = everySteps;
  }

  get count(): number {
    return this.copies.length;
  }

  /** Takes one when it is time; with too many, every other one goes and the distance doubles. */
  consider(step: number): void {
    if (step % this.every !== 0 || this.copies.some((copy) => copy.step === step)) return;
    this.take(step);
    if (this.copies.length <= MOST) return;
    this.every *= 2;
    this.copies = this.copies.filter((copy) => copy.step % this.every === 0);
  }

  take(step: number): void {
    this.copies.push({ step, slots: this.journal.copy() });
  }

  /** The last checkpoint not after a step; there is always one at 0. */
  nearest(step: number): number {
    return this.copies.reduce(
      (best, copy) => (copy.step <= step ? Math.max(best, copy.step) : best),
      0,
    );
  }

  at(step: number): readonly Blocks[] {
    const found = this.copies.find((copy) => copy.step === step);
    assert(found !== undefined, `a checkpoint of step ${step} is kept`);
    return found.slots;
  }

  dropAfter(step: number): void {
    this.copies = this.copies.filter((copy) => copy.step <= step);
  }
}
