// One URL after another over the simulated network, with redirects and connections that are used again.

import type { Connection, HttpRequest, Outcome } from '../../../../cluster/network/connection.ts';
import { connect, now, printError, type Part } from '../../../process.ts';
import { byteLength } from '../../../../cluster/api/goJson.ts';
import { resolveHost } from '../../hosts.ts';
import type { ProgramCall } from '../../program.ts';
import type { ShellState } from '../../state.ts';
import type { CurlOptions } from './options.ts';
import { failureOf, headerOf, type Transfer } from './report.ts';
import { requestFor } from './request.ts';
import { parseTarget, resolveLocation, type Target } from './target.ts';

const MAX_REDIRECTS = 50;

export interface Failure {
  readonly exit: number;
  readonly text: string;
}

export interface Fetched {
  readonly transfer: Transfer;
  readonly failure?: Failure;
  /** Answers on the way that -L followed. */
  readonly passed: readonly Transfer[];
}

/** The transfers of one command: they share connections. */
export class Session {
  private readonly state: ShellState;
  private readonly options: CurlOptions;
  private readonly isVerbose: boolean;
  private readonly showsTerminal: boolean;
  private readonly open = new Map<string, { readonly id: number; readonly number: number }>();
  private connections = 0;

  constructor({ state, showsTerminal }: ProgramCall, options: CurlOptions) {
    this.state = state;
    this.options = options;
    this.showsTerminal = showsTerminal && !options.has('output') && !options.has('remote-name');
    this.isVerbose = options.has('verbose');
  }

  /** Fetches a URL; with `keepsOpen` another one will follow. */
  *fetch(
    url: string,
    { data, keepsOpen }: { data: string | undefined; keepsOpen: boolean },
  ): Part<Fetched | Failure> {
    const passed: Transfer[] = [];
    const limit = Number(this.options.value('max-redirs') ?? MAX_REDIRECTS);
    let next = url;
    for (let redirects = 0; ; redirects++) {
      const target = parseTarget(next);
      if ('exit' in target) return target;
      const follows = this.options.has('location');
      const how = { data, keepsOpen: keepsOpen || follows, redirects };
      const fetched = yield* this.fetchOnce(target, how);
      if ('exit' in fetched) return fetched;
      const { transfer } = fetched;
      if (fetched.failure || !follows || transfer.redirectURL === '') {
        return { ...fetched, passed };
      }
      if (redirects >= limit) {
        const text = `Maximum (${limit}) redirects followed`;
        return { transfer, failure: { exit: 47, text }, passed };
      }
      passed.push(transfer);
      next = transfer.redirectURL;
      yield* this.tell(`Issue another request to this URL: '${next}'`);
    }
  }

  private *fetchOnce(
    target: Target,
    {
      data,
      keepsOpen,
      redirects,
    }: { data: string | undefined; keepsOpen: boolean; redirects: number },
  ): Part<Fetched | Failure> {
    const { options } = this;
    const startedAt = yield* now();
    const address = (yield* this.resolve(target)) ?? '';
    const base = {
      target,
      address,
      localAddress: yield* this.localAddress(),
      startedAt,
      redirects,
    };
    if (address === '') {
      const text = `Could not resolve host: ${target.host}; Unknown error`;
      yield* this.tell(text);
      yield* this.tell('Closing connection 0');
      const transfer = { ...base, endedAt: startedAt, connects: 0, uploaded: 0, redirectURL: '' };
      return { transfer, failure: { exit: 6, text }, passed: [] };
    }
    const request = requestFor(target, options, data);
    const key = `${target.host}:${target.port}`;
    const open = this.open.get(key);
    const number = open?.number ?? this.connections++;
    yield* this.tellConnecting(target, address, { number, isOpen: open !== undefined });
    const limitMs = this.limitMs();
    const isSecure = target.scheme === 'https';
    const outcome = yield* connect({
      from: this.state.environment.place,
      protocol: 'TCP',
      address,
      port: target.port,
      ...(isSecure ? {} : { request }),
      ...(limitMs === undefined ? {} : { timeoutMs: limitMs }),
      ...(keepsOpen && !isSecure ? { keepAlive: true } : {}),
      ...(open ? { connection: open.id } : {}),
    });
    const endedAt = yield* now();
    const response = outcome.type === 'answered' ? outcome.response : undefined;
    const transfer: Transfer = {
      ...base,
      ...(response ? { response } : {}),
      ...(outcome.type === 'answered' && outcome.connection !== undefined
        ? { connection: outcome.connection }
        : {}),
      endedAt,
      connects: open ? 0 : 1,
      uploaded: byteLength(request.body ?? ''),
      redirectURL: redirectOf(target, response),
    };
    if (!response) {
      const failure = yield* this.failure(target, outcome, { address, limitMs, number });
      return { transfer, failure, passed: [] };
    }
    if (outcome.type === 'answered' && outcome.connection !== undefined) {
      this.open.set(key, { id: outcome.connection, number });
    } else this.open.delete(key);
    yield* this.tellExchange(request, transfer, number);
    return { transfer, passed: [] };
  }

  private *failure(
    target: Target,
    outcome: Outcome,
    { address, limitMs, number }: { address: string; limitMs: number | undefined; number: number },
  ): Part<Failure> {
    if (outcome.type === 'answered' && target.scheme === 'https') {
      // Nothing in this cluster speaks TLS: the answer to the handshake is plain HTTP.
      const text = 'SSL received a record that exceeded the maximum permissible length.';
      return { exit: 35, text };
    }
    const isConnected =
      outcome.type === 'timed out' && (yield* this.wasAccepted(address, target.port));
    const [exit, text] = failureOf(outcome, `${target.host}:${target.port}`, {
      limitMs,
      isConnected,
    });
    if (exit === 7) yield* this.tell(text.replace(/^.*; /, ''));
    yield* this.tell(text);
    yield* this.tell(`Closing connection ${number}`);
    return { exit, text };
  }

  /** True when the last connection to there had reached a program before it was given up. */
  private *wasAccepted(address: string, port: number): Part<boolean> {
    const entries = ((yield { type: 'scan', table: 'connections', prefix: '' }) ??
      []) as readonly (readonly [string, Connection])[];
    const last = entries.findLast(
      ([, { original }]) => original.destinationIP === address && original.destinationPort === port,
    );
    return last?.[1].hops.some(({ kind }) => kind === 'deliver') ?? false;
  }

  /** -m and --connect-timeout, the shorter. */
  private limitMs(): number | undefined {
    const limits = ['max-time', 'connect-timeout'].flatMap((name) => {
      const seconds = Number(this.options.value(name) ?? 0);
      return seconds > 0 ? [Math.round(seconds * 1000)] : [];
    });
    return limits.length === 0 ? undefined : Math.min(...limits);
  }

  /** --resolve HOST:PORT:ADDRESS goes before all other names. */
  private *resolve({ host, port }: Target): Part<string | undefined> {
    for (const entry of this.options.values('resolve')) {
      const [name, at, ...address] = entry.split(':');
      if (name === host && at === String(port)) return address.join(':');
    }
    return yield* resolveHost(this.state, host);
  }

  private *localAddress(): Part<string> {
    const { node, pod } = this.state.environment.place;
    if (pod === undefined) return node === 'client' ? '192.168.18.100' : node;
    const entries = ((yield { type: 'scan', table: 'podAddresses', prefix: `${node} ` }) ??
      []) as readonly (readonly [string, { readonly pod: string }])[];
    const found = entries.find(([, record]) => record.pod === pod);
    return found ? found[0].slice(node.length + 1) : node;
  }

  private *tellConnecting(
    { host, port }: Target,
    address: string,
    { number, isOpen }: { number: number; isOpen: boolean },
  ): Part<void> {
    if (isOpen) {
      yield* this.tell(`Found bundle for host ${host}: 0x1a2b3c0`);
      yield* this.tell(`Re-using existing connection! (#${number}) with host ${host}`);
      yield* this.tell(`Connected to ${host} (${address}) port ${port} (#${number})`);
      return;
    }
    for (const entry of this.options.values('resolve')) {
      yield* this.tell(`Added ${entry} to DNS cache`);
    }
    yield* this.tell(`About to connect() to ${host} port ${port} (#${number})`);
    yield* this.tell(`  Trying ${address}...`);
  }

  private *tellExchange(
    request: HttpRequest,
    { target, address, response, connects }: Transfer,
    number: number,
  ): Part<void> {
    if (!this.isVerbose || !response) return;
    if (connects > 0) {
      yield* this.tell(`Connected to ${target.host} (${address}) port ${target.port} (#${number})`);
    }
    const sent = [
      `${request.method} ${request.path} HTTP/1.1`,
      ...request.headers.map(([name, value]) => `${name}: ${value}`),
      '',
    ];
    yield* printError(sent.map((line) => `> ${line}\n`).join(''));
    if (request.body !== undefined) {
      if (!this.showsTerminal) yield* printError('} [data not shown]\n');
      const size = byteLength(request.body);
      yield* this.tell(`upload completely sent off: ${size} out of ${size} bytes`);
    }
    const received = [
      `HTTP/1.1 ${response.status} ${response.reason}`,
      ...response.headers.map(([name, value]) => `${name}: ${value}`),
      '',
    ];
    yield* printError(received.map((line) => `< ${line}\n`).join(''));
    if (!this.showsTerminal && response.body !== '') yield* printError('{ [data not shown]\n');
  }

  /** Reads a body that goes on (a watch) to its end, part by part; why it broke off. */
  *readOn(
    { target, address, response, connection, startedAt }: Transfer,
    take: (text: string) => Part<void>,
  ): Part<Failure | undefined> {
    const limitMs = this.limitMs();
    let more = response?.more;
    let open = connection;
    let received = byteLength(response?.body ?? '');
    while (more) {
      const left = limitMs === undefined ? undefined : startedAt + limitMs - (yield* now());
      const next = yield* connect({
        from: this.state.environment.place,
        protocol: 'TCP',
        address,
        port: target.port,
        request: more,
        keepAlive: true,
        ...(open === undefined ? {} : { connection: open }),
        ...(left === undefined ? {} : { timeoutMs: Math.max(1, left) }),
      });
      if (next.type === 'timed out' && limitMs !== undefined) {
        const text = `Operation timed out after ${limitMs + 1} milliseconds with ${received} bytes received`;
        return { exit: 28, text };
      }
      if (next.type !== 'answered' || !next.response) {
        return { exit: 18, text: 'transfer closed with outstanding read data remaining' };
      }
      ({ more } = next.response);
      open = next.connection;
      received += byteLength(next.response.body);
      yield* take(next.response.body);
    }
    return undefined;
  }

  /** What -v says when a transfer is over. */
  *tellLeft({ target }: Transfer): Part<void> {
    const number =
      this.open.get(`${target.host}:${target.port}`)?.number ?? Math.max(0, this.connections - 1);
    yield* this.tell(`Connection #${number} to host ${target.host} left intact`);
  }

  private *tell(text: string): Part<void> {
    if (this.isVerbose) yield* printError(`* ${text}\n`);
  }
}

function redirectOf(target: Target, response: Transfer['response']): string {
  const location = headerOf(response, 'location');
  const isRedirect = response && response.status >= 300 && response.status < 400;
  return isRedirect && location !== undefined ? resolveLocation(target, location) : '';
}
