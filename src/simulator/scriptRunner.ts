// Runs the entries of a script one after another, and reports background jobs when they end.

import type { Feed } from '../engine/history.ts';
import type { Process } from '../kubectl/process.ts';
import { isControlLine, runControlLine } from './controlLine.ts';
import type { RunResult } from './protocol.ts';
import type { Entry } from './script.ts';
import type { Simulation } from './simulation.ts';

export interface Answer {
  readonly line: string;
  /** The number of a background job that has ended. */
  readonly job?: number;
  readonly result: RunResult;
  /** Both streams in the order of writing, as a terminal shows them. */
  readonly shown: string;
}

export class ScriptRunner {
  private readonly simulation: Simulation;
  private readonly reportedJobs = new Set<number>();
  private readonly changedProcesses: Feed;
  private last:
    { readonly startedAt: number; readonly pid: number; readonly line: string } | undefined;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.changedProcesses = simulation.history.feed(['processes']);
  }

  run(entry: Exclude<Entry, { type: 'incomplete' | 'blank' }>): Answer[] {
    const answer = entry.type === 'interrupt' ? this.interrupt(entry.afterMs) : this.runLine(entry);
    return answer ? [answer, ...this.endedJobs()] : this.endedJobs();
  }

  private runLine({ line, interruptAfterMs }: Extract<Entry, { type: 'line' }>): Answer {
    if (isControlLine(line)) {
      const result = runControlLine(this.simulation, line);
      return { line, result, shown: result.stdout + result.stderr };
    }
    const startedAt = this.simulation.now;
    const result = this.simulation.run(line, interruptAfterMs);
    const pid = this.simulation.lastForeground;
    this.last = { startedAt, pid, line };
    return { line, result, shown: this.shownBy(pid) };
  }

  /** A ^C that comes after its line has been answered goes back to the moment it names: a branch of time. */
  private interrupt(afterMs: number): Answer | undefined {
    if (!this.last) return undefined;
    const { startedAt, pid, line } = this.last;
    const process = this.simulation.process(pid);
    const at = afterMs > 0 ? startedAt + afterMs : (process?.output[0]?.at ?? startedAt);
    if (process?.endedAt !== undefined && process.endedAt <= at) return undefined;
    this.simulation.history.seekTime(at);
    this.simulation.submit({ type: 'interrupt' });
    return { line, result: this.simulation.resultOf(pid), shown: this.shownBy(pid) };
  }

  private shownBy(pid: number): string {
    return (this.simulation.process(pid)?.output ?? []).map(({ text }) => text).join('');
  }

  private endedJobs(): Answer[] {
    const answers: Answer[] = [];
    for (const { value } of this.changedProcesses.take()) {
      if (value === undefined) continue;
      const { job, pid, line, exit } = value as Process;
      if (job === undefined || exit === undefined || this.reportedJobs.has(pid)) continue;
      this.reportedJobs.add(pid);
      answers.push({
        line,
        job,
        result: this.simulation.resultOf(pid),
        shown: this.shownBy(pid),
      });
    }
    return answers;
  }
}
