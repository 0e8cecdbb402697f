// The rules that a packet met, as the trace of its connection tells them: what matched, and what did not and why, long
// runs cut short.

import type { RuleStep } from './connection.ts';
import { savedProbability } from './probability.ts';
import type { Rule } from './rule.ts';
import { ruleText } from './ruleText.ts';

/** So many rules in a row that did not match are noted one by one; of more, only the last. */
const MOST_MISSES = 20;

/** Whether a rule matched, and what there is to say about it. */
export interface Trial {
  readonly isMatched: boolean;
  readonly reason?: string;
  /** A 31-bit number, and the probability that it was drawn for. */
  readonly draw?: { readonly drawn: number; readonly probability: string };
}

/** Where a rule stands; its number counts from 1. */
interface Standing {
  readonly chain: string;
  readonly number: number;
}

export class StepTrace {
  readonly steps: RuleStep[] = [];
  /** How many rules in a row did not match, and the last of them while it is not noted. */
  private run = 0;
  private held: { readonly rule: Rule; readonly at: Standing; readonly trial: Trial } | undefined;

  matched(rule: Rule, at: Standing, trial: Trial & Pick<RuleStep, 'mark'>): void {
    this.endRun();
    this.note(rule, at, { ...outcomeOf(trial), ...(trial.mark ? { mark: trial.mark } : {}) });
  }

  missed(rule: Rule, at: Standing, trial: Trial): void {
    if (this.run < MOST_MISSES) this.note(rule, at, outcomeOf(trial));
    else this.held = { rule, at, trial };
    this.run++;
  }

  /** A rule of another Service; so many before it could not match either. */
  skipped(
    rule: Rule,
    at: Standing,
    of: { readonly reason: string; readonly before: number },
  ): void {
    this.endRun();
    const { reason, before } = of;
    const outcome = { isMatched: false, reason, ...(before > 0 ? { skipped: before } : {}) };
    this.note(rule, at, outcome);
  }

  endRun(): void {
    if (this.held) {
      const { rule, at, trial } = this.held;
      const skipped = this.run - MOST_MISSES - 1;
      this.note(rule, at, { ...outcomeOf(trial), ...(skipped > 0 ? { skipped } : {}) });
      this.held = undefined;
    }
    this.run = 0;
  }

  private note(
    rule: Rule,
    { chain, number }: Standing,
    outcome: Pick<RuleStep, 'isMatched' | 'reason' | 'draw' | 'mark' | 'skipped'>,
  ): void {
    const text = `-A ${chain} ${ruleText(rule)}`;
    this.steps.push({ chain, number, text, what: what(rule), ...outcome });
  }
}

function outcomeOf({ isMatched, reason = '', draw }: Trial) {
  if (!draw) return { isMatched, reason };
  const limit = savedProbability(draw.probability);
  const value = draw.drawn / 2 ** 31;
  const words = `drew ${value.toFixed(4)}, ${isMatched ? 'below' : 'not below'} ${limit}`;
  return { isMatched, reason: words, draw: { value, limit } };
}

/** What a rule does, in the words of a trace. */
function what({ comment, target }: Rule): string {
  const words =
    target.type === 'jump'
      ? `to ${target.chain}`
      : target.type === 'DNAT'
        ? `DNAT to ${target.toIP}:${target.toPort}`
        : target.type;
  return comment ? `"${comment}" ${words}` : words;
}
