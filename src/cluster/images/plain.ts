// What an image does that the catalogue does not know: it serves HTTP on every containerPort and names its pod.

import { formatRFC1123 } from '../api/calendar.ts';
import type { ListeningSocket } from '../network/connection.ts';
import type { Program } from '../network/container.ts';

export const plain: Program = {
  name: 'plain',
  pullMs: 2_500,
  startMs: 200,
  stopMs: 300,
  listeners: ({ ports }) =>
    (ports ?? [])
      .filter(({ protocol }) => protocol === 'TCP')
      .map(({ containerPort }) => ({ port: containerPort })),
  ending: () => undefined,
  respond: (_request, { socket, now }) => {
    const pod = podNameOf(socket);
    const body = `${pod}\n`;
    return {
      status: 200,
      reason: 'OK',
      headers: [
        ['X-Served-By', pod],
        ['Content-Type', 'text/plain; charset=utf-8'],
        ['Content-Length', String(body.length)],
        ['Date', formatRFC1123(now).replace('+0000', 'GMT')],
      ],
      body,
    };
  },
};

/** The pod's name without its namespace. */
export function podNameOf({ pod }: ListeningSocket): string {
  return pod.slice(pod.indexOf('/') + 1);
}
