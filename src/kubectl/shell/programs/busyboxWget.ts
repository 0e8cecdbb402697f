// wget as BusyBox has it, which is what containers have.

import type { Outcome } from '../../../cluster/network/connection.ts';
import { connect, print, printError, type Part, type Program } from '../../process.ts';
import { byteLength } from '../../../cluster/api/goJson.ts';
import { lookUp, writeText } from '../fileSystem.ts';
import { resolveHost } from '../hosts.ts';
import { parseOptions } from '../options.ts';
import type { ProgramCall } from '../program.ts';
import { headerOf } from './curl/report.ts';
import { parseTarget, resolveLocation, type Target } from './curl/target.ts';

const USAGE = `BusyBox v1.24.2 (2016-03-18 16:38:06 UTC) multi-call binary.

Usage: wget [-c|--continue] [-s|--spider] [-q|--quiet] [-O|--output-document FILE]
	[--header 'header: value'] [-Y|--proxy on/off] [-P DIR]
	[-U|--user-agent AGENT] [-T SEC] URL...
`;

const MAX_REDIRECTS = 5;

export function* busyboxWget(call: ProgramCall): Program {
  const options = parseOptions(call.words, {
    short: 'csqO:Y:P:U:T:S',
    long: {
      quiet: 'q',
      spider: 's',
      'output-document': 'O',
      header: 'h',
      'user-agent': 'U',
      timeout: 'T',
      'post-data': 'p',
      'no-check-certificate': 'c',
      continue: 'c',
    },
  });
  const [url] = typeof options === 'string' ? [] : options.operands;
  if (typeof options === 'string' || url === undefined) {
    yield* printError(typeof options === 'string' ? `wget: ${options}\n${USAGE}` : USAGE);
    return 1;
  }
  let next = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const target = parseTarget(next);
    if ('exit' in target) return yield* fail(`not an http or ftp url: ${next}`);
    const address = yield* resolveHost(call.state, target.host);
    if (address === undefined) return yield* fail(`bad address '${target.host}'`);
    if (!options.has('q')) {
      yield* printError(
        `Connecting to ${target.host}${target.hasPort ? `:${target.port}` : ''} (${address}:${target.port})\n`,
      );
    }
    const seconds = Number(options.value('T') ?? 900);
    const data = options.value('p');
    const outcome = yield* connect({
      from: call.state.environment.place,
      protocol: 'TCP',
      address,
      port: target.port,
      request: {
        method: options.has('s') ? 'HEAD' : data === undefined ? 'GET' : 'POST',
        path: target.path,
        headers: [
          ['Host', target.hasPort ? `${target.host}:${target.port}` : target.host],
          ['User-Agent', options.value('U') ?? 'Wget'],
          ...options.values('h').map((header) => readHeader(header)),
          ['Connection', 'close'],
        ],
        ...(data === undefined ? {} : { body: data }),
      },
      timeoutMs: Math.round(seconds * 1000),
    });
    if (outcome.type !== 'answered' || !outcome.response) {
      return yield* fail(failureOf(outcome, `${target.host} (${address})`));
    }
    const { response } = outcome;
    const location = headerOf(response, 'location');
    if (response.status >= 300 && response.status < 400 && location !== undefined) {
      next = resolveLocation(target, location);
      continue;
    }
    if (response.status >= 300) {
      return yield* fail(`server returned error: HTTP/1.1 ${response.status} ${response.reason}`);
    }
    if (options.has('s')) return 0;
    return yield* save(call, {
      target,
      body: response.body,
      output: options.value('O'),
      isQuiet: options.has('q'),
    });
  }
  return yield* fail('too many redirections');
}

function* save(
  { state }: ProgramCall,
  {
    target,
    body,
    output,
    isQuiet,
  }: { target: Target; body: string; output: string | undefined; isQuiet: boolean },
): Program {
  const name = output ?? (target.path.replace(/\?.*/, '').replace(/^.*\//, '') || 'index.html');
  if (name === '-') yield* print(body);
  else {
    if (output === undefined && (yield* lookUp(state, name))) {
      return yield* fail(`can't open '${name}': File exists`);
    }
    const problem = yield* writeText(state, { path: name, text: body });
    if (problem !== undefined) return yield* fail(`can't open '${name}': ${problem}`);
  }
  if (!isQuiet) {
    const shown = name === '-' ? '-' : name;
    const size = byteLength(body);
    yield* printError(
      `${shown.slice(0, 20).padEnd(20)} 100% |*******************************| ${String(size).padStart(5)}   0:00:00 ETA\n`,
    );
  }
  return 0;
}

function failureOf(outcome: Outcome, where: string): string {
  switch (outcome.type) {
    case 'refused':
      return `can't connect to remote host ${where.replace(/^\S+ /, '')}: Connection refused`;
    case 'no route':
      return `can't connect to remote host ${where.replace(/^\S+ /, '')}: No route to host`;
    case 'timed out':
      return 'download timed out';
    default:
      return 'error getting response: Connection reset by peer';
  }
}

function readHeader(header: string): readonly [string, string] {
  const colon = header.indexOf(':');
  return [header.slice(0, colon), header.slice(colon + 1).trim()];
}

function* fail(text: string): Part<number> {
  yield* printError(`wget: ${text}\n`);
  return 1;
}
