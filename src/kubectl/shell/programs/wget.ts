// GNU wget 1.14 on the machines, BusyBox wget in containers.

import type { HttpResponse, Outcome } from '../../../cluster/network/connection.ts';
import { connect, now, print, printError, sleep, type Part, type Program } from '../../process.ts';
import { byteLength } from '../../../cluster/api/goJson.ts';
import { lookUp, writeText } from '../fileSystem.ts';
import { resolveHost } from '../hosts.ts';
import { optionsOf } from '../lines.ts';
import type { Options } from '../options.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import { busyboxWget } from './busyboxWget.ts';
import { headerOf } from './curl/report.ts';
import { parseTarget, resolveLocation, type Target } from './curl/target.ts';
import { formatDate } from './dateFormat.ts';

const NETWORK_FAILURE = 4;
const SERVER_ERROR = 8;
const MAX_REDIRECTS = 20;
const DEFAULT_TRIES = 20;

/** It waits a second longer after each try, up to this. */
const MAX_WAIT_SECONDS = 10;

function* wget(call: ProgramCall): Program {
  if (call.state.environment.place.pod !== undefined) return yield* busyboxWget(call);
  const options = yield* optionsOf(
    { name: 'wget', words: call.words.map((word) => (word === '-nv' ? '--no-verbose' : word)) },
    {
      short: 'qO:T:t:SVcN',
      long: {
        quiet: 'q',
        'no-verbose': 'N',
        'output-document': 'O',
        timeout: 'T',
        'connect-timeout': 'T',
        'read-timeout': 'T',
        tries: 't',
        'server-response': 'S',
        spider: 's',
        header: 'h',
        'post-data': 'p',
        'user-agent': 'U',
        'no-check-certificate': 'c',
        continue: 'c',
      },
    },
    2,
  );
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) {
    yield* printError(
      "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n",
    );
    return 1;
  }
  let exit = 0;
  for (const url of options.operands) {
    const code = yield* new Download(call, options).fetch(url);
    exit = exit === 0 ? code : exit;
  }
  return exit;
}

class Download {
  private readonly call: ProgramCall;
  private readonly options: Options;

  constructor(call: ProgramCall, options: Options) {
    this.call = call;
    this.options = options;
  }

  /** Fetches one URL; the exit code. */
  *fetch(url: string): Program {
    let next = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const target = parseTarget(next);
      if ('exit' in target) {
        const scheme = /^([a-z]+):/i.exec(next)?.[1] ?? '';
        yield* printError(
          target.exit === 1
            ? `${next}: Unsupported scheme ‘${scheme}’.\n`
            : `${next}: Invalid host name.\n`,
        );
        return 1;
      }
      const shown = `${target.scheme}://${target.host}${target.hasPort ? `:${target.port}` : ''}${target.path}`;
      yield* this.tell(`--${yield* clock()}--  ${shown}\n`);
      const address = yield* resolveHost(this.call.state, target.host);
      if (address === undefined) {
        yield* this.tell(
          `Resolving ${target.host} (${target.host})... failed: Name or service not known.\n`,
        );
        yield* this.complain(`wget: unable to resolve host address ‘${target.host}’\n`);
        return NETWORK_FAILURE;
      }
      if (address !== target.host) {
        yield* this.tell(`Resolving ${target.host} (${target.host})... ${address}\n`);
      }
      const response = yield* this.ask(target, address, shown);
      if (typeof response === 'number') return response;
      const location = headerOf(response, 'location');
      if (response.status < 300 || response.status >= 400 || location === undefined) {
        return yield* this.save(response, target, shown);
      }
      yield* this.tell(`Location: ${location} [following]\n`);
      next = resolveLocation(target, location);
    }
    yield* this.complain(`${MAX_REDIRECTS} redirections exceeded.\n`);
    return SERVER_ERROR;
  }

  /** Tries to get an answer; an exit code when there is none. */
  private *ask(target: Target, address: string, shown: string): Part<HttpResponse | number> {
    const place = address === target.host ? address : `${target.host} (${target.host})|${address}|`;
    const tries = Number(this.options.value('t') ?? DEFAULT_TRIES) || DEFAULT_TRIES;
    for (let attempt = 1; ; attempt++) {
      if (attempt > 1) {
        yield* this.tell(`--${yield* clock()}--  (try:${String(attempt).padStart(2)})  ${shown}\n`);
      }
      yield* this.tell(`Connecting to ${place}:${target.port}... `);
      const outcome = yield* this.connect(target, address);
      if (outcome.type === 'answered' && outcome.response) {
        const { response } = outcome;
        yield* this.tell(`connected.\nHTTP request sent, awaiting response... `);
        yield* this.tellStatus(response);
        return response;
      }
      const { text, isFinal } = failureOf(outcome);
      yield* this.tell(text);
      if (isFinal) return NETWORK_FAILURE;
      yield* this.tell(attempt >= tries ? 'Giving up.\n\n' : 'Retrying.\n\n');
      if (attempt >= tries) return NETWORK_FAILURE;
      yield* sleep(Math.min(attempt, MAX_WAIT_SECONDS) * 1000);
    }
  }

  private *connect(target: Target, address: string): Part<Outcome> {
    const { options } = this;
    const seconds = Number(options.value('T') ?? 0);
    const data = options.value('p');
    const host = target.hasPort ? `${target.host}:${target.port}` : target.host;
    const extra = options.values('h').map((header): [string, string] => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon), header.slice(colon + 1).trim()];
    });
    const own: [string, string][] = [
      ['User-Agent', options.value('U') ?? 'Wget/1.14 (linux-gnu)'],
      ['Accept', '*/*'],
      ['Host', host],
      ['Connection', 'Keep-Alive'],
    ];
    const given = new Set(extra.map(([name]) => name.toLowerCase()));
    return yield* connect({
      from: this.call.state.environment.place,
      protocol: 'TCP',
      address,
      port: target.port,
      request: {
        method: options.has('s') ? 'HEAD' : data === undefined ? 'GET' : 'POST',
        path: target.path,
        headers: [...own.filter(([name]) => !given.has(name.toLowerCase())), ...extra],
        ...(data === undefined ? {} : { body: data }),
      },
      ...(seconds > 0 ? { timeoutMs: Math.round(seconds * 1000) } : {}),
    });
  }

  private *tellStatus(response: HttpResponse): Part<void> {
    const { status, reason, headers } = response;
    if (!this.options.has('S')) {
      yield* this.tell(`${status} ${reason}\n`);
      return;
    }
    const lines = [
      `HTTP/1.1 ${status} ${reason}`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
    ];
    yield* this.tell(`\n${lines.map((line) => `  ${line}\n`).join('')}`);
  }

  private *save(response: HttpResponse, target: Target, shown: string): Program {
    const { status, reason, body } = response;
    if (status >= 400) {
      if (this.options.has('s') && status === 404) {
        yield* this.complain('Remote file does not exist -- broken link!!!\n\n');
        return SERVER_ERROR;
      }
      yield* this.complain(`${yield* clock()} ERROR ${status}: ${reason}.\n\n`);
      return SERVER_ERROR;
    }
    const size = byteLength(body);
    const type = (headerOf(response, 'content-type') ?? '').replace(/;.*/, '');
    const length =
      headerOf(response, 'content-length') === undefined ? 'unspecified' : shortSize(size);
    yield* this.tell(`Length: ${length}${type === '' ? '' : ` [${type}]`}\n`);
    if (this.options.has('s')) {
      yield* this.tell('Remote file exists.\n\n');
      return 0;
    }
    const output = this.options.value('O') ?? (yield* this.freeName(target));
    yield* this.tell(`Saving to: ‘${output === '-' ? 'STDOUT' : output}’\n\n`);
    if (output === '-') yield* print(body);
    else {
      const problem = yield* writeText(this.call.state, { path: output, text: body });
      if (problem !== undefined) {
        yield* this.complain(`${output}: ${problem}\n\nCannot write to ‘${output}’ (Success).\n`);
        return 3;
      }
    }
    yield* this.tell(
      `100%[======================================>] ${String(size).padEnd(11)} --.-K/s   in 0s      \n\n`,
    );
    const where = output === '-' ? 'written to stdout' : `‘${output}’ saved`;
    yield* this.tell(`${yield* clock()} (${shortSpeed(size)}) - ${where} [${size}/${size}]\n\n`);
    if (this.options.has('N') && !this.options.has('q')) {
      yield* printError(`${yield* clock()} URL:${shown} [${size}/${size}] -> "${output}" [1]\n`);
    }
    return 0;
  }

  /** The last part of the path, with a number behind it while such a file is there. */
  private *freeName({ path }: Target): Part<string> {
    const base = path.replace(/\?.*/, '').replace(/^.*\//, '') || 'index.html';
    for (let number = 0; number < 1000; number++) {
      const name = number === 0 ? base : `${base}.${number}`;
      if (!(yield* lookUp(this.call.state, name))) return name;
    }
    return base;
  }

  private *tell(text: string): Part<void> {
    if (!this.options.has('q') && !this.options.has('N')) yield* printError(text);
  }

  /** Told even with -nv. */
  private *complain(text: string): Part<void> {
    if (!this.options.has('q')) yield* printError(text);
  }
}

function failureOf(outcome: Outcome): { readonly text: string; readonly isFinal: boolean } {
  switch (outcome.type) {
    case 'refused':
      return { text: 'failed: Connection refused.\n', isFinal: true };
    case 'no route':
      return { text: 'failed: No route to host.\n', isFinal: true };
    case 'timed out':
      return { text: 'failed: Connection timed out.\n', isFinal: false };
    default:
      return {
        text: 'connected.\nHTTP request sent, awaiting response... Read error (Connection reset by peer) in headers.\n',
        isFinal: false,
      };
  }
}

function* clock(): Part<string> {
  return formatDate('%Y-%m-%d %H:%M:%S', yield* now());
}

function shortSize(size: number): string {
  if (size < 1024) return String(size);
  return `${size} (${size < 10_240 ? (size / 1024).toFixed(1) : Math.round(size / 1024)}K)`;
}

/** Nothing takes time between two machines of a simulation but the way: the speed is that of a fast disk. */
function shortSpeed(size: number): string {
  return `${Math.max(1, size / 13).toFixed(1)} MB/s`;
}

export const wgetPrograms: Readonly<Record<string, ShellProgram>> = { wget };
