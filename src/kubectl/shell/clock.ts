// sleep and date: virtual time.

import { formatCtime } from '../../cluster/api/calendar.ts';
import { now, print, printError, sleep as wait, type Program } from '../process.ts';
import type { ProgramCall } from './program.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

export function* sleep({ words }: ProgramCall): Program {
  let ms = 0;
  for (const word of words) {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word);
    if (!match) {
      yield* printError(
        `sleep: invalid time interval ‘${word}’\nTry 'sleep --help' for more information.\n`,
      );
      return 1;
    }
    ms += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) * 1000;
  }
  if (words.length === 0) {
    yield* printError("sleep: missing operand\nTry 'sleep --help' for more information.\n");
    return 1;
  }
  yield* wait(ms);
  return 0;
}

export function* date(): Program {
  const text = formatCtime(yield* now());
  yield* print(`${text.replace(/ (\d{4})$/, ' UTC $1')}\n`);
  return 0;
}
