// The image busybox: a shell that ends at once when nobody talks to it, or whatever command the pod names: `sleep N` ends
// after N seconds, `httpd` serves. A sleeping process 1 does not hear SIGTERM, as in real life.

import type { Container } from '../api/core/v1/objects.ts';
import type { Program } from '../network/container.ts';
import { plain } from './plain.ts';

export const busybox: Program = {
  name: 'busybox',
  pullMs: 1_200,
  startMs: 50,
  listeners: (container) => {
    const command = commandOf(container);
    if (!/(^|\/|\s)httpd\b/.test(command)) return [];
    const port = Number(/-p\s*(\d+)/.exec(command)?.[1] ?? '80');
    return [{ port }];
  },
  ending: (container) => {
    const command = commandOf(container);
    if (
      /(^|\/|\s)httpd\b/.test(command) ||
      /while\s+(true|:)|tail\s+-f|sleep\s+inf/.test(command)
    ) {
      return undefined;
    }
    if (container.tty && container.stdin && command === '') return undefined;
    const sleeps = [...command.matchAll(/\bsleep\s+(\d+)/g)];
    const seconds = sleeps.reduce((sum, [, number]) => sum + Number(number), 0);
    const exit = /\bexit\s+(\d+)/.exec(command)?.[1] ?? (/(^|\s)false\b/.test(command) ? '1' : '0');
    return { afterMs: Math.max(100, seconds * 1000), exitCode: Number(exit) };
  },
  respond: plain.respond,
};

function commandOf({ command, args }: Container): string {
  return [...(command ?? []), ...(args ?? [])].join(' ');
}
