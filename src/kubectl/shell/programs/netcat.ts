// nc, which is Ncat 6.40 on CentOS 7, and telnet.

import type { HttpRequest, Outcome } from '../../../cluster/network/connection.ts';
import { connect, now, print, printError, type Part, type Program } from '../../process.ts';
import { byteLength } from '../../../cluster/api/goJson.ts';
import { resolveHost } from '../hosts.ts';
import { parseOptions } from '../options.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import { headText } from './curl/report.ts';

const QUITTING =
  "Ncat: Try `--help' or man(1) ncat for more information, usage options and resources. QUITTING.\n";

const FAILED = 1;
const MISUSE = 2;

function* nc(call: ProgramCall): Program {
  const { words, state, stdin, name } = call;
  const options = parseOptions(words, {
    short: 'zvuw:i:nlkp:4tc:e:',
    long: { verbose: 'v', udp: 'u', wait: 'w', nodns: 'n', listen: 'l' },
  });
  if (typeof options === 'string') {
    yield* printError(`${name}: ${options}\n${QUITTING}`);
    return MISUSE;
  }
  if (options.has('l')) {
    yield* printError(
      'Ncat: this playground does not listen on the machines of the terminal. QUITTING.\n',
    );
    return MISUSE;
  }
  const [host, port = '31337'] = options.operands;
  if (host === undefined) {
    yield* printError('Ncat: You must specify a host to connect to. QUITTING.\n');
    return MISUSE;
  }
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    yield* printError(`Ncat: Invalid port number "${port}". QUITTING.\n`);
    return MISUSE;
  }
  const isVerbose = options.has('v');
  if (isVerbose) yield* printError('Ncat: Version 6.40 ( http://nmap.org/ncat )\n');
  const address = yield* resolveHost(state, host);
  if (address === undefined) {
    yield* printError(
      `Ncat: Could not resolve hostname "${host}": Name or service not known. QUITTING.\n`,
    );
    return MISUSE;
  }
  const startedAt = yield* now();
  const isUDP = options.has('u');
  const sent = options.has('z') || stdin.isTerminal ? '' : yield* stdin.readAll();
  const seconds = durationOf(options.value('w'));
  const outcome = yield* connect({
    from: state.environment.place,
    protocol: isUDP ? 'UDP' : 'TCP',
    address,
    port: Number(port),
    ...wordsOf(sent, isUDP),
    timeoutMs: Math.round((seconds ?? (isUDP ? 2 : 127)) * 1000),
  });
  // A datagram that nobody answers has been sent all the same.
  const isConnected = outcome.type === 'answered' || (isUDP && outcome.type === 'timed out');
  if (!isConnected) {
    yield* printError(`Ncat: ${failureOf(outcome)}\n`);
    return FAILED;
  }
  if (isVerbose) yield* printError(`Ncat: Connected to ${address}:${port}.\n`);
  const received = outcome.type === 'answered' ? receivedOf(outcome) : '';
  yield* print(received);
  if (isVerbose) {
    const took = (((yield* now()) - startedAt) / 1000).toFixed(2);
    yield* printError(
      `Ncat: ${byteLength(sent)} bytes sent, ${byteLength(received)} bytes received in ${took} seconds.\n`,
    );
  }
  return 0;
}

function durationOf(text: string | undefined): number | undefined {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text ?? '') ?? [];
  const factor = { ms: 0.001, s: 1, m: 60, h: 3600 }[unit] ?? 1;
  return number === undefined ? undefined : Number(number) * factor;
}

/** HTTP travels as a request, all else as the words that it is. */
function wordsOf(sent: string, isUDP: boolean): { request?: HttpRequest; payload?: string } {
  const request = isUDP ? undefined : requestOf(sent);
  if (request) return { request };
  return sent === '' && !isUDP ? {} : { payload: sent };
}

/** What was typed, if it is an HTTP request. */
function requestOf(text: string): HttpRequest | undefined {
  const [head = '', ...rest] = text.replace(/\r\n/g, '\n').split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const [, method, path] = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(first) ?? [];
  if (method === undefined || path === undefined) return undefined;
  const headers = lines.flatMap((line): (readonly [string, string])[] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
  });
  const body = rest.join('\n\n');
  return { method, path, headers, ...(body === '' ? {} : { body }) };
}

function receivedOf({ response, payload }: Extract<Outcome, { type: 'answered' }>): string {
  return response ? headText(response) + response.body : (payload ?? '');
}

function failureOf(outcome: Outcome): string {
  switch (outcome.type) {
    case 'refused':
      return 'Connection refused.';
    case 'no route':
      return 'No route to host.';
    case 'reset':
      return 'Connection reset by peer.';
    default:
      return 'Connection timed out.';
  }
}

function* telnet({ words, state }: ProgramCall): Part<number> {
  const [host, port = '23'] = words;
  if (host === undefined) {
    yield* printError('telnet: give a host and a port: telnet 172.17.1.2 8080\n');
    return FAILED;
  }
  const address = yield* resolveHost(state, host);
  if (address === undefined) {
    yield* printError(`telnet: ${host}: Name or service not known\n${host}: Unknown host\n`);
    return FAILED;
  }
  yield* print(`Trying ${address}...\n`);
  const { place } = state.environment;
  const outcome = yield* connect({
    from: place,
    protocol: 'TCP',
    address,
    port: Number(port) || 23,
  });
  if (outcome.type !== 'answered') {
    yield* printError(
      `telnet: connect to address ${address}: ${failureOf(outcome).replace('.', '')}\n`,
    );
    return FAILED;
  }
  yield* print(`Connected to ${host}.\nEscape character is '^]'.\n`);
  yield* printError('Connection closed by foreign host.\n');
  return FAILED;
}

export const netcatPrograms: Readonly<Record<string, ShellProgram>> = { nc, ncat: nc, telnet };
