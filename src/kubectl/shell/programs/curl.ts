// curl 7.29, as CentOS 7 has it: one request over the simulated network.

import type {
  HttpRequest,
  HttpResponse,
  Outcome,
  Place,
} from '../../../cluster/network/connection.ts';
import { connect, now, print, printError, type Part, type Program } from '../../process.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

/** Options that take a value. */
const VALUED = 'HXdmowAu';
const LONG: Readonly<Record<string, string>> = {
  header: 'H',
  request: 'X',
  data: 'd',
  'max-time': 'm',
  'connect-timeout': 'm',
  output: 'o',
  'write-out': 'w',
  include: 'i',
  head: 'I',
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  location: 'L',
  verbose: 'v',
  insecure: 'k',
};

function* curl(call: ProgramCall): Program {
  const options = parseOptions(call.words);
  if (typeof options === 'string') {
    yield* printError(
      `curl: ${options}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`,
    );
    return 2;
  }
  let exit = 0;
  for (const url of options.urls)
    exit = yield* fetchOne(url, options, call.state.environment.place);
  return exit;
}

interface Options {
  readonly urls: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly headers: readonly (readonly [string, string])[];
}

function parseOptions(words: readonly string[]): Options | string {
  const urls: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const headers: (readonly [string, string])[] = [];
  const queue = [...words];
  const take = (letter: string, value: string) => {
    if (letter !== 'H') values.set(letter, value);
    else {
      const colon = value.indexOf(':');
      headers.push([value.slice(0, colon), value.slice(colon + 1).trim()]);
    }
  };
  while (queue.length > 0) {
    const word = queue.shift() ?? '';
    if (!word.startsWith('-') || word === '-') {
      urls.push(word);
      continue;
    }
    const letters = word.startsWith('--') ? LONG[word.slice(2)] : word.slice(1);
    if (letters === undefined) return `option ${word}: is unknown`;
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] ?? '';
      if (!VALUED.includes(letter)) {
        if (!/[isSIfLvkqO]/.test(letter)) return `option -${letter}: is unknown`;
        flags.add(letter);
        continue;
      }
      const value = letters.slice(at + 1) || queue.shift();
      if (value === undefined) return `option -${letter}: requires parameter`;
      take(letter, value);
      break;
    }
  }
  return urls.length === 0 ? 'no URL specified!' : { urls, flags, values, headers };
}

function* fetchOne(url: string, options: Options, place: Place): Program {
  const target = parseURL(url);
  const complain = function* (code: number, text: string): Program {
    if (!options.flags.has('s') || options.flags.has('S'))
      yield* printError(`curl: (${code}) ${text}\n`);
    return code;
  };
  if (!target) return yield* complain(3, '<url> malformed');
  if (target.scheme === 'https') {
    return yield* complain(35, 'this playground does not serve https');
  }
  const address = target.host === 'localhost' ? '127.0.0.1' : target.host;
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(address)) {
    return yield* complain(6, `Could not resolve host: ${target.host}; Unknown error`);
  }
  const timeout = Number(options.values.get('m') ?? 0);
  const to = { from: place, protocol: 'TCP', address, port: target.port } as const;
  const began = yield* now();
  const outcome = yield* connect({
    ...to,
    request: requestFor(target, options),
    ...(timeout > 0 ? { timeoutMs: Math.round(timeout * 1000) } : {}),
  });
  if (outcome.type !== 'answered' || !outcome.response) {
    const [code, text] = failureOf(outcome, `${address}:${target.port}`, timeout);
    return yield* complain(code, text);
  }
  let answer: Answered = outcome;
  let received = answer.response?.body.length ?? 0;
  const exit = yield* show(outcome.response, options);
  while (answer.response?.more && exit === 0) {
    const left = timeout === 0 ? undefined : began + timeout * 1000 - (yield* now());
    const next = yield* connect({
      ...to,
      request: answer.response.more,
      keepAlive: true,
      ...(answer.connection === undefined ? {} : { connection: answer.connection }),
      ...(left === undefined ? {} : { timeoutMs: Math.max(1, Math.round(left)) }),
    });
    if (next.type === 'timed out' && timeout > 0) {
      const ms = Math.round(timeout * 1000) + 1;
      const text = `Operation timed out after ${ms} milliseconds with ${received} bytes received`;
      return yield* complain(28, text);
    }
    if (next.type !== 'answered' || !next.response) {
      return yield* complain(18, 'transfer closed with outstanding read data remaining');
    }
    answer = next;
    received += next.response.body.length;
    yield* deliver(next.response.body, options.values.get('o'));
  }
  return exit;
}

type Answered = Extract<Outcome, { type: 'answered' }>;

function requestFor(target: Target, { values, flags, headers }: Options): HttpRequest {
  const data = values.get('d');
  const host = target.port === 80 ? target.host : `${target.host}:${target.port}`;
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const own: readonly (readonly [string, string])[] = [
    ['User-Agent', 'curl/7.29.0'],
    ['Host', host],
    ['Accept', '*/*'],
    ...(data === undefined ? [] : [['Content-Type', 'application/x-www-form-urlencoded'] as const]),
  ];
  return {
    method: values.get('X') ?? (flags.has('I') ? 'HEAD' : data === undefined ? 'GET' : 'POST'),
    path: target.path,
    headers: [...own.filter(([name]) => !named.has(name.toLowerCase())), ...headers],
    ...(data === undefined ? {} : { body: data }),
  };
}

function failureOf(outcome: Outcome, to: string, seconds: number): readonly [number, string] {
  switch (outcome.type) {
    case 'refused':
      return [7, `Failed connect to ${to}; Connection refused`];
    case 'no route':
      return [7, `Failed connect to ${to}; No route to host`];
    case 'reset':
      return [56, 'Recv failure: Connection reset by peer'];
    case 'timed out':
      return seconds > 0
        ? [28, `Connection timed out after ${Math.round(seconds * 1000) + 1} milliseconds`]
        : [7, `Failed connect to ${to}; Connection timed out`];
    case 'answered':
      return [52, 'Empty reply from server'];
  }
}

function* show(response: HttpResponse, { flags, values }: Options): Program {
  const head = [
    `HTTP/1.1 ${response.status} ${response.reason}`,
    ...response.headers.map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  const isFailed = flags.has('f') && response.status >= 400;
  if (isFailed) {
    yield* printError(
      `curl: (22) The requested URL returned error: ${response.status} ${response.reason}\n`,
    );
    return 22;
  }
  const body = flags.has('I') ? '' : response.body;
  const text = (flags.has('i') || flags.has('I') ? `${head}\r\n\r\n` : '') + body;
  yield* deliver(text, values.get('o'));
  const format = values.get('w');
  if (format !== undefined) {
    yield* print(
      format
        .replace(/\\n/g, '\n')
        .replace(/%\{http_code\}/g, String(response.status))
        .replace(/%\{size_download\}/g, String(body.length)),
    );
  }
  return 0;
}

function* deliver(text: string, file: string | undefined): Part<void> {
  if (file === undefined) yield* print(text);
  else if (file !== '/dev/null') yield { type: 'writeFile', path: file, text };
}

interface Target {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function parseURL(url: string): Target | undefined {
  const match = /^(?:(https?):\/\/)?(?:[^/@\s]*@)?([^/:\s]+)(?::(\d+))?([/?][^\s#]*)?/.exec(url);
  if (!match) return undefined;
  const [, scheme = 'http', host = '', port, path = '/'] = match;
  return {
    scheme,
    host,
    port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

export const curlPrograms: Readonly<Record<string, ShellProgram>> = { curl, wget: curl };
