// wget and nc of BusyBox, and curl, as scripts and probes in containers use them: one connection over the network of the pod.

import type { HttpRequest, Outcome } from '../network/connection.ts';
import type { Command, Said } from '../network/program.ts';
import { addressOf, FAILURES } from './dialing.ts';

export const clientCommands: Readonly<Record<string, Command>> = { wget, curl, nc };

interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** As the header Host says it. */
  readonly authority: string;
}

/** The words of a command line: flags, those with a value behind them, and the rest. */
function parse(words: readonly string[], valued: string) {
  const flags = new Map<string, string>();
  const operands: string[] = [];
  const rest = words.slice(1);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!/^-./.test(word)) {
      operands.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const flag = word[at] ?? '';
      if (!valued.includes(flag)) flags.set(flag, '');
      else {
        flags.set(flag, word.slice(at + 1) || (rest.shift() ?? ''));
        break;
      }
    }
  }
  return { flags, operands };
}

function parseUrl(text: string): Url | undefined {
  const [, authority, path = ''] = /^(?:http:\/\/)?([^/?]+)([/?].*)?$/.exec(text) ?? [];
  if (authority === undefined) return undefined;
  const [host = '', port = '80'] = authority.split(':');
  return { host, port: Number(port), path: path.startsWith('/') ? path : `/${path}`, authority };
}

function wget(words: readonly string[], { outcomes: [outcome] }: Parameters<Command>[1]): Said {
  const { flags, operands } = parse(words, 'OTUP');
  const url = parseUrl(operands[0] ?? '');
  if (!url)
    return failed('BusyBox v1.24.2 multi-call binary.\n\nUsage: wget [-qs] [-O FILE] URL\n');
  const address = addressOf(url.host);
  if (address === undefined) return failed(`wget: bad address '${url.host}'\n`);
  if (!outcome) {
    const seconds = Number(flags.get('T') ?? 900);
    return get(url, { address, agent: 'Wget', timeoutMs: seconds * 1000 });
  }
  const said = flags.has('q') ? '' : `Connecting to ${url.authority} (${address}:${url.port})\n`;
  if (outcome.type !== 'answered' || !outcome.response) {
    const why = outcome.type === 'answered' ? 'reset' : outcome.type;
    const text =
      why === 'timed out'
        ? 'download timed out'
        : why === 'reset'
          ? `error getting response: ${FAILURES.reset}`
          : `can't connect to remote host (${address}): ${FAILURES[why]}`;
    return failed(`${said}wget: ${text}\n`);
  }
  const { status, reason, body } = outcome.response;
  if (status >= 300) {
    return failed(`${said}wget: server returned error: HTTP/1.1 ${status} ${reason}\n`);
  }
  const file =
    flags.get('O') ?? (url.path.replace(/\?.*/, '').replace(/^.*\//, '') || 'index.html');
  if (flags.has('s')) return { stdout: '', stderr: said, exit: 0 };
  if (file === '-') return { stdout: body, stderr: said, exit: 0 };
  const path = file.startsWith('/') ? file : `/${file}`;
  return { stdout: '', stderr: said, exit: 0, acts: [{ type: 'write', path, text: body }] };
}

function curl(words: readonly string[], { outcomes: [outcome] }: Parameters<Command>[1]): Said {
  const { flags, operands } = parse(words, 'omXHdw');
  const url = parseUrl(operands[0] ?? '');
  if (!url) return { stdout: '', stderr: 'curl: no URL specified!\n', exit: 2 };
  const isSilent = flags.has('s') && !flags.has('S');
  const fail = (exit: number, text: string): Said => ({
    stdout: '',
    stderr: isSilent ? '' : `curl: (${exit}) ${text}\n`,
    exit,
  });
  const address = addressOf(url.host);
  if (address === undefined) return fail(6, `Could not resolve host: ${url.host}`);
  if (!outcome) {
    const seconds = Number(flags.get('m') ?? 0);
    return get(url, { address, agent: 'curl/7.38.0', timeoutMs: seconds * 1000 || 127_000 });
  }
  switch (outcome.type) {
    case 'answered': {
      const { response, payload = '' } = outcome;
      if (!response) return { stdout: payload, stderr: '', exit: 0 };
      if (flags.has('f') && response.status >= 400) {
        return fail(22, `The requested URL returned error: ${response.status} ${response.reason}`);
      }
      const isKept = flags.get('o') === undefined;
      return { stdout: isKept ? response.body : '', stderr: '', exit: 0 };
    }
    case 'timed out':
      return fail(
        28,
        `Connection timed out after ${Number(flags.get('m') ?? 127) * 1000} milliseconds`,
      );
    case 'reset':
      return fail(56, `Recv failure: ${FAILURES.reset}`);
    default:
      return fail(
        7,
        `Failed to connect to ${url.host} port ${url.port}: ${FAILURES[outcome.type]}`,
      );
  }
}

/** nc HOST PORT: what it is given goes there, and what comes back is printed. */
function nc(
  words: readonly string[],
  { outcomes: [outcome] }: Parameters<Command>[1],
  stdin = '',
): Said {
  const { flags, operands } = parse(words, 'wip');
  const [host = '', port = ''] = operands;
  const address = addressOf(host);
  if (address === undefined) return failed(`nc: bad address '${host}'\n`);
  const isScan = flags.has('z');
  if (!outcome) {
    const timeoutMs = Number(flags.get('w') ?? 127) * 1000;
    const dial = { protocol: 'TCP', address, port: Number(port), timeoutMs } as const;
    const isSilent = isScan || stdin === '';
    return { ...failed(''), dial: isSilent ? dial : { ...dial, ...wordsOf(stdin) } };
  }
  if (outcome.type === 'answered') {
    const { response, payload = '' } = outcome;
    const stdout = response ? httpText(response) : payload;
    return { stdout, stderr: '', exit: 0 };
  }
  const isQuiet = isScan && !flags.has('v');
  return failed(
    isQuiet ? '' : `nc: can't connect to remote host (${address}): ${FAILURES[outcome.type]}\n`,
  );
}

/** HTTP travels as a request, all else as the words that it is. */
function wordsOf(text: string): { readonly request: HttpRequest } | { readonly payload: string } {
  const [head = '', ...lines] = text.replaceAll('\r\n', '\n').split('\n');
  const [, method, path] = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(head) ?? [];
  if (method === undefined || path === undefined) return { payload: text };
  const headers = lines
    .filter((line) => line.includes(':'))
    .map((line) => line.split(/:\s*/, 2) as [string, string]);
  return { request: { method, path, headers } };
}

function httpText({ status, reason, headers, body }: NonNullable<Answered['response']>): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${status} ${reason}\r\n${lines}\r\n${body}`;
}

type Answered = Extract<Outcome, { type: 'answered' }>;

function get(
  { path, port, authority }: Url,
  { address, agent, timeoutMs }: { address: string; agent: string; timeoutMs: number },
): Said {
  const request: HttpRequest = {
    method: 'GET',
    path,
    headers: [
      ['Host', authority],
      ['User-Agent', agent],
      ['Accept', '*/*'],
    ],
  };
  return { ...failed(''), dial: { protocol: 'TCP', address, port, request, timeoutMs } };
}

function failed(stderr: string): Said {
  return { stdout: '', stderr, exit: 1 };
}
