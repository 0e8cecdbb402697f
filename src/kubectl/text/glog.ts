// A line of Go's glog, which kubectl writes to standard error for warnings.

import { formatTimestamp } from '../../cluster/api/calendar.ts';
import { now, type Part } from '../process.ts';

/** Processes of the terminal have no ids of an operating system; every line names this one. */
const PROCESS_ID = '1';

/** "W0701 12:00:05.685000       1 cmd.go:258] text" */
export function* logLine(level: 'I' | 'W' | 'E' | 'F', where: string, text: string): Part<string> {
  const ms = yield* now();
  const [, month, day, clock] = /^\d+-(\d\d)-(\d\d)T([\d:]+)Z$/.exec(formatTimestamp(ms)) ?? [];
  const micros = String((ms % 1000) * 1000).padStart(6, '0');
  return `${level}${month}${day} ${clock}.${micros} ${PROCESS_ID.padStart(7)} ${where}] ${text}`;
}
