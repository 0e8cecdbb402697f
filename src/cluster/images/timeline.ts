// Programs that do the same things at the same times after each start: say hello, listen, crash.

import type { LogLine } from '../network/container.ts';
import type { Act, Listener, Play, Run } from '../network/program.ts';

/** What happens so many ms after the start. */
export interface Moment {
  readonly afterMs: number;
  readonly acts: (at: number) => readonly Act[];
}

/** Plays the moments that are due; they are in the order of time. */
export function playTimeline(run: Run, moments: readonly Moment[]): Play {
  const acts: Act[] = [];
  let nextAt: number | undefined;
  for (const moment of moments) {
    const at = run.startedAt + moment.afterMs;
    if (at <= run.playedUntil) continue;
    if (at > run.now) {
      nextAt = at;
      break;
    }
    acts.push(...moment.acts(at));
  }
  return {
    acts,
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(acts.some(({ type }) => type !== 'print') ? { isNews: true } : {}),
  };
}

/** A server that cannot listen says why and ends. */
export function failToListen(at: number, lines: readonly string[]): Act[] {
  return [...lines.map((line) => print(at, line, 'stderr')), { type: 'exit', at, exitCode: 1 }];
}

export function print(at: number, text: string, stream: LogLine['stream'] = 'stdout'): Act {
  return { type: 'print', at, text, stream };
}

export function listen(listener: Listener): Act {
  return { type: 'listen', ...listener };
}
