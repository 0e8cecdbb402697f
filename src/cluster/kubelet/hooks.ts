// What a container wants done after its start and before its end: a command in it, or a request to it.

import type { Handler } from '../api/core/v1/objects.ts';
import type { Action } from '../apiserver/client.ts';
import { executeAtOnce, getOverHttp } from './checks.ts';
import type { KubeletContext, Subject } from './context.ts';
import { formatPod } from './events.ts';

export interface HookRun {
  readonly actions: readonly Action[];
  readonly tookMs: number;
  /** What is wrong, in the words of the Event. */
  readonly error?: string;
}

export function runHook(context: KubeletContext, subject: Subject, handler: Handler): HookRun {
  const { pod, container } = subject;
  const where = `for Container "${container.name}" in Pod "${formatPod(pod)}"`;
  if (handler.exec) {
    const { command } = handler.exec;
    const { said, actions } = executeAtOnce(context, subject, command);
    const tookMs = said.tookMs ?? 0;
    if (said.exit === 0) return { actions, tookMs };
    const error = `Exec lifecycle hook ([${command.join(' ')}]) ${where} failed - error: Error executing in Docker Container: ${said.exit}, message: ${JSON.stringify(said.stdout + said.stderr)}`;
    return { actions, tookMs, error };
  }
  if (handler.httpGet) {
    const { httpGet } = handler;
    const { error, actions } = getOverHttp(context, subject, { httpGet });
    if (error === '') return { actions, tookMs: 0 };
    const path = httpGet.path ?? '';
    return {
      actions,
      tookMs: 0,
      error: `Http lifecycle hook (${path}) ${where} failed - error: ${error}, message: ""`,
    };
  }
  return { actions: [], tookMs: 0, error: 'Cannot run handler: Invalid handler' };
}
