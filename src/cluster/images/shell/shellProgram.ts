// A container whose command is a shell script, or any small program: it does what the script says, and ends when that ends.
// Process 1 does not hear SIGTERM unless it asks for it.

import type { Container } from '../../api/core/v1/objects.ts';
import type { Outcome } from '../../network/connection.ts';
import type { Act, Command, Play, Program, Run } from '../../network/program.ts';
import { page, podNameOf } from '../httpServer.ts';
import { print } from '../timeline.ts';
import { compile, type Script } from './compile.ts';
import { beginScript, NEVER, runScript, type Output, type ShellState } from './execute.ts';

export interface ShellOptions {
  /** As sockets and traces name it. */
  readonly name: string;
  /** What a name runs. */
  find(name: string): Command | undefined;
}

/** The program of a container with this command line. */
export function shellProgram({ name, find }: ShellOptions, container: Container): Program {
  const text = scriptOf(container);
  const script = text === undefined ? undefined : compile(text);
  const hearsTerm = /\btrap\b.*\b(TERM|SIGTERM|15)\b/.test(text ?? '');
  return {
    name,
    ...(hearsTerm ? { stopMs: 200, stopCode: 0 } : {}),
    play: (run) => playScript(run, script, find),
    respond: (_request, server) => page(server, { body: `${podNameOf(server.socket)}\n` }),
  };
}

/** The script of `sh -c SCRIPT`, or the words of another command, quoted. */
function scriptOf({ command = [], args = [], stdin, tty }: Container): string | undefined {
  const words = [...command, ...args];
  const isShell = /^(\/bin\/|\/usr\/bin\/)?(sh|bash|ash)$/.test(words[0] ?? 'sh');
  const flag = words.findIndex((word) => /^-\w*c$/.test(word));
  if (isShell && flag > 0) return words[flag + 1] ?? '';
  // A shell that nobody talks to reads the end of its input.
  if (isShell) return stdin && tty ? 'tail -f /dev/null' : '';
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}

function takeOutcome(state: ShellState, outcome: Outcome, now: number): ShellState {
  return { ...state, outcomes: [...state.outcomes, outcome], isWaiting: false, time: now };
}

function playScript(run: Run, script: Script | undefined, find: ShellOptions['find']): Play {
  if (!script) {
    const syntax = print(run.now, 'sh: syntax error', 'stderr');
    return { acts: [syntax, { type: 'exit', at: run.now, exitCode: 2 }] };
  }
  const known = (run.memory as ShellState | undefined) ?? beginScript(run.startedAt);
  const [outcome] = run.outcomes;
  if (known.isWaiting && !outcome) return { acts: [] };
  const before = outcome ? takeOutcome(known, outcome, run.now) : known;
  const acts: Act[] = [];
  const output: Output = {
    act: (act) => acts.push(act),
    say(stream, text, time) {
      for (const line of text.replace(/\n$/, '').split('\n')) {
        if (text !== '') acts.push(print(time, line, stream));
      }
    },
  };
  const { state: after, dial } = runScript({ run, find }, script, {
    state: before,
    until: run.now,
    output,
  });
  if (after.hasExited && after.time <= run.now) {
    acts.push({ type: 'exit', at: run.now, exitCode: after.status });
    return { acts, memory: after };
  }
  const isEndless = after.at >= script.endlessFrom;
  const isNews = !isEndless && acts.some(({ type }) => type !== 'print');
  if (dial) {
    const isLater = dial.isEndless === true || isEndless;
    const news = isNews ? { isNews: true } : {};
    return { acts, memory: after, ...news, dial: { ...dial, isEndless: isLater } };
  }
  return {
    acts,
    memory: after,
    ...(isNews || acts.some(({ type }) => type === 'listen') ? { isNews: true } : {}),
    ...(after.time === NEVER
      ? {}
      : isEndless
        ? { nextQuietAt: after.time }
        : { nextAt: after.time }),
  };
}
