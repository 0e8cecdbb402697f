// Virtual time: sleep, date, timeout, uptime.

import { formatCtime, parseTimestamp } from '../../../cluster/api/calendar.ts';
import {
  now,
  passOn,
  print,
  printError,
  sleep as pause,
  type Effect,
  type Program,
} from '../../process.ts';
import { optionsOf } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import { formatDate } from './dateFormat.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Nobody waits longer: a year. */
const MAX_WAIT_MS = 31_536_000_000;

/** Milliseconds of 2, 0.5s, 1m; undefined when it is no such thing. */
function durationOf(word: string): number | undefined {
  if (word === 'infinity' || word === 'inf') return MAX_WAIT_MS;
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(word);
  if (!match) return undefined;
  const ms = Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) * 1000;
  return Math.min(MAX_WAIT_MS, Math.round(ms));
}

function* sleep(call: ProgramCall): Program {
  const hint = "Try 'sleep --help' for more information.\n";
  const options = yield* optionsOf(call, { short: '' });
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) {
    yield* printError(`sleep: missing operand\n${hint}`);
    return 1;
  }
  let total = 0;
  let hasWrong = false;
  for (const word of options.operands) {
    const ms = durationOf(word);
    if (ms === undefined) {
      yield* printError(`sleep: invalid time interval ‘${word}’\n`);
      hasWrong = true;
    }
    total += ms ?? 0;
  }
  if (hasWrong) {
    yield* printError(hint);
    return 1;
  }
  yield* pause(Math.min(MAX_WAIT_MS, total));
  return 0;
}

function* date(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'ud:I::R',
    long: { utc: 'u', universal: 'u', date: 'd', 'iso-8601': 'I', 'rfc-2822': 'R' },
  });
  if (typeof options === 'number') return options;
  let ms = yield* now();
  const given = options.value('d');
  if (given !== undefined) {
    const moved = dateOf(given, ms);
    if (moved === undefined) {
      yield* printError(`date: invalid date ‘${given}’\n`);
      return 1;
    }
    ms = moved;
  }
  const [format] = options.operands;
  if (format !== undefined && !format.startsWith('+')) {
    yield* printError(
      format.startsWith('-')
        ? `date: invalid date ‘${format}’\n`
        : 'date: cannot set date: Operation not permitted\n',
    );
    return 1;
  }
  if (format !== undefined) yield* print(`${formatDate(format.slice(1), ms)}\n`);
  else if (options.has('R')) yield* print(`${formatDate('%a, %d %b %Y %H:%M:%S %z', ms)}\n`);
  else if (options.has('I')) yield* print(`${formatDate('%F', ms)}\n`);
  else yield* print(`${formatCtime(ms).replace(/ (\d{4})$/, ' UTC $1')}\n`);
  return 0;
}

/** The dates people give -d: now, 5 minutes ago, @seconds, 2016-07-01T12:00:00Z. */
function dateOf(text: string, present: number): number | undefined {
  if (text === 'now' || text === 'today' || text === '') return present;
  const epoch = parseTimestamp('2016-07-01T12:00:00Z') - parseTimestamp('1970-01-01T00:00:00Z');
  const seconds = /^@(\d{1,12})$/.exec(text)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000 - epoch;
  const moved = /^([+-]?\d{1,6}) (second|sec|minute|min|hour|day|week)s?( ago)?$/.exec(text);
  if (moved) {
    const unit = { second: 1, sec: 1, minute: 60, min: 60, hour: 3600, day: 86_400, week: 604_800 }[
      moved[2] as 'second'
    ];
    return present + Number(moved[1]) * unit * 1000 * (moved[3] === undefined ? 1 : -1);
  }
  if (text === 'yesterday') return present - 86_400_000;
  if (text === 'tomorrow') return present + 86_400_000;
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text.replace(' ', 'T');
  const parsed = parseTimestamp(day.endsWith('Z') ? day : `${day}Z`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

const TIMED_OUT = 124;

/** timeout: a program that still runs after so long is ended. What waits for the network is ended at its next sign of life. */
function* timeout(call: ProgramCall): Program {
  const options = yield* optionsOf(
    call,
    { short: 'k:s:', long: { 'kill-after': 'k', signal: 's' }, stopsAtOperand: true },
    125,
  );
  if (typeof options === 'number') return options;
  const [word, ...command] = options.operands;
  const limit = word === undefined ? undefined : durationOf(word);
  if (limit === undefined || command.length === 0) {
    const text =
      word === undefined || command.length === 0
        ? 'missing operand'
        : `invalid time interval ‘${word}’`;
    yield* printError(`timeout: ${text}\nTry 'timeout --help' for more information.\n`);
    return 125;
  }
  const end = (yield* now()) + limit;
  const program = call.run(command);
  let next = program.next();
  while (!next.done) {
    const effect = yield* shortened(next.value, end);
    const isCut = effect !== next.value;
    const result = effect ? yield* passOn(program, effect) : undefined;
    if (!result || (isCut && limit > 0 && (yield* now()) >= end)) {
      program.return(TIMED_OUT);
      return TIMED_OUT;
    }
    next = result;
  }
  return next.value;
}

/** An effect that takes time, but no longer than to the end; undefined when the end has come. */
function* shortened(effect: Effect, end: number) {
  if (effect.type !== 'sleep' && effect.type !== 'connect' && effect.type !== 'watch')
    return effect;
  const left = end - (yield* now());
  if (left <= 0) return undefined;
  if (effect.type === 'sleep') return effect.ms < left ? effect : { ...effect, ms: left };
  return effect.timeoutMs !== undefined && effect.timeoutMs < left
    ? effect
    : { ...effect, timeoutMs: left };
}

function* uptime(): Program {
  const ms = yield* now();
  const minutes = Math.floor(ms / 60_000);
  const shown =
    minutes < 60
      ? `${minutes} min`
      : `${String(Math.floor(minutes / 60)).padStart(2)}:${String(minutes % 60).padStart(2, '0')}`;
  const clock = formatDate('%H:%M:%S', ms);
  yield* print(` ${clock} up ${shown},  1 user,  load average: 0.00, 0.01, 0.05\n`);
  return 0;
}

export const clockPrograms: Readonly<Record<string, ShellProgram>> = {
  sleep,
  date,
  timeout,
  uptime,
};
