// What the HTTP servers of the images have in common.

import { byteLength } from '../api/goJson.ts';
import { formatRFC1123 } from '../api/calendar.ts';
import type { ListeningSocket } from '../network/connection.ts';
import type { Answer, Server } from '../network/program.ts';

export interface Page {
  readonly status?: number;
  readonly reason?: string;
  /** The name in the header Server; none if missing. */
  readonly software?: string;
  readonly contentType?: string;
  readonly body: string;
  readonly log?: readonly string[];
  readonly memory?: object;
}

/** An answer with the usual headers; X-Served-By names the pod. */
export function page(
  { socket, now }: Server,
  { status = 200, reason = 'OK', software, contentType, body, log, memory }: Page,
): Answer {
  return {
    status,
    reason,
    headers: [
      ...(software === undefined ? [] : [['Server', software] as const]),
      ['X-Served-By', podNameOf(socket)],
      ['Content-Type', contentType ?? 'text/plain; charset=utf-8'],
      ['Content-Length', String(byteLength(body))],
      ['Date', httpDate(now)],
    ],
    body,
    ...(log ? { log } : {}),
    ...(memory ? { memory } : {}),
  };
}

/** The pod's name without its namespace. */
export function podNameOf({ pod }: ListeningSocket): string {
  return pod.slice(pod.indexOf('/') + 1);
}

function httpDate(now: number): string {
  return formatRFC1123(now).replace('+0000', 'GMT');
}
