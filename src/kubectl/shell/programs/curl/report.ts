// What curl tells beside the answer: -w, the progress meter, reasons of failures.

import type { HttpResponse, Outcome } from '../../../../cluster/network/connection.ts';
import { byteLength } from '../../../../cluster/api/goJson.ts';
import type { Target } from './target.ts';

/** From a request at the socket to its answer: see the network's timing. */
const ANSWER_MS = 60;

/** One transfer as -w knows it. */
export interface Transfer {
  readonly target: Target;
  readonly address: string;
  readonly localAddress: string;
  readonly response?: HttpResponse;
  /** The connection that stays open behind it. */
  readonly connection?: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly connects: number;
  readonly redirects: number;
  readonly uploaded: number;
  /** The URL that -L would go to. */
  readonly redirectURL: string;
}

/** The text of -w; unknown variables are told beside it. */
export function writeOut(
  format: string,
  transfer: Transfer,
): { readonly text: string; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const text = format.replace(
    /%\{([^}]*)\}|%%|\\([nrt])/g,
    (whole, name: string | undefined, escape: string | undefined) => {
      if (escape !== undefined) return { n: '\n', r: '\r', t: '\t' }[escape] ?? whole;
      if (name === undefined) return '%';
      const value = variables[name]?.(transfer);
      if (value === undefined) unknown.push(name);
      return value ?? '';
    },
  );
  return { text, unknown };
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);

/** The packet that opens a connection carries the request here: it is connected when it arrives. */
function connectMs({ startedAt, endedAt, response }: Transfer): number {
  return response ? Math.max(0, Math.round((endedAt - startedAt - ANSWER_MS) / 2)) : 0;
}

const variables: Readonly<Record<string, (transfer: Transfer) => string>> = {
  content_type: ({ response }) => headerOf(response, 'content-type') ?? '',
  filename_effective: () => '',
  http_code: ({ response }) => String(response?.status ?? 0).padStart(3, '0'),
  http_connect: () => '000',
  local_ip: ({ localAddress, response }) => (response ? localAddress : ''),
  num_connects: ({ connects }) => String(connects),
  num_redirects: ({ redirects }) => String(redirects),
  redirect_url: ({ redirectURL }) => redirectURL,
  remote_ip: ({ address, response }) => (response ? address : ''),
  remote_port: ({ target, response }) => String(response ? target.port : 0),
  response_code: ({ response }) => String(response?.status ?? 0).padStart(3, '0'),
  size_download: ({ response }) => String(byteLength(response?.body ?? '')),
  size_header: ({ response }) => String(response ? byteLength(headText(response)) : 0),
  size_upload: ({ uploaded }) => String(uploaded),
  speed_download: ({ response, startedAt, endedAt }) =>
    speed(byteLength(response?.body ?? ''), endedAt - startedAt).toFixed(3),
  speed_upload: ({ uploaded, startedAt, endedAt }) =>
    speed(uploaded, endedAt - startedAt).toFixed(3),
  ssl_verify_result: () => '0',
  time_appconnect: () => '0.000',
  time_connect: (transfer) => seconds(transfer.connects > 0 ? connectMs(transfer) : 0),
  time_namelookup: () => '0.000',
  time_pretransfer: (transfer) => seconds(connectMs(transfer)),
  time_redirect: () => '0.000',
  time_starttransfer: ({ startedAt, endedAt, response }) =>
    seconds(response ? endedAt - startedAt : 0),
  time_total: ({ startedAt, endedAt }) => seconds(endedAt - startedAt),
  url_effective: ({ target }) => target.url,
};

function speed(bytes: number, ms: number): number {
  return ms > 0 ? Math.floor((bytes * 1000) / ms) : 0;
}

export function headerOf(response: HttpResponse | undefined, name: string): string | undefined {
  return response?.headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

/** The answer's first lines, as they came over the wire. */
export function headText({ status, reason, headers }: HttpResponse): string {
  const lines = [
    `HTTP/1.1 ${status} ${reason}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** The meter that curl shows when its output does not go to the terminal, as it stands at the end. */
export function progressMeter(size: number | undefined, ms: number): string {
  const head =
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
    '                                 Dload  Upload   Total   Spent    Left  Speed\n';
  const bytes = size ?? 0;
  const percent = bytes > 0 ? '100' : '  0';
  const cell = (value: number) => String(value).padStart(5);
  const rate = speed(bytes, ms);
  const spent = ms >= 1000 ? clock(ms) : '--:--:--';
  return `${head}${percent} ${cell(bytes)}  ${percent} ${cell(bytes)}    0     0  ${String(rate).padStart(5)}      0 ${spent} ${spent} --:--:-- ${cell(rate)}\n`;
}

function clock(ms: number): string {
  const total = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(Math.floor(total / 3600)).padStart(2)}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}

/** Exit code and words for an outcome that is no answer. */
export function failureOf(
  outcome: Outcome,
  where: string,
  { limitMs, isConnected }: { limitMs: number | undefined; isConnected: boolean },
): readonly [number, string] {
  switch (outcome.type) {
    case 'refused':
      return [7, `Failed connect to ${where}; Connection refused`];
    case 'no route':
      return [7, `Failed connect to ${where}; No route to host`];
    case 'reset':
      return [56, 'Recv failure: Connection reset by peer'];
    case 'answered':
      return [52, 'Empty reply from server'];
    case 'timed out':
      if (limitMs === undefined) return [7, `Failed connect to ${where}; Connection timed out`];
      return isConnected
        ? [
            28,
            `Operation timed out after ${limitMs + 1} milliseconds with 0 out of -1 bytes received`,
          ]
        : [28, `Connection timed out after ${limitMs + 1} milliseconds`];
  }
}
