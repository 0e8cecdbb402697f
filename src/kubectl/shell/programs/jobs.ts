// Jobs: what runs beside the terminal's line. Their texts are bash's.

import { print, printError, type JobStatus, type Part, type Program } from '../../process.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import { shownPid } from '../state.ts';

const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  TERM: 15,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
};

const ENDINGS: Readonly<Record<number, string>> = { 1: 'Hangup', 9: 'Killed', 15: 'Terminated' };

const NO_SUCH_PROCESS = 127;

function* readJobs(): Part<readonly JobStatus[]> {
  return ((yield { type: 'jobs' }) ?? []) as readonly JobStatus[];
}

/** Tells of the jobs that ended since the last prompt, and forgets them. */
export function* endedJobs(): Part<string> {
  const all = yield* readJobs();
  let text = '';
  for (const status of all) {
    if (status.exit === undefined) continue;
    text += lineOf(status, all);
    yield { type: 'forgetJob', job: status.job };
  }
  return text;
}

/** `[1]+  Running                 sleep 5 &`. */
function lineOf(status: JobStatus, all: readonly JobStatus[], pid = ''): string {
  const { job, line, exit } = status;
  const isRunning = exit === undefined;
  const state = isRunning ? 'Running' : endingOf(status);
  const mark = markOf(status, all);
  return `[${job}]${mark}${pid === '' ? '  ' : ` ${pid} `}${state.padEnd(24)}${line}${isRunning ? ' &' : ''}\n`;
}

function endingOf({ exit, signal }: JobStatus): string {
  if (signal !== undefined) return ENDINGS[signal] ?? `Signal ${signal}`;
  return exit === 0 ? 'Done' : `Exit ${exit}`;
}

/** The current job is + and the one before it -. Running jobs come before ended ones. */
function markOf({ job }: JobStatus, all: readonly JobStatus[]): '+' | '-' | ' ' {
  const order = ordered(all);
  return order.at(-1)?.job === job ? '+' : order.at(-2)?.job === job ? '-' : ' ';
}

function ordered(all: readonly JobStatus[]): JobStatus[] {
  const ended = all.filter(({ exit }) => exit !== undefined);
  return [...ended, ...all.filter(({ exit }) => exit === undefined)];
}

/** The job that %1, %+, %-, %% or %name means. */
function findJob(name: string, all: readonly JobStatus[]): JobStatus | undefined {
  const order = ordered(all);
  const spec = name.replace(/^%/, '');
  if (spec === '' || spec === '+' || spec === '%') return order.at(-1);
  if (spec === '-') return order.at(-2) ?? order.at(-1);
  if (/^\d+$/.test(spec)) return all.find(({ job }) => job === Number(spec));
  return spec.startsWith('?')
    ? order.findLast(({ line }) => line.includes(spec.slice(1)))
    : order.findLast(({ line }) => line.startsWith(spec));
}

function* jobs({ words, state }: ProgramCall): Program {
  const all = yield* readJobs();
  const flags = words.filter((word) => word.startsWith('-')).join('');
  const names = words.filter((word) => !word.startsWith('-'));
  let exit = 0;
  const wanted: JobStatus[] = names.length === 0 ? [...all] : [];
  for (const name of names) {
    const found = findJob(name, all);
    if (found) wanted.push(found);
    else {
      yield* printError(`${state.name}: jobs: ${name}: no such job\n`);
      exit = 1;
    }
  }
  for (const status of wanted) {
    const pid = String(shownPid(status.pid));
    if (flags.includes('r') && status.exit !== undefined) continue;
    if (flags.includes('p')) yield* print(`${pid}\n`);
    else yield* print(lineOf(status, all, flags.includes('l') ? pid : ''));
    if (status.exit !== undefined) yield { type: 'forgetJob', job: status.job };
  }
  return exit;
}

function* foreground({ words, state }: ProgramCall): Program {
  const all = yield* readJobs();
  const name = words[0] ?? '%+';
  const found = findJob(name, all);
  if (!found) {
    const shown = words[0] ?? 'current';
    yield* printError(`${state.name}: fg: ${shown}: no such job\n`);
    return 1;
  }
  if (found.exit !== undefined) {
    yield* printError(`${state.name}: fg: job has terminated\n`);
    return 1;
  }
  yield* print(`${found.line}\n`);
  const exit = (yield { type: 'wait', pid: found.pid, isHeld: true }) as number | undefined;
  yield { type: 'forgetJob', job: found.job };
  return exit ?? NO_SUCH_PROCESS;
}

function* background({ words, state }: ProgramCall): Program {
  const found = findJob(words[0] ?? '%+', yield* readJobs());
  const text = found
    ? found.exit === undefined
      ? `bg: job ${found.job} already in background`
      : 'bg: job has terminated'
    : `bg: ${words[0] ?? 'current'}: no such job`;
  yield* printError(`${state.name}: ${text}\n`);
  return found ? 0 : 1;
}

function* wait({ words, state }: ProgramCall): Program {
  const all = yield* readJobs();
  const names = words.filter((word) => !word.startsWith('-'));
  if (names.length === 0) {
    for (const { pid } of all) yield { type: 'wait', pid, isHeld: false };
    yield* printError(state.isTerminal ? yield* endedJobs() : '');
    return 0;
  }
  let exit = 0;
  for (const name of names) {
    const found = name.startsWith('%')
      ? findJob(name, all)
      : all.find(({ pid }) => String(shownPid(pid)) === name);
    if (!found) {
      const text = name.startsWith('%')
        ? `${name}: no such job`
        : /^\d+$/.test(name)
          ? `pid ${name} is not a child of this shell`
          : `\`${name}': not a pid or valid job spec`;
      yield* printError(`${state.name}: wait: ${text}\n`);
      exit = NO_SUCH_PROCESS;
      continue;
    }
    exit = ((yield { type: 'wait', pid: found.pid, isHeld: false }) as number | undefined) ?? 0;
  }
  yield* printError(state.isTerminal ? yield* endedJobs() : '');
  return exit;
}

const KILL_USAGE =
  'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n';

function* kill({ words, state }: ProgramCall): Program {
  const rest = [...words];
  let signal = 15;
  if (rest[0] === '-l') {
    yield* print(' 1) SIGHUP\t 2) SIGINT\t 3) SIGQUIT\t 9) SIGKILL\t15) SIGTERM\n');
    return 0;
  }
  if (rest[0]?.startsWith('-')) {
    const flag = rest.shift() ?? '';
    const named = /^-[sn]$/.test(flag) ? (rest.shift() ?? '') : flag.slice(1);
    const number = /^\d+$/.test(named)
      ? Number(named)
      : SIGNALS[named.replace(/^SIG/i, '').toUpperCase()];
    if (number === undefined) {
      yield* printError(`${state.name}: kill: ${named}: invalid signal specification\n`);
      return 1;
    }
    signal = number;
  }
  if (rest.length === 0) {
    yield* printError(KILL_USAGE);
    return 2;
  }
  const all = yield* readJobs();
  let exit = 0;
  for (const target of rest) {
    const problem = yield* signalOne(target, signal, all);
    if (problem === undefined) continue;
    yield* printError(`${state.name}: kill: ${problem}\n`);
    exit = 1;
  }
  return exit;
}

function* signalOne(
  target: string,
  signal: number,
  all: readonly JobStatus[],
): Part<string | undefined> {
  const isJob = target.startsWith('%');
  if (!isJob && !/^-?\d+$/.test(target)) {
    return `${target}: arguments must be process or job IDs`;
  }
  const found = isJob
    ? findJob(target, all)
    : all.find(({ pid }) => String(shownPid(pid)) === target);
  if (!found) return isJob ? `${target}: no such job` : `(${target}) - No such process`;
  if (found.exit !== undefined) return `(${shownPid(found.pid)}) - No such process`;
  const ends = signal !== 0 && signal !== 18;
  if (ends) yield { type: 'signal', pid: found.pid, signal };
  return undefined;
}

export const jobPrograms: Readonly<Record<string, ShellProgram>> = {
  jobs,
  fg: foreground,
  bg: background,
  wait,
  kill,
};
