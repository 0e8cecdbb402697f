// kubectl delete, and the old kubectl stop.

import { parseDuration } from '../durations.ts';
import { finish } from '../failures.ts';
import { printError, type Program } from '../process.ts';
import { selectObjects } from '../selection.ts';
import type { Command, Invocation } from './command.ts';
import { deleteObjects } from './reapers.ts';
import { checkShortOutput } from './shortOutput.ts';

export const deleteCommand: Command = {
  name: 'delete',
  run: (invocation) => deleteSelected(invocation, 'delete'),
};

export const stop: Command = {
  name: 'stop',
  *run(invocation) {
    yield* printError('Command "stop" is deprecated, use "delete" instead.\n');
    return yield* deleteSelected(invocation, 'stop');
  },
};

function* deleteSelected(invocation: Invocation, command: 'delete' | 'stop'): Program {
  const { args } = invocation;
  const isShort = checkShortOutput(command, args);
  if (typeof isShort === 'object') return yield* finish(isShort);
  const selection = yield* selectObjects(invocation, { hasSelector: true });
  if ('type' in selection) return yield* finish(selection);
  // What is gone meanwhile is no failure when all were meant.
  const ignoresAnyway = command === 'delete' && args.isOn('all');
  const failure = yield* deleteObjects(selection, {
    isCascading: args.isOn('cascade', true),
    isReaping: command === 'stop',
    ignoresNotFound: args.isOn('ignore-not-found', ignoresAnyway),
    isShort,
    gracePeriodSeconds: args.number('grace-period') ?? -1,
    timeoutMs: parseDuration(args.text('timeout') ?? '0') ?? 0,
  });
  return yield* finish(failure);
}
