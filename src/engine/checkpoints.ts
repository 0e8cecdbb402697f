// Copies of all slots at some steps, so that a far seek restores one and computes on from there. Copies share what has not
// been written between them, so they are close together where little is written.

import { assert } from './assert.ts';
import type { Blocks, Journal } from './journal.ts';

/** So many are kept however large they are, and never more than so many. */
const FEWEST = 32;
const MOST = 256;

/** Beyond FEWEST they hold about so many slots of their own: 64 MB. */
const SLOT_BUDGET = 8_000_000;

interface Checkpoint {
  readonly step: number;
  readonly slots: readonly Blocks[];
  /** Slots that it does not share with the one before. */
  readonly own: number;
}

export class Checkpoints {
  private readonly journal: Journal;
  private every: number;
  private copies: Checkpoint[] = [];

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
    while (this.isTooMuch()) {
      this.every *= 2;
      this.copies = this.copies.filter((copy) => copy.step % this.every === 0);
    }
  }

  take(step: number): void {
    const own = this.journal.unshared;
    this.copies.push({ step, own, slots: this.journal.copy() });
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

  private isTooMuch(): boolean {
    if (this.copies.length <= FEWEST) return false;
    const slots = this.copies.reduce((sum, { own }) => sum + own, 0);
    return this.copies.length > MOST || slots > SLOT_BUDGET;
  }
}
