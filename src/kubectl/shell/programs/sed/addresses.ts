// Which lines the addresses of a command select.

import type { Budget } from '../../budget.ts';
import type { Pattern } from '../../patterns/pattern.ts';
import { SedFault, type Address, type SedCommand } from './commands.ts';

interface PresentLine {
  readonly number: number;
  readonly text: string;
  readonly isLast: boolean;
}

export class Selector {
  private readonly budget: Budget;
  /** The ends of the ranges that are open, by the command's place. */
  private readonly ranges = new Map<number, number>();
  private lastPattern: Pattern | undefined;
  private line: PresentLine = { number: 0, text: '', isLast: false };

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** The pattern, or the one that was used last. */
  patternOf(pattern: Pattern | undefined): Pattern {
    const used = pattern ?? this.lastPattern;
    if (!used) throw new SedFault('-e expression #1, char 0: no previous regular expression');
    this.lastPattern = used;
    return used;
  }

  /** True while the range of a command is open. */
  isOpen(at: number): boolean {
    return this.ranges.has(at);
  }

  /** True when the addresses of a command select this line. */
  selects({ addresses: [first, second] }: SedCommand, at: number, line: PresentLine): boolean {
    this.line = line;
    if (!first) return true;
    if (!second) return this.matches(first);
    const end = this.ranges.get(at);
    if (end !== undefined) {
      const isEnd = end === Infinity ? this.matches(second) : this.line.number >= end;
      if (isEnd) this.ranges.delete(at);
      // A line number that has passed ends the range before this line.
      return end === Infinity || this.line.number <= end;
    }
    const startsAtOnce = first.type === 'line' && first.number === 0 && this.line.number === 1;
    if (!startsAtOnce && !this.matches(first)) return false;
    const last = this.endOf(second);
    if (startsAtOnce && this.matches(second)) return true;
    if (last > this.line.number) this.ranges.set(at, last);
    return true;
  }

  /** The last line of a range that begins here; Infinity when it must be looked for. */
  private endOf(second: Address): number {
    switch (second.type) {
      case 'line':
        return second.number;
      case 'plus':
        return this.line.number + second.count;
      case 'multiple':
        return second.of <= 0
          ? this.line.number
          : Math.ceil(this.line.number / second.of) * second.of;
      default:
        return Infinity;
    }
  }

  private matches(address: Address): boolean {
    switch (address.type) {
      case 'line':
        return this.line.number === address.number;
      case 'last':
        return this.line.isLast;
      case 'step':
        return address.step <= 0
          ? this.line.number === address.first
          : this.line.number >= address.first &&
              (this.line.number - address.first) % address.step === 0;
      case 'pattern': {
        const used = this.patternOf(address.pattern);
        const before = used.steps;
        const isMatch = used.test(this.line.text);
        this.budget.work(used.steps - before);
        return isMatch;
      }
      default:
        return false;
    }
  }
}
