// The words that change where we are: `orrery step|back|seek|digest|why|trace|idle`. Not recorded, no branch.

import type { Connection } from '../cluster/network/connection.ts';
import { controlWords } from './command.ts';
import { parseDuration } from './durations.ts';
import type { RunResult } from './protocol.ts';
import type { Simulation } from './simulation.ts';
import { formatReasons, reasonsOf } from './why/why.ts';

/** True when the line is one of the controls. */
export function isControlLine(line: string): boolean {
  const [orrery, word] = line.trim().split(/\s+/);
  return orrery === 'orrery' && (controlWords as readonly string[]).includes(word ?? '');
}

/** Carries a control out and answers as a terminal line would be answered. */
export function runControlLine(simulation: Simulation, line: string): RunResult {
  const [, word, ...rest] = line.trim().split(/\s+/);
  const { history } = simulation;
  switch (word) {
    case 'step':
      history.seekStep(history.step + countOf(rest[0]));
      break;
    case 'back':
      history.seekStep(Math.max(0, history.step - countOf(rest[0])));
      break;
    case 'seek':
      return seek(simulation, rest[0] ?? '');
    case 'idle':
      simulation.runUntilIdle();
      break;
    case 'digest':
      return said(simulation, `${history.digest()}\n`);
    case 'why':
      return why(simulation, rest);
    case 'trace':
      return trace(simulation);
  }
  return said(simulation, '');
}

function seek(simulation: Simulation, target: string): RunResult {
  const { history } = simulation;
  if (target === 'start') history.seekStep(0);
  else if (target === 'end') history.seekEnd();
  else {
    const ms = parseDuration(target);
    if (ms === undefined) {
      return refused(simulation, `orrery: seek wants a time such as 12.5s, start or end\n`);
    }
    history.seekTime(ms);
  }
  return said(simulation, '');
}

/** why TARGET [-n NAMESPACE] */
function why(simulation: Simulation, words: readonly string[]): RunResult {
  const at = words.findIndex((word) => word === '-n' || word.startsWith('--namespace='));
  const namespace = at < 0 ? 'default' : (words[at]?.split('=')[1] ?? words[at + 1] ?? 'default');
  const reasons = reasonsOf(simulation, words.find((word) => word.includes('/')) ?? '', namespace);
  return typeof reasons === 'string'
    ? refused(simulation, `orrery: ${reasons}\n`)
    : said(simulation, formatReasons(reasons));
}

function trace(simulation: Simulation): RunResult {
  const connections = simulation.history.world.table<Connection>('connections').values();
  // What programs in containers open by themselves is not what somebody asks after.
  const last = connections.findLast(({ parent, owner }) => (parent ?? owner) === undefined);
  if (!last) return refused(simulation, 'orrery: no request has been sent yet\n');
  return said(simulation, traceOf(last, connections, ''));
}

/** The way of a request, and within it that of the ones that were sent to answer it. */
function traceOf({ hops }: Connection, all: readonly Connection[], indent: string): string {
  return hops
    .map(({ at, where, text, opens }) => {
      const line = `${indent}${(at / 1000).toFixed(3)}s ${where}: ${text}\n`;
      const inner = opens === undefined ? undefined : all.find(({ id }) => id === opens);
      return inner ? line + traceOf(inner, all, `${indent}  `) : line;
    })
    .join('');
}

function countOf(text: string | undefined): number {
  const count = Number(text ?? '1');
  return Number.isInteger(count) && count > 0 ? count : 1;
}

function said(simulation: Simulation, stdout: string): RunResult {
  return { stdout, stderr: '', exit: 0, at: simulation.now };
}

function refused(simulation: Simulation, stderr: string): RunResult {
  return { stdout: '', stderr, exit: 1, at: simulation.now };
}
